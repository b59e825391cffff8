"""How gunicorn serves the application. It reads this file at start: the names are its settings."""

from web import logs

# On every address: who reaches the port is for the task's security group to say.
bind = "0.0.0.0:8080"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 30
# Shorter than the container's stop timeout, or ECS would kill what is still being answered.
graceful_timeout = 25
# Longer than the load balancer keeps a connection idle (60 seconds), or it would reuse one that is
# being closed here and answer 502.
keepalive = 75
# The container's file system is read-only; this is memory, and may be written.
worker_tmp_dir = "/dev/shm"  # noqa: S108
# Nothing here uses the control interface, and the user has no home to keep its socket in.
control_socket_disable = True

accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(M)sms"
logconfig_dict = logs.CONFIG
