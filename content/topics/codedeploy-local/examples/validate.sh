#!/usr/bin/env bash
# ValidateService: ask the service itself, and give up before the timeout.
set -euo pipefail

for _ in {1..20}; do
  if curl --fail --silent --max-time 2 http://127.0.0.1:8080/index.html; then
    exit 0
  fi
  sleep 1
done
echo "$DEPLOYMENT_ID: no answer on port 8080" >&2
exit 1
