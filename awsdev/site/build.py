"""The whole site, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import files

from awsdev.lint.explain import Explanation, explain_rule
from awsdev.lint.rules.catalogue import all_rules
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from awsdev.notes.subjects import Subjects
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.search.documents import all_documents
from awsdev.search.lexicon import load_lexicon
from awsdev.site.exam import exam_view
from awsdev.site.home import entrance, home_view
from awsdev.site.layout import View
from awsdev.site.rules import family_of, rule_prose, rule_view, rules_view
from awsdev.site.scaffolds import Made, made_by, scaffold_view, scaffolds_view
from awsdev.site.search_index import search_index
from awsdev.site.topics import topic_view

Files = dict[str, bytes]
"""Files by their path in the site, with forward slashes."""
Tell = Callable[[int, int], None]
"""Is told how many pages are made, and how many there will be."""


@dataclass(slots=True)
class Site:
    """What is on the site.

    Attributes:
        library: The topics.
        catalogue: The scaffolds.
        tell: Is told how far it has come.
    """

    library: Library
    catalogue: Catalogue
    tell: Tell | None = None
    _done: int = field(default=0, init=False)

    def files(self) -> Files:
        """Return every file of the site, sorted by path.

        Raises:
            DataFileError: A topic or scaffold does not hold together.
        """
        # The index takes as long as the pages, and needs nothing of them: another core makes it.
        with ProcessPoolExecutor(max_workers=1) as other:
            index = other.submit(_index, self.library, self.catalogue)
            made = self._pages()
            made["search-index.js"] = index.result()
        for topic in self.library.topics():
            for example in topic.examples.values():
                made[f"examples/{topic.slug}/{example.name}"] = example.path.read_bytes()
        made |= _assets()
        return dict(sorted(made.items()))

    def _pages(self) -> Files:
        made: Files = {"index.html": entrance().encode()}
        for view in self._views():
            made[view.address] = view.html().encode()
            self._done += 1
            if self.tell:
                self.tell(self._done, self.total)
        return made

    @property
    def total(self) -> int:
        """Return how many pages there will be, without the entrance."""
        things = len(self.library.slugs) + len(all_rules()) + len(self.catalogue.names)
        lists = 4
        return (things + lists) * len(Language)

    def _views(self) -> Iterator[View]:
        topics = self.library.topics()
        subjects = Subjects(self.library.content)
        for language in Language:
            yield home_view(subjects, topics, language)
            yield exam_view(subjects, topics, language)
        for topic in topics:
            for language in Language:
                yield topic_view(load_page(self.library, topic, language), subjects, self._has)
        yield from self._rules(topics)
        yield from self._scaffolds()

    def _rules(self, topics: list[Topic]) -> Iterator[View]:
        by_family: dict[str, list[Explanation]] = {}
        for code, rule in all_rules().items():
            explained, family = explain_rule(code), family_of(rule)
            by_family.setdefault(family, []).append(explained)
            prose = rule_prose(explained)
            about = [topic for topic in topics if code in topic.rules]
            for language in Language:
                yield rule_view(explained, family, about, prose, language)
        for language in Language:
            yield rules_view(by_family, language)

    def _scaffolds(self) -> Iterator[View]:
        scaffolds = self.catalogue.all()
        for scaffold in scaffolds:
            made: Made = made_by(scaffold)
            topics = [self.library.topic(slug) for slug in sorted(scaffold.topics)]
            for language in Language:
                yield scaffold_view(made, topics, language)
        for language in Language:
            yield scaffolds_view(scaffolds, language)

    def _has(self, scheme: str, name: str) -> bool:
        return name in (all_rules() if scheme == "rule" else self.catalogue.names)


def _index(library: Library, catalogue: Catalogue) -> bytes:
    lexicon = load_lexicon(library.content)
    return search_index(all_documents(library, catalogue), lexicon).encode()


def _assets() -> Files:
    folder = files("awsdev.site") / "assets"
    return {f"assets/{each.name}": each.read_bytes() for each in folder.iterdir() if each.is_file()}
