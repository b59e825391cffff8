#!/usr/bin/env bash
# ApplicationStart: start the service and return.
set -euo pipefail

# Without the redirections the agent would wait for the service's output.
nohup python3 -m http.server 8080 --bind 127.0.0.1 --directory /srv/orders \
  </dev/null >/var/log/orders.log 2>&1 &
echo "$!" >/run/orders.pid
