"""What aliases share, and merge keys (`<<: *name`) resolved for readers that resolve them."""

from __future__ import annotations

from collections import Counter

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Sequence, walk


def merged_root(document: Document) -> Mapping:
    """Return the root with what its merge keys name in their place, as YAML 1.1 reads it.

    What is merged in keeps its own place in the file, and shared nodes stay shared.
    """
    if not document.aliases:
        return document.mapping
    merged = _merged(document.mapping, {})
    return merged if isinstance(merged, Mapping) else document.mapping


def shared_nodes(document: Document) -> set[int]:
    """Return the identities of the nodes that an alias uses a second time."""
    if not document.aliases:
        return set()
    uses = Counter(id(child) for parent in walk(document.root) for child in _children(parent))
    return {identity for identity, count in uses.items() if count > 1}


def _merged(node: Node, done: dict[int, Node]) -> Node:
    if id(node) not in done:
        if isinstance(node, Mapping):
            done[id(node)] = Mapping(node.span, node.tag, _entries(node, done))
        elif isinstance(node, Sequence):
            items = [_merged(item, done) for item in node.items]
            done[id(node)] = Sequence(node.span, node.tag, items)
        else:
            done[id(node)] = node
    return done[id(node)]


def _entries(node: Mapping, done: dict[int, Node]) -> list[Entry]:
    """Return a mapping's entries: its own keys win, then those of the first mapping named."""
    own = [Entry(entry.key, _merged(entry.value, done)) for entry in node.entries]
    seen = {entry.key.text for entry in own}
    found = []
    for entry in own:
        sources = [] if entry.key.quoted or entry.key.text != "<<" else _sources(entry.value)
        if not sources:
            found.append(entry)
        for inherited in (item for source in sources for item in source.entries):
            if inherited.key.text not in seen:
                seen.add(inherited.key.text)
                found.append(inherited)
    return found


def _sources(value: Node) -> list[Mapping]:
    """Return the mappings a merge key names; none where it names anything else."""
    items = value.items if isinstance(value, Sequence) else [value]
    mappings = [item for item in items if isinstance(item, Mapping)]
    return mappings if len(mappings) == len(items) else []


def _children(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return [entry.value for entry in node.entries]
    return node.items if isinstance(node, Sequence) else []
