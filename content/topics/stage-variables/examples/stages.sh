API_ID=a1b2c3d4e5
RATES_ID=x9y8z7 # the resource /rates
FUNCTION_NAME=orders
API_ARN=arn:aws:execute-api:ap-northeast-2:123456789012:$API_ID

# What a stage has, and a new value, which is in force without a deployment.
aws apigateway get-stage \
  --rest-api-id "$API_ID" --stage-name test --query variables
aws apigateway update-stage \
  --rest-api-id "$API_ID" --stage-name test \
  --patch-operations \
    op=replace,path=/variables/partnerHost,value=rates.test.example.com

# A new stage that serves a deployment there is already.
DEPLOYMENT_ID=$(aws apigateway get-stage \
  --rest-api-id "$API_ID" --stage-name test \
  --query deploymentId --output text)
aws apigateway create-stage \
  --rest-api-id "$API_ID" --stage-name beta \
  --deployment-id "$DEPLOYMENT_ID" \
  --variables functionAlias=beta,partnerHost=rates.beta.example.com

# Its alias, which must let the stage in: without that, every call is a 500.
aws lambda create-alias \
  --function-name "$FUNCTION_NAME" --name beta --function-version 7
aws lambda add-permission \
  --function-name "$FUNCTION_NAME" --qualifier beta \
  --statement-id beta-stage \
  --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com \
  --source-arn "$API_ARN/beta/GET/orders"

# Who may call the alias: the function's own policy is another one.
aws lambda get-policy --function-name "$FUNCTION_NAME" --qualifier beta \
  --query Policy --output text

# The draft of /rates, with a variable for this one call. A test is no stage:
# /orders would be refused, as its permissions name the stages.
aws apigateway test-invoke-method \
  --rest-api-id "$API_ID" --resource-id "$RATES_ID" --http-method GET \
  --stage-variables partnerHost=rates.beta.example.com
