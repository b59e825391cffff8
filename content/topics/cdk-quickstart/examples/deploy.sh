#!/usr/bin/env bash
set -euo pipefail

# A profile of IAM Identity Center, made once with: aws configure sso
export AWS_PROFILE=receipts-dev
aws sso login
account=$(aws sts get-caller-identity --query Account --output text)
region=$(aws configure get region)

# Once for each account and Region; again, it does no harm.
npx cdk bootstrap "aws://$account/$region"

npx tsx --test lib/*.test.ts
npx cdk synth --quiet --strict
npx cdk diff ReceiptsDev
npx cdk deploy ReceiptsDev --outputs-file outputs.json
