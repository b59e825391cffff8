INSTANCE_ID=i-0123456789abcdef0
NAME=orders-reports

# Which profile does the instance have?
aws ec2 describe-iam-instance-profile-associations \
  --filters Name=instance-id,Values="$INSTANCE_ID" \
  --query "IamInstanceProfileAssociations[].[IamInstanceProfile.Arn, State]"

# None: attach one.
aws ec2 associate-iam-instance-profile \
  --instance-id "$INSTANCE_ID" --iam-instance-profile Name="$NAME"

# Another one: replace it, without a gap.
ASSOCIATION_ID=$(aws ec2 describe-iam-instance-profile-associations \
  --filters Name=instance-id,Values="$INSTANCE_ID" \
  --query "IamInstanceProfileAssociations[0].AssociationId" --output text)
aws ec2 replace-iam-instance-profile-association \
  --association-id "$ASSOCIATION_ID" --iam-instance-profile Name="$NAME"

# An old instance that still answers requests without a token.
aws ec2 modify-instance-metadata-options \
  --instance-id "$INSTANCE_ID" --http-tokens required

# What is in the profile, and which role is it?
aws iam get-instance-profile --instance-profile-name "$NAME"

# Would the role be allowed to?
aws iam simulate-principal-policy \
  --policy-source-arn arn:aws:iam::123456789012:role/orders-reports \
  --action-names s3:GetObject \
  --resource-arns arn:aws:s3:::orders-reports-example/reports/today.csv
