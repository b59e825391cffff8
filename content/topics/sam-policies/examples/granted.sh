STACK_NAME=reports
ACCOUNT_ID=123456789012
BUCKET=orders-reports

# The role that SAM made: the function's logical id, followed by Role.
ROLE=$(aws cloudformation describe-stack-resource --stack-name "$STACK_NAME" \
  --logical-resource-id TotalFunctionRole \
  --query StackResourceDetail.PhysicalResourceId --output text)

# What it carries: managed policies, and one inline policy for each entry of Policies.
aws iam list-attached-role-policies --role-name "$ROLE"
aws iam list-role-policies --role-name "$ROLE"
aws iam get-role-policy --role-name "$ROLE" --policy-name TotalFunctionRolePolicy0

# Would IAM allow it? Bucket and key policies are not part of this answer.
aws iam simulate-principal-policy --policy-source-arn "arn:aws:iam::$ACCOUNT_ID:role/$ROLE" \
  --action-names s3:GetObject s3:PutObject \
  --resource-arns "arn:aws:s3:::$BUCKET/2026-11.json"
