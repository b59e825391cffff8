#!/usr/bin/env bash
# Takes down what deploy.sh made, from the outside in.
set -euo pipefail

name=orders-reports
instance_id=${1:?an instance}
account_id=$(aws sts get-caller-identity --query Account --output text)

aws ec2 terminate-instances --instance-ids "$instance_id"
aws ec2 wait instance-terminated --instance-ids "$instance_id"

aws iam remove-role-from-instance-profile \
  --instance-profile-name "$name" --role-name "$name"
aws iam delete-instance-profile --instance-profile-name "$name"
aws iam detach-role-policy --role-name "$name" \
  --policy-arn "arn:aws:iam::$account_id:policy/$name"
aws iam delete-role --role-name "$name"
aws iam delete-policy --policy-arn "arn:aws:iam::$account_id:policy/$name"
