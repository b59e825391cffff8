"""Applications served on this machine, for what asks them over the network."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None: ...


@contextmanager
def serve(app: WSGIApplication) -> Iterator[int]:
    """Serve an application on a free port, which is what is yielded."""
    with make_server("127.0.0.1", 0, app, handler_class=_QuietHandler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def broken(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Be an application that is unwell."""
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [b""]
