"""The reader's own topics and additions: whether each is read, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from awsdev.doctor.check import Check, State, refuse_name
from awsdev.errors import AwsdevError
from awsdev.lint.explain import explain_rule
from awsdev.names import did_you_mean
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import link_targets
from awsdev.notes.own import patch_path
from awsdev.notes.page import Page, load_page
from awsdev.scaffolds.catalogue import Catalogue, users_catalogue

_GROUP = "your topics"
_READ = (
    "topic.yaml",
    *(f"{language}{ending}" for language in Language for ending in (".md", ".patch.md")),
)
"""Names of the files that are read in a topic's folder; examples lie in a folder of their own."""


def topic_checks(folder: Path) -> Iterator[Check]:
    """Yield how each topic, and each addition to one, is.

    Args:
        folder: The folder of the reader's own topics, which need not be there.
    """
    library, catalogue = Library(own=folder), users_catalogue()
    for place in sorted(path for path in folder.glob("*") if path.is_dir()):
        try:
            _look(library, catalogue, place)
        except AwsdevError as error:
            yield Check(_GROUP, place.name, State.WRONG, error.message, error.hint)
        else:
            yield Check(_GROUP, place.name, State.OK, _what(library, place))


def _what(library: Library, place: Path) -> str:
    topic = library.topic(place.name)
    return topic.title[Language.EN] if topic.own else f"adds to {topic.title[Language.EN]}"


def _look(library: Library, catalogue: Catalogue, place: Path) -> None:
    """Raise what is wrong with a folder."""
    refuse_name(place)
    for path in sorted(place.iterdir()):
        if path.is_file() and path.suffix == ".md" and path.name not in _READ:
            hint = did_you_mean(path.name, _READ) or f"what is read: {', '.join(_READ)}"
            raise AwsdevError(f"{path}: it is not read", hint)
    if place.name not in library.slugs:
        patches = any(patch_path(place.parent, place.name, each).is_file() for each in Language)
        what = "there is no topic by this name to add to" if patches else "it holds no page"
        hint = did_you_mean(place.name, library.slugs) if patches else "write en.md or ko.md"
        raise AwsdevError(f"{place}: {what}", hint)
    topic = library.topic(place.name)
    for language in Language:
        page = load_page(library, topic, language)
        # What stands on a page of awsdev's own is proven: the fault is with what was added.
        where = (
            topic.prose[language] if topic.own else patch_path(place.parent, place.name, language)
        )
        _refuse_twins(page, where)
        _follow(library, catalogue, page, where)


def _refuse_twins(page: Page, where: Path) -> None:
    """Raise where an id would lead to another section of the same id."""
    ids = [section.id for section in page.sections]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise AwsdevError(f"{where}: the page has two sections #{id_}", "give one another id")


def _follow(library: Library, catalogue: Catalogue, page: Page, where: Path) -> None:
    """Raise where a link of a page leads nowhere."""
    for scheme, name in link_targets(page.markdown):
        try:
            if scheme == "topic":
                slug, _, section = name.partition("#")
                other = library.find(slug)
                load_page(library, other, page.language).part(section)
            elif scheme == "rule":
                explain_rule(name)
            elif scheme == "scaffold":
                catalogue.find(name)
        except AwsdevError as error:
            raise AwsdevError(f"{where}: {scheme}:{name}: {error.message}", error.hint) from error
