STACK=orders-api
BUCKET=orders-code-111122223333

# app.zip holds app.py at its top, not within a folder.
VERSION=$(aws s3api put-object \
  --bucket "$BUCKET" --key orders/app.zip --body app.zip \
  --query VersionId --output text)

aws cloudformation create-change-set \
  --stack-name "$STACK" --change-set-name release --change-set-type UPDATE \
  --template-body file://template.yaml \
  --parameters "ParameterKey=CodeBucket,ParameterValue=$BUCKET" \
    "ParameterKey=CodeVersion,ParameterValue=$VERSION" \
  --capabilities CAPABILITY_IAM
aws cloudformation wait change-set-create-complete \
  --stack-name "$STACK" --change-set-name release
aws cloudformation describe-change-set \
  --stack-name "$STACK" --change-set-name release \
  --query 'Changes[].ResourceChange.[LogicalResourceId, Replacement]'
aws cloudformation execute-change-set \
  --stack-name "$STACK" --change-set-name release
aws cloudformation wait stack-update-complete --stack-name "$STACK"
