#!/usr/bin/env bash
set -euo pipefail

environment=orders-study

# What is in the last commit. Not yet committed: add --staged, after git add.
git commit --all --message "Greet by name"
eb deploy "$environment" --label "$(git rev-parse --short HEAD)"
eb health "$environment"
eb logs "$environment"

# The version before, still in S3, is one deployment away.
eb appversion
