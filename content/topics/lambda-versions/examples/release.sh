FUNCTION_NAME=orders
BUCKET=orders-releases
OLD=7 # what the alias points to, as get-alias prints it
START=2026-11-25T09:00:00Z
END=2026-11-25T09:10:00Z

aws lambda get-alias --function-name "$FUNCTION_NAME" --name live

# New code on $LATEST, and at once a version of it.
NEW=$(aws lambda update-function-code \
  --function-name "$FUNCTION_NAME" \
  --s3-bucket "$BUCKET" --s3-key orders-8.zip \
  --publish --query Version --output text)

# A tenth of the calls of the alias go to it; the rest stays where it was.
aws lambda update-alias \
  --function-name "$FUNCTION_NAME" --name live --function-version "$OLD" \
  --routing-config "{\"AdditionalVersionWeights\": {\"$NEW\": 0.1}}" \
  --query "[FunctionVersion, RoutingConfig]"

# Errors of the new version alone, among the calls that came by the alias.
aws cloudwatch get-metric-statistics \
  --namespace AWS/Lambda --metric-name Errors --statistics Sum --period 60 \
  --dimensions Name=FunctionName,Value="$FUNCTION_NAME" \
    Name=Resource,Value="$FUNCTION_NAME:live" \
    Name=ExecutedVersion,Value="$NEW" \
  --start-time "$START" --end-time "$END"

# All is well: the alias moves, and the weights go.
aws lambda update-alias \
  --function-name "$FUNCTION_NAME" --name live --function-version "$NEW" \
  --routing-config '{"AdditionalVersionWeights": {}}'

# Or all is not: back to the old version, in one call.
aws lambda update-alias \
  --function-name "$FUNCTION_NAME" --name live --function-version "$OLD" \
  --routing-config '{"AdditionalVersionWeights": {}}'
