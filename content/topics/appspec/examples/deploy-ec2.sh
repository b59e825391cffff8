aws s3api put-object \
  --bucket orders-releases \
  --key orders-8.zip \
  --body orders-8.zip

aws deploy create-deployment \
  --application-name orders \
  --deployment-group-name production \
  --revision '{"revisionType": "S3", "s3Location": {"bucket": "orders-releases", "key": "orders-8.zip", "bundleType": "zip"}}'
