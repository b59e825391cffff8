#!/bin/sh
echo whistle
