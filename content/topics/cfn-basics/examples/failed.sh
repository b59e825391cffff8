STACK=orders-dev

# Only what failed, with the reason. The first failure is the cause.
aws cloudformation describe-events --stack-name "$STACK" --filters FailedEvents=true \
  --query 'OperationEvents[].[Timestamp, LogicalResourceId, ResourceStatus, ResourceStatusReason]'

# ROLLBACK_COMPLETE: the first creation failed. Delete the stack, create it anew.
aws cloudformation delete-stack --stack-name "$STACK"

# UPDATE_ROLLBACK_FAILED: mend the cause, then let the rollback go on.
aws cloudformation continue-update-rollback --stack-name "$STACK"

# DELETE_FAILED: give up what cannot be deleted; it stays, outside of the stack.
aws cloudformation delete-stack --stack-name "$STACK" --retain-resources Uploads
