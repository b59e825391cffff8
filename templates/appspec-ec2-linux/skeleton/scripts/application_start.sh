#!/usr/bin/env bash
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

systemctl enable "$SERVICE.service"
systemctl restart "$SERVICE.service" || fail "$SERVICE did not start"
