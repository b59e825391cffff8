#!/usr/bin/env bash
set -euo pipefail

export AWS_PROFILE=shop-dev
aws sso login

# Each asks for the value; they are kept in Parameter Store.
npx ampx sandbox secret set GOOGLE_CLIENT_ID
npx ampx sandbox secret set GOOGLE_CLIENT_SECRET

# Your own copy of the backend; redeployed whenever you save.
npx ampx sandbox
