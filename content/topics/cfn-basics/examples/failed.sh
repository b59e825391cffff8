STACK=orders-dev

# Where does it stand?
aws cloudformation describe-stacks --stack-name "$STACK" \
  --query 'Stacks[0].[StackStatus, StackStatusReason]'

# Only what failed, with the reason. The first failure is the cause.
aws cloudformation describe-events --stack-name "$STACK" \
  --filters FailedEvents=true \
  --query 'OperationEvents[].[LogicalResourceId, ResourceStatusReason]'
