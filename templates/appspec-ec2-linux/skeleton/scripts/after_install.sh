#!/usr/bin/env bash
set -euo pipefail
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
revision_dir="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"

# Root owns what is installed, and the service's user can read it. The folder itself was made by
# the agent, and the AppSpec file's permissions reach only what lies in it.
umask 022
chmod 755 "$APP_DIR"

# The packages came with the revision: nothing is fetched, so every instance gets the same ones.
"$PYTHON" -m venv --clear "$APP_DIR/venv"
"$APP_DIR/venv/bin/python" -m pip install \
  --disable-pip-version-check --no-cache-dir --quiet \
  --no-index --find-links "$revision_dir/wheels" \
  --requirement "$revision_dir/requirements.txt"

systemctl daemon-reload
