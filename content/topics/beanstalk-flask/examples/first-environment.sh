#!/usr/bin/env bash
set -euo pipefail

export AWS_REGION=ap-northeast-2
application=orders
environment=orders-study
stack=orders-roles

# In a place of its own: the EB CLI brings its own botocore.
pipx install awsebcli
# IAM Identity Center; `aws configure sso` has been run once.
aws sso login

# The roles, once per account and Region.
aws cloudformation deploy --stack-name "$stack" --template-file roles.yaml \
  --capabilities CAPABILITY_IAM
output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

eb platform list --region "$AWS_REGION"
eb init "$application" --region "$AWS_REGION" --platform python-3.13
# One instance, no load balancer: enough to learn, and the cheapest.
eb create "$environment" --single \
  --instance_profile "$(output InstanceProfile)" \
  --service-role "$(output ServiceRole)"
eb status
eb open
