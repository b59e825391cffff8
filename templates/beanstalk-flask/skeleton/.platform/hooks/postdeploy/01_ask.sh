#!/usr/bin/env bash
# Runs once the version serves: asks it through the proxy, as the load balancer does. Where it does
# not answer, the deployment fails on this instance, and the policy decides what comes of it.
set -euo pipefail

curl --silent --show-error --fail --max-time 5 --output /dev/null \
  --retry "${ATTEMPTS:-30}" --retry-all-errors --retry-delay 1 --retry-max-time 60 \
  "${HEALTH_URL:-http://127.0.0.1/health}"
