APPLICATION=orders
ENVIRONMENT=orders-study

# Which branches can a new environment have?
aws elasticbeanstalk list-platform-branches \
  --filters '[{"Attribute": "BranchName", "Operator": "contains", "Values": ["Python"]}]' \
  --query "PlatformBranchSummaryList[].[BranchName, LifecycleState]"

# Why is it not green?
aws elasticbeanstalk describe-environment-health --environment-name "$ENVIRONMENT" \
  --attribute-names HealthStatus Causes InstancesHealth
aws elasticbeanstalk describe-events --environment-name "$ENVIRONMENT" --severity WARN

# What holds in the end, wherever it was set?
aws elasticbeanstalk describe-configuration-settings \
  --application-name "$APPLICATION" --environment-name "$ENVIRONMENT" \
  --query "ConfigurationSettings[0].OptionSettings[?OptionName=='DeploymentPolicy']"
