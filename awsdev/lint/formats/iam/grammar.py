"""The grammar of policies, as data: what may stand at the top and in a statement.

Which keys a statement needs depends on the kind of policy; rules of their own look after that,
and after what actions, resources, principals and conditions hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.formats.iam.tree import NEW, is_function, policy_of
from awsdev.lint.grammars.shape import (
    Anything,
    Keys,
    ListOf,
    MapOf,
    Shape,
    Straying,
    Text,
    strayings,
)

VERSIONS = (NEW, "2008-10-17")
EFFECTS = ("Allow", "Deny")
_TEXT = Text(exact=True)
_TEXTS = ListOf(_TEXT, or_single=True)
_VALUES = ListOf(Text(), or_single=True)

TOP = Keys(
    {
        "Version": Text(VERSIONS, exact=True),
        "Id": _TEXT,
        "Statement": Anything(),
    },
    ("Statement",),
)
STATEMENT = Keys(
    {
        "Sid": _TEXT,
        "Effect": Text(EFFECTS, exact=True),
        "Principal": Anything(),
        "NotPrincipal": Anything(),
        "Action": _TEXTS,
        "NotAction": _TEXTS,
        "Resource": _TEXTS,
        "NotResource": _TEXTS,
        "Condition": MapOf(MapOf(_VALUES)),
    },
    ("Effect",),
)
PRINCIPAL = Keys({"AWS": _TEXTS, "Service": _TEXTS, "Federated": _TEXTS, "CanonicalUser": _TEXTS})
"""Of a principal that is a mapping."""


def strayings_of(document: Document) -> Iterator[Straying]:
    """Yield where a policy strays from the grammar, save where a template's function stands."""
    for node, shape, route in _grammars_of(document):
        for straying in strayings(node, shape):
            if not is_function(straying.at):
                yield replace(straying, route=(*route, *straying.route))


def _grammars_of(document: Document) -> Iterator[tuple[Node, Shape, tuple[str | int, ...]]]:
    if document.root is None:
        return
    policy = policy_of(document)
    yield (policy.root if isinstance(document.root, Mapping) else document.root), TOP, ()
    value = policy.root.get("Statement")
    items = value.items if isinstance(value, Sequence) else [value]
    for index, item in enumerate(items):
        if item is not None and not is_function(item):
            route = ("Statement", index) if isinstance(value, Sequence) else ("Statement",)
            yield item, STATEMENT, route
            yield from _principals_of(item, route)


def _principals_of(
    statement: Node, route: tuple[str | int, ...]
) -> Iterator[tuple[Node, Shape, tuple[str | int, ...]]]:
    for key in ("Principal", "NotPrincipal"):
        value = statement.get(key) if isinstance(statement, Mapping) else None
        # Which text may stand there is another rule's business.
        if value is not None and not (isinstance(value, Scalar) and value.type_name == "text"):
            yield value, PRINCIPAL, (*route, key)
