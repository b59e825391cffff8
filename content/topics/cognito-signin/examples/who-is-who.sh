USER_POOL_ID=ap-northeast-2_AbCdEf123
CLIENT_ID=1h57kf5cpq17m0eml12EXAMPLE
USERNAME=kim@example.com

# Flows, callback addresses and token lifetimes, as they really are.
aws cognito-idp describe-user-pool-client --user-pool-id "$USER_POOL_ID" --client-id "$CLIENT_ID"

# UNCONFIRMED, CONFIRMED or FORCE_CHANGE_PASSWORD?
aws cognito-idp admin-get-user --user-pool-id "$USER_POOL_ID" --username "$USERNAME" \
  --query "[UserStatus, Enabled, UserMFASettingList]"

# End all sessions of somebody whose device is lost.
aws cognito-idp admin-user-global-sign-out --user-pool-id "$USER_POOL_ID" --username "$USERNAME"
