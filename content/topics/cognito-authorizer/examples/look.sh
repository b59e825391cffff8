API_ID=a1b2c3d4e5
RESOURCE_ID=f6g7h8
AUTHORIZER_ID=i9j0k1
STAGE=v1
ID_TOKEN=eyJraWQiOiJFWEFNUExFIn0

# Which pools does the authorizer trust, and from which header does it read?
aws apigateway get-authorizers --rest-api-id "$API_ID" \
  --query "items[].[id, type, identitySource, providerARNs]"

# Without scopes: an ID token. With scopes: an access token that has one of them.
aws apigateway get-method --rest-api-id "$API_ID" --resource-id "$RESOURCE_ID" \
  --http-method GET --query "[authorizationType, authorizerId, authorizationScopes]"

# What does it say to a token? This tests ID tokens only.
aws apigateway test-invoke-authorizer --rest-api-id "$API_ID" \
  --authorizer-id "$AUTHORIZER_ID" --headers "Authorization=$ID_TOKEN"

# What was changed by hand is not live before this.
aws apigateway create-deployment --rest-api-id "$API_ID" --stage-name "$STAGE"
