STACK=orders-dev

# Has somebody changed something by hand? Ask for the status again until
# it is DETECTION_COMPLETE.
SEARCH=$(aws cloudformation detect-stack-drift \
  --stack-name "$STACK" --query StackDriftDetectionId --output text)
aws cloudformation describe-stack-drift-detection-status \
  --stack-drift-detection-id "$SEARCH" \
  --query '[DetectionStatus, StackDriftStatus]'

# What was changed, and from what to what.
aws cloudformation describe-stack-resource-drifts \
  --stack-name "$STACK" \
  --stack-resource-drift-status-filters MODIFIED DELETED \
  --query 'StackResourceDrifts[].[LogicalResourceId, PropertyDifferences]'
