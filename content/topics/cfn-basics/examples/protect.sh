STACK=orders-prod

aws cloudformation update-termination-protection --stack-name "$STACK" \
  --enable-termination-protection
aws cloudformation set-stack-policy --stack-name "$STACK" \
  --stack-policy-body file://stack-policy.json
