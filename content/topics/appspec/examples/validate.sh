#!/usr/bin/env bash
# ValidateService: the deployment fails unless the new revision answers.
set -euo pipefail

url="${HEALTH_URL:-http://127.0.0.1:8080/health}"
deadline=$((SECONDS + ${HEALTH_WAIT:-90})) # less than the hook's timeout

until answer=$(curl --fail --silent --show-error --max-time 5 "$url"); do
  if ((SECONDS >= deadline)); then
    echo "$DEPLOYMENT_ID: no healthy answer from $url" >&2
    exit 1
  fi
  sleep 3
done

echo "$DEPLOYMENT_ID ($LIFECYCLE_EVENT): $answer"
