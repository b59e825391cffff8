APPLICATION_ID=abc1234
ENVIRONMENT_ID=def5678
PROFILE_ID=ghi9012
VERSION=8

# Which strategies there are: AWS's own begin with "AppConfig.".
aws appconfig list-deployment-strategies \
  --query "Items[].[Id, GrowthType, DeploymentDurationInMinutes]"

# Run the profile's validators without deploying anything.
aws appconfig validate-configuration \
  --application-id "$APPLICATION_ID" \
  --configuration-profile-id "$PROFILE_ID" \
  --configuration-version "$VERSION"

# Deploy by hand, with a strategy of AWS's.
DEPLOYMENT=$(aws appconfig start-deployment \
  --application-id "$APPLICATION_ID" \
  --environment-id "$ENVIRONMENT_ID" \
  --configuration-profile-id "$PROFILE_ID" \
  --configuration-version "$VERSION" \
  --deployment-strategy-id AppConfig.Linear20PercentEvery6Minutes \
  --query DeploymentNumber --output text)

# How far it is, and what happened: the newest event comes first.
aws appconfig get-deployment \
  --application-id "$APPLICATION_ID" \
  --environment-id "$ENVIRONMENT_ID" \
  --deployment-number "$DEPLOYMENT" \
  --query "[State, PercentageComplete, EventLog[0].Description]"

# Still running: stop it. The environment goes back to the old version.
aws appconfig stop-deployment \
  --application-id "$APPLICATION_ID" \
  --environment-id "$ENVIRONMENT_ID" \
  --deployment-number "$DEPLOYMENT"

# Already complete: revert it. Alarms are not asked.
aws appconfig stop-deployment \
  --application-id "$APPLICATION_ID" \
  --environment-id "$ENVIRONMENT_ID" \
  --deployment-number "$DEPLOYMENT" \
  --allow-revert
