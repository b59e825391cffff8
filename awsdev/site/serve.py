"""The site on this machine, for a browser on this machine alone."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from awsdev.errors import AwsdevError
from awsdev.site.layout import POLICY

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")
"""What a browser here may call this machine: any other name was brought here by somebody's DNS."""


def serve(folder: Path, port: int, tell: Callable[[str], None]) -> None:
    """Serve a folder until the process is interrupted or ended.

    Args:
        folder: What to serve.
        port: Where; 0 for any that is free.
        tell: Is told the address once it answers.

    Raises:
        AwsdevError: The port is taken, or not for this user.
        KeyboardInterrupt: Somebody ended it.
    """
    try:
        server = ThreadingHTTPServer((ADDRESS, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise AwsdevError(
            f"port {port} of {ADDRESS} cannot be used: {error.strerror}", "choose one by --port"
        ) from error
    signal.signal(signal.SIGTERM, _interrupt)
    with server:
        tell(f"http://{ADDRESS}:{server.server_port}/")
        server.serve_forever()


class _Handler(SimpleHTTPRequestHandler):
    """Gives out the files of one folder, to pages of this very address."""

    def send_head(self) -> Any:
        """Answer with a file, or refuse what is not there, lies elsewhere or has no name here."""
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name not in _NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        place = Path(self.translate_path(self.path)).resolve()
        inside = place.is_relative_to(Path(self.directory).resolve())
        if not inside or (place.is_dir() and not (place / "index.html").is_file()):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Add to every answer what a browser shall not do with it."""
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing of requests."""


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
