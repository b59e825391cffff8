REGION=ap-northeast-2

# PENDING until somebody signs in to GitHub for it in the console, once.
CONNECTION_ARN=$(aws codeconnections create-connection --region "$REGION" \
  --provider-type GitHub --connection-name orders \
  --query ConnectionArn --output text)
aws codeconnections get-connection --region "$REGION" \
  --connection-arn "$CONNECTION_ARN" --query Connection.ConnectionStatus
