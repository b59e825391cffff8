FUNCTION_NAME=orders-dev-OrderFunction-A1B2C3D4E5F6

# The code that is there now, whoever put it there.
aws lambda get-function-configuration --function-name "$FUNCTION_NAME" \
  --query "[CodeSha256, LastModified]"

# The version that callers of the alias get, and whether traffic is being shifted.
aws lambda get-alias --function-name "$FUNCTION_NAME" --name live \
  --query "[FunctionVersion, RoutingConfig]"
aws lambda list-versions-by-function --function-name "$FUNCTION_NAME" \
  --query "Versions[].[Version, CodeSha256]"
