#!/usr/bin/env bash
# From an edit to a function that runs it, from slow to fast.
set -euo pipefail

stack=orders-dev # never a stack that users see

# A change of the template: everything, by CloudFormation.
sam build --cached --parallel
sam deploy --stack-name "$stack" --resolve-s3 --capabilities CAPABILITY_IAM

# A change of one function's code: by the Lambda API, past CloudFormation.
sam sync --code --resource-id Thumbnails --stack-name "$stack"

# While you edit: every change as soon as it is saved.
sam sync --watch --stack-name "$stack"
