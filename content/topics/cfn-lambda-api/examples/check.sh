API=a1b2c3d4e5
ORDER_PATH=x9y8z7
FUNCTION=orders-api-Function-AbCdEf123456

# Is anything deployed, and to which stage?
aws apigateway get-deployments --rest-api-id "$API"
aws apigateway get-stages --rest-api-id "$API" \
  --query 'item[].[stageName, deploymentId]'

# Method and function together, past stage, deployment and authorization.
aws apigateway test-invoke-method \
  --rest-api-id "$API" --resource-id "$ORDER_PATH" \
  --http-method GET --path-with-query-string /orders/A-1 \
  --query '[status, body, log]'

# Who may invoke the function?
aws lambda get-policy --function-name "$FUNCTION" \
  --query Policy --output text
