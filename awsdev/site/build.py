"""The whole site, in memory: its parts made by as many processes as there are processors."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib.resources import files

from awsdev.errors import AwsdevError
from awsdev.lint.explain import Explanation, explain_rule
from awsdev.lint.rules.catalogue import all_rules
from awsdev.notes.language import Language
from awsdev.processors import die_with, process_context, processors
from awsdev.search.document import Kind
from awsdev.search.lexicon import load_lexicon
from awsdev.site.exam import exam_view
from awsdev.site.home import entrance, home_view
from awsdev.site.layout import View
from awsdev.site.parts import Files, Part, PartMaker, Task
from awsdev.site.rules import family_of, rules_view
from awsdev.site.scaffolds import scaffolds_view
from awsdev.site.search_index import search_index

Tell = Callable[[int, int], None]
"""Is told how many parts are made, and how many there are."""
_AT_ONCE = 2
"""Parts that are given to a process together: one alone costs more to hand over than a rule does
to make, and many would leave a process without work at the end."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site.

    Attributes:
        files: All of it, sorted by path.
        left_out: What is missing since it does not hold together, and why, in sentences.
    """

    files: Files
    left_out: list[str]

    @property
    def pages(self) -> int:
        """Return how many pages it has."""
        kept = (path for path in self.files if not path.startswith("examples/"))
        return sum(path.endswith(".html") for path in kept)


def build_site(maker: PartMaker, tell: Tell | None = None) -> Site:
    """Return the whole site.

    Args:
        maker: Makes its parts.
        tell: Is told how far it has come.

    Raises:
        AwsdevError: A process that makes parts was killed.
        DataFileError: The names of services or skills do not hold together.
    """
    # Read once, before processes are started, which then have them.
    maker.library.topics()
    _ = maker.left_out
    parts = []
    for part in _made(maker):
        parts.append(part)
        if tell:
            tell(len(parts), len(maker.tasks))
    found: Files = {"index.html": entrance().encode(), **_assets()}
    for part in parts:
        found |= part.files
    found |= {view.address: view.html().encode() for view in _lists(maker, parts)}
    found["search-index.js"] = _search_index(maker, parts)
    problems = [part.problem for part in parts if part.problem]
    return Site(dict(sorted(found.items())), problems)


def _made(maker: PartMaker) -> Iterator[Part]:
    """Yield all parts, in order."""
    workers = processors()
    if workers == 1:
        yield from map(maker.make, maker.tasks)
        return
    pool = ProcessPoolExecutor(workers, process_context(), _begin, (maker, os.getpid()))
    try:
        yield from pool.map(_make, maker.tasks, chunksize=_AT_ONCE)
    except BrokenProcessPool as error:
        raise AwsdevError(
            "a process that made pages was killed", "see whether memory runs out, and build again"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_maker: PartMaker
"""What makes the parts, in a process that was started for it."""


def _begin(maker: PartMaker, parent: int) -> None:
    global _maker  # noqa: PLW0603 - a pool's processes have no other place for what they share
    _maker = maker
    # Who presses Ctrl-C ends the process that waits for this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with(parent)


def _make(task: Task) -> Part:
    return _maker.make(task)


def _lists(maker: PartMaker, parts: list[Part]) -> Iterator[View]:
    """Yield the pages that lead to others."""
    there = {part.task for part in parts if part.files}
    topics = [maker.library.topic(name) for kind, name in there if kind is Kind.TOPIC]
    topics.sort(key=lambda topic: topic.slug)
    scaffolds = [maker.catalogue.find(name) for kind, name in there if kind is Kind.SCAFFOLD]
    scaffolds.sort(key=lambda scaffold: scaffold.name)
    rules: dict[str, list[Explanation]] = {}
    for code, rule in all_rules().items():
        rules.setdefault(family_of(rule), []).append(explain_rule(code))
    for language in Language:
        yield home_view(maker.subjects, topics, language)
        yield exam_view(maker.subjects, topics, language)
        yield rules_view(rules, language)
        yield scaffolds_view(scaffolds, language)


def _search_index(maker: PartMaker, parts: list[Part]) -> bytes:
    documents = [document for part in parts for document in part.documents]
    return search_index(
        documents, (part.words for part in parts), load_lexicon(maker.library.content)
    ).encode()


def _assets() -> Files:
    folder = files("awsdev.site") / "assets"
    return {f"assets/{each.name}": each.read_bytes() for each in folder.iterdir() if each.is_file()}
