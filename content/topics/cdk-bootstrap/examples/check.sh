ACCOUNT=111122223333
REGION=ap-northeast-2

# Is it there, protected, and which version is it?
aws cloudformation describe-stacks --region "$REGION" \
  --stack-name CDKToolkit \
  --query "Stacks[0].[StackStatus,EnableTerminationProtection]"
aws ssm get-parameter --region "$REGION" \
  --name /cdk-bootstrap/hnb659fds/version --query Parameter.Value

# What may CloudFormation do here?
aws iam list-attached-role-policies \
  --role-name "cdk-hnb659fds-cfn-exec-role-$ACCOUNT-$REGION" \
  --query "AttachedPolicies[].PolicyArn"

# Who may deploy here?
aws iam get-role --role-name "cdk-hnb659fds-deploy-role-$ACCOUNT-$REGION" \
  --query Role.AssumeRolePolicyDocument
