#!/usr/bin/env bash
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

if ! command -v "$PYTHON" >/dev/null; then
  dnf install --assumeyes "$PYTHON"
fi

if ! id --user "$SERVICE" >/dev/null 2>&1; then
  useradd --system --user-group --no-create-home --shell /sbin/nologin "$SERVICE"
fi
