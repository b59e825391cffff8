STACK=orders-dev
VPC=vpc-0a1b2c3d4e5f60718
SUBNET_A=subnet-0a1b2c3d4e5f60718
SUBNET_B=subnet-1a2b3c4d5e6f70819

# Checks the syntax only, and nothing of what awsdev lint finds.
aws cloudformation validate-template --template-body file://template.yaml

# A stack without resources yet, and a list of what would be made.
# The template has a role, so it needs a capability.
aws cloudformation create-change-set \
  --stack-name "$STACK" --change-set-name first --change-set-type CREATE \
  --template-body file://template.yaml \
  --parameters ParameterKey=Environment,ParameterValue=dev \
    "ParameterKey=VpcId,ParameterValue=$VPC" \
    "ParameterKey=SubnetA,ParameterValue=$SUBNET_A" \
    "ParameterKey=SubnetB,ParameterValue=$SUBNET_B" \
  --capabilities CAPABILITY_IAM \
  --tags Key=project,Value=orders
aws cloudformation wait change-set-create-complete \
  --stack-name "$STACK" --change-set-name first

# Read it before you run it.
aws cloudformation describe-change-set \
  --stack-name "$STACK" --change-set-name first \
  --query 'Changes[].ResourceChange.[Action, LogicalResourceId]'
aws cloudformation execute-change-set \
  --stack-name "$STACK" --change-set-name first
aws cloudformation wait stack-create-complete --stack-name "$STACK"

# The status, and the outputs.
aws cloudformation describe-stacks --stack-name "$STACK" \
  --query 'Stacks[0].[StackStatus, Outputs]'
