#!/usr/bin/env bash
# Call the deployed API, signed with the short-lived credentials of IAM Identity Center.
set -euo pipefail

STACK_NAME=hello-app
REGION=ap-northeast-2

URL=$(aws cloudformation describe-stacks --stack-name "$STACK_NAME" --region "$REGION" \
  --query "Stacks[0].Outputs[?OutputKey=='HelloUrl'].OutputValue" --output text)
eval "$(aws configure export-credentials --format env)"

curl --silent --show-error --fail-with-body "$URL?name=SAM" \
  --aws-sigv4 "aws:amz:$REGION:execute-api" \
  --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" \
  --header "x-amz-security-token: $AWS_SESSION_TOKEN"

# The function alone, without the API in front of it, and its logs.
sam remote invoke HelloFunction --stack-name "$STACK_NAME" --region "$REGION" \
  --event '{"queryStringParameters": null}'
sam logs --name HelloFunction --stack-name "$STACK_NAME" --region "$REGION" --start-time '10min ago'
