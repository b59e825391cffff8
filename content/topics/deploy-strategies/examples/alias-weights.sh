FUNCTION_NAME=orders
OLD_VERSION=7

# Publish $LATEST, and send it a tenth of the alias's traffic.
NEW_VERSION=$(aws lambda publish-version \
  --function-name "$FUNCTION_NAME" --query Version --output text)
aws lambda update-alias --function-name "$FUNCTION_NAME" --name live \
  --function-version "$OLD_VERSION" \
  --routing-config "{\"AdditionalVersionWeights\": {\"$NEW_VERSION\": 0.1}}"

# Errors of the new version alone, of what came by the alias.
aws cloudwatch get-metric-statistics \
  --namespace AWS/Lambda --metric-name Errors \
  --dimensions Name=FunctionName,Value="$FUNCTION_NAME" \
    Name=Resource,Value="$FUNCTION_NAME:live" \
    Name=ExecutedVersion,Value="$NEW_VERSION" \
  --start-time 2026-11-25T09:00:00Z --end-time 2026-11-25T09:10:00Z \
  --period 60 --statistics Sum

# Promote. The way back is the same call with the old version.
aws lambda update-alias --function-name "$FUNCTION_NAME" --name live \
  --function-version "$NEW_VERSION" \
  --routing-config '{"AdditionalVersionWeights": {}}'
