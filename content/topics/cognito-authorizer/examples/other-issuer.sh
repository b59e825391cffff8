API_ID=a1b2c3d4e5

# A REST API that takes the tokens of an issuer other than Cognito.
aws apigateway create-authorizer --rest-api-id "$API_ID" --name partner --type JWT \
  --identity-source method.request.header.Authorization \
  --jwt-configuration '{"defaultAlgorithms": ["RS256"], "issuers": [{"issuer": "https://login.example.com", "audiences": ["orders"]}]}'
