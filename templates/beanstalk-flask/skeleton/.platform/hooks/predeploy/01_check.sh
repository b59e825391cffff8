#!/usr/bin/env bash
# Runs in the staged version, before it takes the place of the one that serves. A version whose
# packages, settings or callable are missing goes no further.
set -euo pipefail

# The platform makes one virtual environment; the last part of its path is the platform's own.
venvs=("${VENV_ROOT:-/var/app/venv}"/*/)

"${venvs[0]}bin/gunicorn" --check-config --config gunicorn.conf.py application:application
