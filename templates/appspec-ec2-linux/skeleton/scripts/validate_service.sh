#!/usr/bin/env bash
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

curl --silent --show-error --fail --max-time 5 \
  --retry "$STARTUP_SECONDS" --retry-all-errors --retry-delay 1 --retry-max-time "$STARTUP_SECONDS" \
  "$HEALTH_URL" || fail "$SERVICE does not answer $HEALTH_URL"
