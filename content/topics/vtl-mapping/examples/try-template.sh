API_ID=a1b2c3d4e5
RESOURCE_ID=x9y8z7 # of the path, as get-resources prints it

aws apigateway get-resources --rest-api-id "$API_ID"

# What is set up now: type, templates by content type, passthrough.
aws apigateway get-integration \
  --rest-api-id "$API_ID" --resource-id "$RESOURCE_ID" --http-method POST

# A hostile request against the draft; no deployment is needed.
# The log in the answer shows the body before and after the template.
aws apigateway test-invoke-method \
  --rest-api-id "$API_ID" --resource-id "$RESOURCE_ID" --http-method POST \
  --path-with-query-string "/customers/O'Neil/orders?coupon=%22%5C%0A" \
  --headers Content-Type=application/json \
  --body '{"sku": "A-1", "quantity": 2, "note": "say \"hi\""}' \
  --query '{status: status, body: body, log: log}'

# A stage serves what was deployed to it, so deploy what the test has shown.
aws apigateway create-deployment \
  --rest-api-id "$API_ID" --stage-name live --description "Order template"
