ENVIRONMENT=orders-production

# A canary: a second fleet, a tenth of the traffic, then all.
aws elasticbeanstalk update-environment --environment-name "$ENVIRONMENT" \
  --version-label orders-8 \
  --option-settings \
    Namespace=aws:elasticbeanstalk:command,OptionName=DeploymentPolicy,Value=TrafficSplitting \
    Namespace=aws:elasticbeanstalk:trafficsplitting,OptionName=NewVersionPercent,Value=10 \
    Namespace=aws:elasticbeanstalk:trafficsplitting,OptionName=EvaluationTime,Value=10

# Stop a deployment that goes wrong.
aws elasticbeanstalk abort-environment-update \
  --environment-name "$ENVIRONMENT"

# Blue/green is no policy: a second environment runs the new version,
# then the two swap names.
aws elasticbeanstalk swap-environment-cnames \
  --source-environment-name "$ENVIRONMENT" \
  --destination-environment-name orders-green
