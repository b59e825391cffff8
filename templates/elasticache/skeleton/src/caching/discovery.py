"""Auto Discovery: which nodes a cluster has is known to its configuration endpoint."""

import logging
import ssl
import time
from collections.abc import Callable
from typing import Any

from pymemcache.client.base import Client

logger = logging.getLogger(__name__)

Address = tuple[str, int]


def ask_for_nodes(endpoint: Address, tls: ssl.SSLContext | None, seconds: float) -> list[Address]:
    """Ask the configuration endpoint for the nodes."""
    client = Client(endpoint, tls_context=tls, connect_timeout=seconds, timeout=seconds)
    try:
        return nodes_in(client.raw_command(b"config get cluster", b"\n\r\nEND\r\n"))
    finally:
        client.close()


def nodes_in(answer: bytes) -> list[Address]:
    """Return the nodes in an answer: a version, then `name|address|port` for each of them."""
    _, _version, nodes, *_ = answer.decode().splitlines()
    parts = (node.split("|") for node in nodes.split())
    # By name, not by address: that is what the node's certificate is for.
    return sorted((name, int(port)) for name, _address, port in parts)


class Discovery:
    """A client of all nodes, renewed when there are others."""

    def __init__(
        self,
        ask: Callable[[], list[Address]],
        make: Callable[[list[Address]], Any],
        every: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Make clients of what is found.

        Args:
            ask: Returns the nodes.
            make: Makes a client of nodes.
            every: Seconds until it is asked again.
            clock: Tells the time.
        """
        self._ask = ask
        self._make = make
        self._every = every
        self._clock = clock
        self._nodes: list[Address] = []
        self._client: Any = None
        self._next = float("-inf")

    def client(self) -> Any:  # noqa: ANN401 - pymemcache's clients have no class in common
        """Return the client."""
        if self._clock() >= self._next:
            self._look()
        return self._client

    def _look(self) -> None:
        try:
            nodes = self._ask()
        except Exception:
            if self._client is None:
                raise
            # The nodes known so far may well be there.
            logger.exception("the configuration endpoint does not answer")
            nodes = self._nodes
        self._next = self._clock() + self._every
        if nodes != self._nodes:
            logger.info("nodes of the cache", extra={"nodes": [name for name, _ in nodes]})
            self._nodes, self._client = nodes, self._make(nodes)
