"""`awsdev site serve`, asked over HTTP as a browser would, and as one would not."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="module")
def server(command: str, place: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [command, "site", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(place)},
    )
    assert process.stdout
    found = re.match(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
    assert found
    yield process, int(found[1])
    process.kill()
    process.wait()


def _get(port: int, path: str, host: str = "localhost") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    response.read()
    return response


def test_pages_with_their_policy(server: tuple[subprocess.Popen[str], int]) -> None:
    response = _get(server[1], "/en/topics/sqs-visibility.html")
    assert response.status == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "path",
    ["/link.txt", "/%2e%2e/secret.txt", "/en/topics/", "/gone.html", "/%00", f"/{'a' * 5000}"],
)
def test_nothing_but_pages(
    server: tuple[subprocess.Popen[str], int], place: Path, path: str
) -> None:
    (site,) = place.glob("*/site")
    (site.parent / "secret.txt").write_text("secret", "utf-8")
    if not (site / "link.txt").is_symlink():
        (site / "link.txt").symlink_to(site.parent / "secret.txt")
    assert _get(server[1], path).status == 404


def test_a_browser_that_goes_away_is_no_error(server: tuple[subprocess.Popen[str], int]) -> None:
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", server[1])) as gone:
            gone.sendall(b"GET /search-index.js HTTP/1.1\r\nHost: LOCALHOST\r\n\r\n")
            gone.recv(64)
            # Closed with data unread, it resets the connection.
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_another_name_is_refused(server: tuple[subprocess.Popen[str], int], host: str) -> None:
    assert _get(server[1], "/index.html", host).status == 421


def test_a_taken_port_is_one_sentence(awsdev: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = awsdev("site", "serve", "--port", str(port))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert str(port) in done.stderr


def test_ctrl_c_ends_it_and_leaves_nothing(
    server: tuple[subprocess.Popen[str], int], place: Path
) -> None:
    server[0].send_signal(signal.SIGINT)
    assert server[0].wait(10) == 130
    assert list(place.iterdir()) == []
    assert server[0].stderr
    assert server[0].stderr.read() == ""
