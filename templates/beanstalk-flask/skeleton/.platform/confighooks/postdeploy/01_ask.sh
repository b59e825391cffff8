#!/usr/bin/env bash
# A change of settings restarts the application as well, and runs these hooks instead.
set -euo pipefail

exec bash .platform/hooks/postdeploy/01_ask.sh
