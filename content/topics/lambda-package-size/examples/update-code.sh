FUNCTION_NAME=thumbnails
BUCKET=orders-releases
KEY=thumbnails-8.zip

# A small package goes up directly, a larger one by way of S3.
aws lambda update-function-code --function-name "$FUNCTION_NAME" \
  --s3-bucket "$BUCKET" --s3-key "$KEY" --architectures arm64
aws lambda get-function-configuration --function-name "$FUNCTION_NAME" \
  --query "[CodeSize, LastUpdateStatus, Layers[].CodeSize]"

# What of the Region's storage is used, and by which versions.
aws lambda get-account-settings \
  --query "[AccountUsage.TotalCodeSize, AccountLimit.TotalCodeSize]"
aws lambda list-versions-by-function --function-name "$FUNCTION_NAME" \
  --query "Versions[].[Version, CodeSize]" --output table
