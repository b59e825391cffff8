"""The health check, run against a real server as ECS runs it."""

import subprocess
import sys
from pathlib import Path

from local_server import broken, serve

from checkout.healthcheck import is_healthy
from checkout.wsgi import application

SRC = Path(__file__).parent.parent / "src"


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
