"""The grammar of build specifications, versions 0.2 and 0.1, as data.

Places that a rule of its own looks at in more detail (the version, what
follows `on-failure`, a report's file format) are wide open here: one mistake
shall make one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.formats.buildspec.tree import PHASES
from awsdev.lint.grammars.shape import (
    Anything,
    Keys,
    ListOf,
    MapOf,
    Shape,
    Sort,
    Straying,
    Text,
    Whole,
    YesNo,
    strayings,
)

_LINES = ListOf(Text(), or_single=True)
"""Commands and patterns: the reference wants lists, single values work as well."""
_TEXTS = ListOf(Text(), or_single=True)
"""What is named one by one: the reference shows lists only, and `single_values` tells of others."""
_VARIABLES = MapOf(Text())

SHELLS = ("bash", "/bin/sh", "powershell.exe", "cmd.exe")
"""The shells that `env` may name."""

_PHASE: dict[str, Shape] = {
    "run-as": Text(),
    "on-failure": Text(),
    "commands": _LINES,
    "finally": _LINES,
    # GitHub Actions; their syntax is GitHub's.
    "steps": ListOf(Anything()),
}
_INSTALL: dict[str, Shape] = {"runtime-versions": MapOf(Text()), **_PHASE}
_PHASES = Keys(
    {name: Keys(_INSTALL if name == "install" else _PHASE) for name in PHASES}, ignore_case=True
)

_ENV = Keys(
    {
        "shell": Text(SHELLS),
        "variables": _VARIABLES,
        "parameter-store": _VARIABLES,
        "secrets-manager": _VARIABLES,
        "exported-variables": _TEXTS,
        "git-credential-helper": YesNo(),
    }
)
_PROXY = Keys({"upload-artifacts": YesNo(), "logs": YesNo()})
_REPORT = Keys(
    {
        "files": _LINES,
        "base-directory": Text(),
        "discard-paths": YesNo(),
        "file-format": Text(),
    },
    required=("files",),
)
_ARTIFACT: dict[str, Shape] = {
    "files": _LINES,
    "name": Text(),
    "discard-paths": YesNo(),
    "base-directory": Text(),
    "exclude-paths": _LINES,
    "enable-symlinks": YesNo(),
    "s3-prefix": Text(),
}
_SECONDARY = MapOf(Keys(_ARTIFACT, required=("files",)))
_ARTIFACTS: dict[str, Shape] = {**_ARTIFACT, "secondary-artifacts": _SECONDARY}
_CACHE = Keys(
    {
        "paths": _LINES,
        "key": Text(),
        "fallback-keys": _TEXTS,
        "action": Text(("restore", "save"), ignore_case=True),
    },
    required=("paths",),
)

_TASK_ENV = Keys(
    {
        "compute-type": Text(),
        "fleet": Text(),
        "image": Text(),
        "privileged-mode": YesNo(),
        "type": Text(),
        "variables": _VARIABLES,
    }
)
_TASK: dict[str, Shape] = {
    "identifier": Text(),
    "buildspec": Text(),
    "debug-session": YesNo(),
    "env": _TASK_ENV,
    "ignore-failure": YesNo(),
}
_MATRIX = Keys(
    {
        "static": Keys(
            {
                "ignore-failure": YesNo(),
                "env": Keys({"privileged-mode": YesNo(), "type": Text()}),
            }
        ),
        "dynamic": Keys(
            {
                "buildspec": _TEXTS,
                "env": Keys({"compute-type": _TEXTS, "image": _TEXTS, "variables": MapOf(_TEXTS)}),
            }
        ),
    }
)
_FANOUT = Keys(
    {"parallelism": Whole(least=1), "ignore-failure": YesNo()}, required=("parallelism",)
)
BATCH_KINDS: dict[str, Shape] = {
    "build-graph": ListOf(Keys({**_TASK, "depend-on": _TEXTS}, required=("identifier",))),
    "build-list": ListOf(Keys(_TASK, required=("identifier",))),
    "build-matrix": _MATRIX,
    "build-fanout": _FANOUT,
}
"""The kinds of batch builds, by key."""
_BATCH = Keys({"fast-fail": YesNo(), **BATCH_KINDS})

_NEW: dict[str, Shape] = {
    "version": Anything(),
    "run-as": Text(),
    "env": _ENV,
    "proxy": _PROXY,
    "batch": _BATCH,
    "phases": _PHASES,
    "reports": MapOf(_REPORT),
    "artifacts": Keys(_ARTIFACTS, required=("files",)),
    "cache": _CACHE,
}
_OLD: dict[str, Shape] = {
    "environment_variables" if key == "env" else key: shape for key, shape in _NEW.items()
} | {
    "environment_variables": Keys({"plaintext": _VARIABLES, "parameter-store": _VARIABLES}),
    "artifacts": Keys({"type": Text(), **_ARTIFACTS}, required=("files",)),
}
# A build specification that only starts a batch may leave the phases to those of its tasks.
_REQUIRED, _REQUIRED_IN_BATCH = ("version", "phases"), ("version",)

OF_THE_OTHER_VERSION: dict[str, dict[tuple[str, ...], str]] = {
    "0.2": {
        ("environment_variables",): "write env, and variables in place of plaintext",
        ("artifacts", "type"): "leave it out: the project says how artifacts are packed",
    },
    "0.1": {("env",): "write environment_variables and plaintext, or raise version to 0.2"},
}
"""By version, the keys that only the other version has, and what to do about each."""


def version_of(document: Document) -> str:
    """Return the version a document declares: `0.1`, or `0.2` in every other case."""
    return "0.1" if merged_root(document).text("version").strip() == "0.1" else "0.2"


def straying(document: Document) -> Iterator[Straying]:
    """Yield every place where a document strays from the grammar of its version."""
    if document.root is None:
        return
    in_batch = merged_root(document).entry("batch") is not None
    required = _REQUIRED_IN_BATCH if in_batch else _REQUIRED
    known = _OLD if version_of(document) == "0.1" else _NEW
    root = merged_root(document) if isinstance(document.root, Mapping) else document.root
    yield from strayings(root, Keys(known, required))


def single_values(document: Document) -> Iterator[Straying]:
    """Yield every single value that stands where the reference shows a list."""
    known = _OLD if version_of(document) == "0.1" else _NEW
    yield from _single(merged_root(document), Keys(known), ())


def _single(node: Node, shape: Shape, route: tuple[str | int, ...]) -> Iterator[Straying]:
    if shape is _TEXTS and isinstance(node, Scalar) and node.type_name != "null":
        yield Straying(Sort.WRONG_TYPE, node, route, "", ("a list",), node.type_name)
    elif isinstance(node, Sequence) and isinstance(shape, ListOf):
        for index, item in enumerate(node.items):
            yield from _single(item, shape.item, (*route, index))
    elif isinstance(node, Mapping) and isinstance(shape, Keys | MapOf):
        for entry in node.entries:
            below = shape.known.get(entry.key.text) if isinstance(shape, Keys) else shape.value
            if below:
                yield from _single(entry.value, below, (*route, entry.key.text))


def is_of_a_batch(stray: Straying, document: Document) -> bool:
    """Return whether an unknown key stands in one `env` of a batch and is known in the other.

    The tasks of a batch override the file's own `env`, so either may give what the other does.
    """
    batch = merged_root(document).entry("batch")
    if stray.route == ("env",):
        return batch is not None and stray.name in _TASK_ENV.known
    in_task = stray.route[1:2] in (("build-graph",), ("build-list",))
    return in_task and stray.route[-1:] == ("env",) and stray.name in _ENV.known


def homes_of(name: str) -> list[str]:
    """Return the places of version 0.2 below the top where a key is valid: `phases.install`."""
    return _HOMES.get(name, [])


def _rooms(shape: Shape, route: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every key of a grammar and the place where it is valid."""
    match shape:
        case Keys(known):
            for key, value in known.items():
                yield key, ".".join(route)
                yield from _rooms(value, (*route, key))
        case MapOf(value):
            yield from _rooms(value, (*route, "<name>"))
        case ListOf(item):
            yield from _rooms(item, route)


_HOMES: dict[str, list[str]] = {}
for _key, _place in _rooms(Keys(_NEW), ()):
    if _place:
        _HOMES.setdefault(_key, []).append(_place)
