#!/usr/bin/env bash
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

# The service is missing where the last deployment failed early or somebody removed it. Failing
# here would stop every later deployment as well.
if ! systemctl cat "$SERVICE.service" >/dev/null 2>&1; then
  echo "$SERVICE is not installed: nothing to stop"
  exit 0
fi

systemctl stop "$SERVICE.service"
