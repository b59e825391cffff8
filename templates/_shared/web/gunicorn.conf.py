"""How gunicorn serves the application. It reads this file at start: the names are its settings."""

import os

from web import logs

# On every address: who reaches the port is for the instance's security group to say.
bind = "0.0.0.0:{{ port }}"
workers = (os.cpu_count() or 1) + 1
worker_class = "gthread"
threads = 4
timeout = 30
graceful_timeout = 30
# Longer than a load balancer keeps a connection idle (60 seconds unless changed), or it would
# reuse one that is being closed here and answer 502.
keepalive = 75
# Nothing here uses the control interface, and the service has no home to keep its socket in.
control_socket_disable = True

accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(M)sms"
logconfig_dict = logs.CONFIG
