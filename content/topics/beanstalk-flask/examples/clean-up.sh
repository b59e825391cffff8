#!/usr/bin/env bash
set -euo pipefail

# The environment only. Application, versions and the S3 bucket stay.
eb terminate orders-study

# The application, its versions and all its environments. The bucket stays.
eb terminate --all

aws cloudformation delete-stack --stack-name orders-roles
