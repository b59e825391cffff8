aws s3api put-object \
  --bucket orders-releases \
  --key CodeDeploy/orders-8.yaml \
  --body appspec-lambda.yaml

aws deploy create-deployment \
  --application-name orders-function \
  --deployment-group-name production \
  --deployment-config-name CodeDeployDefault.LambdaCanary10Percent5Minutes \
  --revision '{"revisionType": "S3", "s3Location": {"bucket": "orders-releases", "key": "CodeDeploy/orders-8.yaml", "bundleType": "YAML"}}'
