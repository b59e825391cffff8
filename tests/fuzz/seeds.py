"""What inputs are made of: every example file of the repository, by the kind it is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from awsdev.lint.documents.document import Document, DocumentError
from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of, kind_of_text, kind_within
from awsdev.lint.kinds import FAMILIES, Kind, Syntax, is_candidate, syntax_of
from awsdev.lint.page_examples import USUAL_NAMES
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.page import page_of
from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.render import render_project
from tests.conftest import ROOT

_FOLDERS = (
    "tests/lint/*/*/good",
    "tests/lint/*/*/bad",
    "tests/lint/*/translation",
    "tests/lint/fixtures",
    "docs/examples",
)
_EXAMPLES = "content/topics/*/examples"
_FAMILY_OF_FOLDER = {"iam": "iam-policy", "taskdefinition": "ecs-task-definition"} | {
    name.replace("-", ""): name for name in FAMILIES
}
FAMILY_OF_KIND = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that somebody wrote.

    Attributes:
        kind: What it is.
        name: Its name without folders, which says how it is written.
        data: Its bytes.
    """

    kind: Kind
    name: str
    data: bytes


def parsed(data: bytes, name: str, family: str) -> Document:
    """Return a seed's tree; an empty one where it has none.

    Raises:
        DocumentError: It is neither YAML nor TOML, whichever its name promises.
        UnicodeDecodeError: It is no text.
    """
    text, syntax = data.decode("utf-8-sig"), syntax_of(name, family)
    if syntax is Syntax.VTL:
        return Document(None, text.splitlines(), path=name)
    return (parse_toml if syntax is Syntax.TOML else parse_yaml)(text, name)


@cache
def all_seeds() -> dict[Kind, list[Seed]]:
    """Return the seeds of every kind, in the same order each time, none of them twice."""
    found: dict[Kind, dict[bytes, Seed]] = defaultdict(dict)
    for name, data, family in (*_files(), *_pages(), *_scaffolds()):
        kind = _kind(name, data, family)
        if kind:
            found[kind].setdefault(data, Seed(kind, PurePath(name).name, data))
    return {kind: list(found[kind].values()) for kind in Kind}


def _kind(name: str, data: bytes, family: str) -> Kind | None:
    """Return what a file is, or what it was meant to be."""
    if syntax_of(name, family) is Syntax.VTL:
        return Kind.MAPPING_TEMPLATE
    meant = FAMILIES[family][0] if family else None
    try:
        document = parsed(data, name, family)
    except DocumentError:
        return meant or kind_of_text(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        return meant
    return kind_within(family, document, name) if family else kind_of(document, name)


def _files() -> Iterator[tuple[str, bytes, str]]:
    for pattern in (*_FOLDERS, _EXAMPLES):
        for folder in sorted(ROOT.glob(pattern)):
            family = _FAMILY_OF_FOLDER.get(folder.parent.name, "")
            for path in sorted(folder.rglob("*")):
                # Caches, which the linter's own runs leave there, hold no examples.
                hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
                if path.is_file() and not hidden and is_candidate(path.name):
                    yield path.name, path.read_bytes(), family


def _pages() -> Iterator[tuple[str, bytes, str]]:
    for rule in all_rules().values():
        kind = Kind(sorted(rule.kinds)[0])
        for part in ("Wrong", "Right"):
            for example in page_of(rule.function).examples(part):
                name = example.name or USUAL_NAMES[kind]
                yield name, example.text.encode(), "" if example.name else FAMILY_OF_KIND[kind]


def _scaffolds() -> Iterator[tuple[str, bytes, str]]:
    for scaffold in awsdevs_catalogue().all():
        project = render_project(scaffold, settle(scaffold, Given(), None))
        for path, file in sorted(project.items()):
            if is_candidate(Path(path).name):
                yield path, file.data, ""
