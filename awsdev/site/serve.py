"""The site on this machine, for a browser on this machine alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def taken_port(folder: Path, port: int) -> Iterator[ThreadingHTTPServer]:
    """Take a port for what will lie in a folder, before that is made, which takes a while.

    Args:
        folder: What to serve; it need not be there yet.
        port: Where; 0 for any that is free.

    Raises:
        AwsdevError: The port is taken, or not for this user.
    """
    try:
        server = _Server((ADDRESS, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise AwsdevError(
            f"port {port} of {ADDRESS} cannot be used: {error.strerror}", "choose one by --port"
        ) from error
    with server:
        yield server


def serve(server: ThreadingHTTPServer, tell: Callable[[str], None]) -> None:
    """Serve until the process is interrupted or ended.

    Args:
        server: What answers.
        tell: Is told the address.

    Raises:
        KeyboardInterrupt: Somebody ended it.
    """
    tell(f"http://{ADDRESS}:{server.server_port}/")
    server.serve_forever()


class _Server(ThreadingHTTPServer):
    """A server that does not mind a browser which goes away."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what went wrong, unless it is that nobody listens any more."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(SimpleHTTPRequestHandler):
    """Gives out the files of one folder, to pages of this very address."""

    def send_head(self) -> Any:
        """Answer with a file, or refuse what is not there, lies elsewhere or has no name here."""
        host = self.headers.get("Host", "").lower()
        if (host.rpartition(":")[0] or host) not in _NAMES:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        if not self._is_page():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def _is_page(self) -> bool:
        """Tell whether what is asked for is a file of the folder, or a folder with a page."""
        try:
            place = Path(self.translate_path(self.path)).resolve()
            inside = place.is_relative_to(Path(self.directory).resolve())
            return inside and (place.is_file() or (place / "index.html").is_file())
        except (OSError, ValueError):
            # A name that no file can have.
            return False

    def end_headers(self) -> None:
        """Add to every answer what a browser shall not do with it."""
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing of requests."""
