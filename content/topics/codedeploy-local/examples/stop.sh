#!/usr/bin/env bash
# ApplicationStop: bear it if nothing runs, and if it is run twice.
set -euo pipefail

if [[ -f /run/orders.pid ]]; then
  kill "$(</run/orders.pid)" 2>/dev/null || true
  rm -f /run/orders.pid
fi
