FUNCTION=checkout
ROLE=arn:aws:iam::111122223333:role/checkout
APPCONFIG=arn:aws:appconfig:ap-northeast-2:111122223333
APPLICATION=$APPCONFIG:application/abc1234
CONFIGURATION="$APPLICATION/environment/def5678/configuration/ghi9012"

# The layer for this Region and architecture (x86 or arm64).
LAYER=$(aws ssm get-parameter \
  --name /aws/service/aws-appconfig/lambda-extension/arm64/latest \
  --query Parameter.Value --output text)

# What is there now: --layers replaces the list, so name these again.
aws lambda get-function-configuration \
  --function-name "$FUNCTION" \
  --query "[Architectures, Layers[].Arn]"

aws lambda update-function-configuration \
  --function-name "$FUNCTION" \
  --layers "$LAYER"

# May the role read? Asks IAM, not AppConfig.
aws iam simulate-principal-policy \
  --policy-source-arn "$ROLE" \
  --action-names appconfig:StartConfigurationSession \
    appconfig:GetLatestConfiguration \
  --resource-arns "$CONFIGURATION" \
  --query "EvaluationResults[].[EvalActionName, EvalDecision]"
