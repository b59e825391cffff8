"""Keys that lost their indent: they stand beside the empty key that they belong below."""

from __future__ import annotations

from awsdev.lint.documents.document import Document, Node
from awsdev.lint.formats.buildspec.grammar import homes_of, straying
from awsdev.lint.grammars.shape import Sort

Route = tuple[str | int, ...]


class Outdented:
    """The unknown keys of a document that belong below an empty key beside them.

    Args:
        document: The parsed file.
    """

    def __init__(self, document: Document) -> None:
        found = list(straying(document))
        empty: dict[Route, list[Route]] = {}
        for stray in found:
            if stray.found == "nothing":
                empty.setdefault(stray.route[:-1], []).append(stray.route)
        self._parents: dict[int, Route] = {}
        for stray in found:
            if stray.sort is Sort.UNKNOWN_KEY:
                homes = homes_of(stray.name)
                fitting = (route for route in empty.get(stray.route, ()) if _named(route) in homes)
                self._parents[id(stray.at)] = next(fitting, ())
        self.parents = frozenset(parent for parent in self._parents.values() if parent)

    def parent_of(self, key: Node) -> Route:
        """Return the route of the empty key that an unknown key belongs below, or no steps."""
        return self._parents.get(id(key), ())


def _named(route: Route) -> str:
    return ".".join(step for step in route if isinstance(step, str))
