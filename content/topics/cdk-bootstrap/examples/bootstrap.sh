#!/usr/bin/env bash
set -euo pipefail

export AWS_PROFILE=admin-prod
region=ap-northeast-2
aws sso login
account=$(aws sts get-caller-identity --query Account --output text)

aws cloudformation deploy \
  --region "$region" \
  --stack-name cdk-guardrails \
  --template-file guardrails.yaml \
  --capabilities CAPABILITY_NAMED_IAM
policy=$(aws cloudformation describe-stacks \
  --region "$region" \
  --stack-name cdk-guardrails \
  --query "Stacks[0].Outputs[0].OutputValue" \
  --output text)

npx --yes aws-cdk@2 bootstrap "aws://$account/$region" \
  --cloudformation-execution-policies "$policy" \
  --termination-protection
