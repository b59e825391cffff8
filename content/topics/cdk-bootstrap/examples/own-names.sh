#!/usr/bin/env bash
set -euo pipefail

account=111122223333
region=ap-northeast-2
policy=arn:aws:iam::111122223333:policy/ReceiptsDeployment

npx --yes aws-cdk@2 bootstrap "aws://$account/$region" \
  --qualifier receipts \
  --toolkit-stack-name CDKToolkit-receipts \
  --bootstrap-bucket-name "acme-cdk-$account-$region" \
  --cloudformation-execution-policies "$policy"
