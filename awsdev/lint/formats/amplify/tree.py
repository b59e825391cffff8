"""How the rules walk build settings: applications, their sections, phases and commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Span

SECTIONS = ("backend", "frontend", "test")
"""What has phases, in the order in which they run."""
_VERSIONS = (0.1, 1.0)


@dataclass(frozen=True, slots=True)
class Application:
    """What one application is built by: an item of `applications`, or the whole file.

    Attributes:
        settings: Its sections.
        place: The route to it; empty for the whole file.
    """

    settings: Mapping
    place: str = ""

    def at(self, *steps: str) -> str:
        """Return the route to something in it."""
        return ".".join((self.place, *steps) if self.place else steps)


def settings_of(document: Document) -> Mapping:
    """Return the root with merge keys resolved; empty where the file is something else.

    A playbook may be called amplify.yml as well.
    """
    root = merged_root(document)
    told = any(root.entry(key) for key in ("applications", *SECTIONS))
    return root if told or knows_version(root.get("version")) else Mapping(Span())


def knows_version(node: Node | None) -> bool:
    """Return whether a value is a version that the user guide has shown: 1, 1.0 or 0.1."""
    if not isinstance(node, Scalar):
        return False
    try:
        return float(node.text) in _VERSIONS
    except ValueError:
        return False


def applications_of(document: Document) -> Iterator[Application]:
    """Yield the applications: those that are listed, or the one that the file is about."""
    root = settings_of(document)
    if root.entry("applications") is None:
        if root.entries:
            yield Application(root)
        return
    for index, item in enumerate(root.items_of("applications")):
        if isinstance(item, Mapping):
            yield Application(item, f"applications[{index}]")


def phases_of(application: Application) -> Iterator[tuple[str, Entry]]:
    """Yield the section and the entry of each phase, whatever its name."""
    for section in SECTIONS:
        for entry in application.settings.mapping(section).mapping("phases").entries:
            yield section, entry


def lists_of(document: Document) -> Iterator[tuple[str, Entry]]:
    """Yield the place and the entry of whatever the reference shows as a list."""
    for application in applications_of(document):
        for section, phase in phases_of(application):
            if isinstance(phase.value, Mapping) and (entry := phase.value.entry("commands")):
                yield application.at(section, "phases", phase.key.text, "commands"), entry
        for section, holder, name in (
            ("frontend", "artifacts", "files"),
            ("frontend", "cache", "paths"),
            ("test", "artifacts", "files"),
        ):
            if entry := application.settings.mapping(section).mapping(holder).entry(name):
                yield application.at(section, holder, name), entry


def commands_of(document: Document) -> Iterator[Scalar]:
    """Yield every command that is text, once where phases share it."""
    seen = set()
    for application in applications_of(document):
        for _, entry in phases_of(application):
            phase = entry.value
            value = phase.get("commands") if isinstance(phase, Mapping) else None
            for item in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(item, Scalar) and item.type_name != "null" and id(item) not in seen:
                    seen.add(id(item))
                    yield item


def head_of(node: Node) -> Node:
    """Return where to point for a mapping as a whole: its first key."""
    return node.entries[0].key if isinstance(node, Mapping) and node.entries else node


def is_empty(node: Node | None) -> bool:
    """Return whether nothing stands there."""
    return node is None or (isinstance(node, Scalar) and node.type_name == "null")


def lacks_artifacts(frontend: Node) -> bool:
    """Return whether a frontend says nothing of what to deploy."""
    return isinstance(frontend, Mapping) and is_empty(frontend.get("artifacts"))
