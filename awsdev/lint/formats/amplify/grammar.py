"""The grammar of build settings, as data.

What a rule of its own looks at (the version, keys that must be there) is left open here: one
mistake shall make one finding. Single values in place of lists are taken here and told of
by a rule, since nothing on record says that Amplify refuses them.
"""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.formats.amplify.tree import settings_of
from awsdev.lint.grammars.shape import (
    Anything,
    Keys,
    ListOf,
    MapOf,
    Shape,
    Straying,
    Text,
    YesNo,
    strayings,
)

_LINES = ListOf(Text(), or_single=True)
_PHASE = Keys({"commands": _LINES})
PHASES = {
    "backend": ("preBuild", "build", "postBuild"),
    "frontend": ("preBuild", "build", "postBuild"),
    "test": ("preTest", "test", "postTest"),
}
"""The names of phases, by section, in the order in which they run."""
_HEADERS = ListOf(
    Keys({"pattern": Text(), "headers": ListOf(Keys({"key": Text(), "value": Text()}))})
)


def _phases(section: str) -> Shape:
    return Keys(dict.fromkeys(PHASES[section], _PHASE))


_ARTIFACTS: dict[str, Shape] = {"baseDirectory": Text(), "files": _LINES}
_SECTIONS: dict[str, Shape] = {
    "backend": Keys({"phases": _phases("backend")}),
    "frontend": Keys(
        {
            # The user guide writes the one in its text and the other in its example.
            "buildPath": Text(),
            "buildpath": Text(),
            "phases": _phases("frontend"),
            "artifacts": Keys({**_ARTIFACTS, "discard-paths": YesNo()}),
            "cache": Keys({"paths": _LINES}),
            "customHeaders": _HEADERS,
        }
    ),
    "test": Keys(
        {
            "phases": _phases("test"),
            "artifacts": Keys({**_ARTIFACTS, "configFilePath": Text()}),
        }
    ),
}
_SETTINGS: dict[str, Shape] = {
    "env": Keys({"variables": MapOf(Text())}),
    **_SECTIONS,
    "customHeaders": _HEADERS,
}
_APPLICATION = Keys({"appRoot": Text(), **_SETTINGS})
_ROOT = Keys(
    {
        "version": Anything(),
        "appRoot": Anything(),
        **_SETTINGS,
        "applications": ListOf(_APPLICATION),
    }
)


def straying(document: Document) -> Iterator[Straying]:
    """Yield every place where a document strays from the grammar."""
    root = settings_of(document)
    if root.entries:
        yield from strayings(root, _ROOT)


def homes_of(name: str) -> list[str]:
    """Return the places below an application where a key is valid: `frontend.artifacts`."""
    return _HOMES.get(name, [])


def _rooms(shape: Shape, route: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every key of a grammar and the place where it is valid."""
    match shape:
        case Keys(known):
            for key, value in known.items():
                yield key, ".".join(route)
                yield from _rooms(value, (*route, key))
        case ListOf(item):
            yield from _rooms(item, route)


_HOMES: dict[str, list[str]] = {}
for _key, _place in _rooms(Keys(_SETTINGS), ()):
    _HOMES.setdefault(_key, []).append(_place or "the top level")
