API_ID=a1b2c3d4e5

# The API as it is now, for a tenth of the calls of an existing stage. The
# canary may have stage variables of its own.
aws apigateway create-deployment \
  --rest-api-id "$API_ID" --stage-name live \
  --canary-settings \
    '{"percentTraffic": 10, "stageVariableOverrides": {"alias": "next"}}'

# More of them.
aws apigateway update-stage \
  --rest-api-id "$API_ID" --stage-name live \
  --patch-operations op=replace,path=/canarySettings/percentTraffic,value=50

# Promote: the stage takes the canary's deployment and variables.
aws apigateway update-stage \
  --rest-api-id "$API_ID" --stage-name live \
  --patch-operations \
    op=replace,path=/canarySettings/percentTraffic,value=0 \
    op=copy,from=/canarySettings/stageVariableOverrides,path=/variables \
    op=copy,from=/canarySettings/deploymentId,path=/deploymentId

# Take the canary away, after the promotion or in place of it.
aws apigateway update-stage \
  --rest-api-id "$API_ID" --stage-name live \
  --patch-operations op=remove,path=/canarySettings
