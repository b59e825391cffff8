#!/usr/bin/env bash
# A development stack of one's own, kept up to date. Never production.
set -euo pipefail

STACK_NAME="orders-dev-${USER:?}"

# Once, template and code; it ends when both are in the cloud.
sam sync --stack-name "$STACK_NAME"

# Only the code of one function, straight to Lambda.
sam sync --stack-name "$STACK_NAME" --code --resource-id OrderFunction

# Try it in the cloud, with the real role.
sam remote invoke OrderFunction --stack-name "$STACK_NAME" --event '{"order_id": "A-1"}'

# From now on every saved file; logs in the next terminal. Ctrl+C ends it.
sam sync --stack-name "$STACK_NAME" --watch
