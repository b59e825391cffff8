"""Auto Discovery, asked of a server on this machine that answers as ElastiCache does."""

import socketserver
import threading
from collections.abc import Iterator

import pytest

from caching.discovery import Address, Discovery, ask_for_nodes, nodes_in

NODES = "node-2.example|10.0.2.7|11211 node-1.example|10.0.1.4|11211"
ANSWER = f"CONFIG cluster 0 {len(NODES) + 4}\r\n12\n{NODES}\n\r\nEND\r\n".encode()
FOUND = [("node-1.example", 11211), ("node-2.example", 11211)]


class Endpoint(socketserver.StreamRequestHandler):
    """Answers the one question there is."""

    def handle(self) -> None:
        """Answer."""
        if self.rfile.readline().strip() == b"config get cluster":
            self.wfile.write(ANSWER)


@pytest.fixture
def endpoint() -> Iterator[Address]:
    """Provide a configuration endpoint."""
    with socketserver.TCPServer(("127.0.0.1", 0), Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield "127.0.0.1", server.server_address[1]
        server.shutdown()
        thread.join()


class Cluster:
    """Nodes that may change, or not be told."""

    def __init__(self) -> None:
        self.nodes: list[Address] = [("a", 1)]
        self.away = False
        self.asked = 0
        self.now = 0.0

    def ask(self) -> list[Address]:
        """Return the nodes."""
        self.asked += 1
        if self.away:
            raise TimeoutError
        return self.nodes

    def discovery(self) -> Discovery:
        """Return a discovery whose clients are the lists of their nodes."""
        return Discovery(self.ask, list, every=60, clock=lambda: self.now)


def test_finds_the_nodes_by_name(endpoint: Address) -> None:
    assert ask_for_nodes(endpoint, tls=None, seconds=5) == FOUND


def test_reads_an_answer_without_its_end() -> None:
    assert nodes_in(ANSWER.removesuffix(b"\n\r\nEND\r\n")) == FOUND


def test_asks_from_time_to_time_only() -> None:
    cluster = Cluster()
    discovery = cluster.discovery()

    for _ in range(100):
        discovery.client()
    assert cluster.asked == 1

    cluster.now = 60
    discovery.client()
    assert cluster.asked == 2


def test_makes_a_new_client_of_new_nodes_only() -> None:
    cluster = Cluster()
    discovery = cluster.discovery()
    first = discovery.client()

    cluster.now = 60
    assert discovery.client() is first

    cluster.nodes, cluster.now = [("a", 1), ("b", 1)], 120
    assert discovery.client() == [("a", 1), ("b", 1)]


def test_keeps_the_nodes_it_knows_while_nobody_tells() -> None:
    cluster = Cluster()
    discovery = cluster.discovery()
    first = discovery.client()

    cluster.away, cluster.now = True, 60
    assert discovery.client() is first


def test_fails_where_no_node_was_ever_known() -> None:
    cluster = Cluster()
    cluster.away = True

    with pytest.raises(TimeoutError):
        cluster.discovery().client()
