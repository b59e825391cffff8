#!/usr/bin/env bash
# Makes policy, role and instance profile, and starts an instance with them.
set -euo pipefail

name=orders-reports
subnet_id=${1:?a subnet}
security_group_id=${2:?a security group}
image=/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64

# What may be done, and who may do it.
policy_arn=$(aws iam create-policy --policy-name "$name" \
  --policy-document file://policy.json --query Policy.Arn --output text)
aws iam create-role --role-name "$name" \
  --assume-role-policy-document file://trust.json
aws iam attach-role-policy --role-name "$name" --policy-arn "$policy_arn"

# The wrapper that EC2 takes, and the one role in it.
aws iam create-instance-profile --instance-profile-name "$name"
aws iam add-role-to-instance-profile \
  --instance-profile-name "$name" --role-name "$name"

# IAM knows the profile now; EC2 may need a moment more, so ask again.
aws iam wait instance-profile-exists --instance-profile-name "$name"
for attempt in 1 2 3 4 5 6; do
  if instance_id=$(aws ec2 run-instances \
    --image-id "resolve:ssm:$image" --instance-type t4g.micro \
    --subnet-id "$subnet_id" --security-group-ids "$security_group_id" \
    --iam-instance-profile "Name=$name" \
    --metadata-options HttpTokens=required,HttpPutResponseHopLimit=1 \
    --query 'Instances[0].InstanceId' --output text); then
    echo "started $instance_id"
    exit 0
  fi
  echo "attempt $attempt: not yet" >&2
  sleep 10
done
exit 1
