"""How gunicorn serves the application. It reads this file at start: the names are its settings."""

import os

from web import logs

# Where the platform's proxy looks. Nobody else reaches it: the proxy is on the same machine.
bind = "127.0.0.1:8000"
workers = (os.cpu_count() or 1) + 1
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 30
# Longer than the proxy keeps a connection idle (60 seconds), or it would reuse one that is being
# closed here and answer 502.
keepalive = 75
# Nothing here uses the control interface, and the service's user has no place for its socket.
control_socket_disable = True

# The proxy writes the access log.
logconfig_dict = {
    **logs.CONFIG,
    "root": {**logs.CONFIG["root"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {**logs.CONFIG["loggers"], "gunicorn.access": {"level": "WARNING"}},
}
