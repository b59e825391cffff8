STACK=orders-dev

# A new template, the old parameters.
aws cloudformation create-change-set \
  --stack-name "$STACK" --change-set-name sizes --change-set-type UPDATE \
  --template-body file://template.yaml \
  --parameters ParameterKey=Environment,UsePreviousValue=true \
    ParameterKey=VpcId,UsePreviousValue=true \
    ParameterKey=SubnetA,UsePreviousValue=true \
    ParameterKey=SubnetB,UsePreviousValue=true \
  --capabilities CAPABILITY_IAM
aws cloudformation wait change-set-create-complete \
  --stack-name "$STACK" --change-set-name sizes

# Replacement is the column to read: True means a new resource.
aws cloudformation describe-change-set \
  --stack-name "$STACK" --change-set-name sizes \
  --query 'Changes[].ResourceChange.[LogicalResourceId, Replacement]'
aws cloudformation execute-change-set \
  --stack-name "$STACK" --change-set-name sizes
aws cloudformation wait stack-update-complete --stack-name "$STACK"
