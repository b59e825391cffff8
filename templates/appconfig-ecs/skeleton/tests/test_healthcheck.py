"""The health check, run against a real server as ECS runs it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from checkout.healthcheck import is_healthy
from checkout.wsgi import application

SRC = Path(__file__).parent.parent / "src"


@contextmanager
def serve(app: WSGIApplication) -> Iterator[int]:
    class Quiet(WSGIRequestHandler):
        def log_message(self, *_args: object) -> None: ...

    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def broken(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [b""]


def test_tells_a_service_that_answers() -> None:
    with serve(application) as port:
        assert is_healthy(port)


def test_tells_a_service_that_is_unwell() -> None:
    with serve(broken) as port:
        assert not is_healthy(port)


def test_tells_where_nothing_listens() -> None:
    with serve(application) as port:
        pass

    assert not is_healthy(port)


def test_ends_as_ecs_reads_it() -> None:
    # Nothing listens on the service's port here.
    done = subprocess.run(
        [sys.executable, "-m", "checkout.healthcheck"],
        cwd=SRC,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "no answer" in done.stderr
