"""What one topic, rule or scaffold adds to the site: each is made by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from awsdev.errors import AwsdevError
from awsdev.lint.explain import explain_rule
from awsdev.lint.rules.catalogue import all_rules
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import Page, readable_page
from awsdev.notes.subjects import Subjects
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.render import usual_draft
from awsdev.search.asked import Asked
from awsdev.search.document import Document, Kind
from awsdev.search.documents import document_of_rule, document_of_scaffold, documents_of_page
from awsdev.site.layout import View
from awsdev.site.rules import family_of, rule_prose, rule_view
from awsdev.site.scaffolds import made_by, scaffold_view
from awsdev.site.search_index import words_by_stem
from awsdev.site.topics import topic_view

Files = dict[str, bytes]
"""Files by their path in the site, with forward slashes."""
Task = tuple[Kind, str]
"""What a part is about, and its slug, code or name."""


@dataclass(slots=True)
class Part:
    """What one thing adds to the site.

    Attributes:
        task: What it is about.
        files: Its pages and its examples; none where it is left out.
        documents: What search finds of it.
        words: The English words in it, by their stems.
        problem: Why it is left out; empty where it is not.
    """

    task: Task
    files: Files = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    words: dict[str, set[str]] = field(default_factory=dict)
    problem: str = ""


class PartMaker:
    """Makes the parts of a site.

    Args:
        library: The topics.
        catalogue: The scaffolds.
    """

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.catalogue = catalogue
        self.subjects = Subjects(library.content)
        self.asked = Asked(library.content)
        self._pages: dict[str, list[Page]] = {}

    @cached_property
    def tasks(self) -> list[Task]:
        """All parts there are to make, in the order in which search knows them."""
        return [
            *((Kind.TOPIC, slug) for slug in self.library.slugs),
            *((Kind.RULE, code) for code in all_rules()),
            *((Kind.SCAFFOLD, name) for name in self.catalogue.names),
        ]

    @cached_property
    def left_out(self) -> set[str]:
        """Topics of the reader's own that do not hold together: no page leads to them."""
        left_out = set()
        for slug in self.library.own_slugs:
            try:
                self._read(slug)
            except AwsdevError:
                left_out.add(slug)
        return left_out

    def _read(self, slug: str) -> list[Page]:
        """Return the pages of a topic, read once: whether they hold is asked before all else."""
        if slug not in self._pages:
            topic = self.library.topic(slug)
            self._pages[slug] = [readable_page(self.library, topic, each) for each in Language]
        return self._pages[slug]

    def make(self, task: Task) -> Part:
        """Make a part. One that does not hold together tells so, and costs no other."""
        kind, name = task
        part = Part(task)
        try:
            match kind:
                case Kind.TOPIC:
                    self._topic(part, name)
                case Kind.RULE:
                    self._rule(part, name)
                case Kind.SCAFFOLD:
                    self._scaffold(part, name)
        except (AwsdevError, OSError) as error:
            return Part(task, problem=str(error))
        part.words = words_by_stem(part.documents)
        return part

    def _topic(self, part: Part, slug: str) -> None:
        for page in self._read(slug):
            _add(part, topic_view(page, self.subjects, self._has))
            part.documents += documents_of_page(page, self.asked)
        for example in self.library.topic(slug).examples.values():
            part.files[f"examples/{slug}/{example.name}"] = example.path.read_bytes()

    def _rule(self, part: Part, code: str) -> None:
        rule = explain_rule(code)
        family, prose = family_of(all_rules()[code]), rule_prose(rule)
        about = [
            topic
            for topic in self.library.topics_naming_rules.get(code, [])
            if topic.slug not in self.left_out
        ]
        for language in Language:
            _add(part, rule_view(rule, family, about, prose, language))
        part.documents.append(document_of_rule(rule, self.asked))

    def _scaffold(self, part: Part, name: str) -> None:
        if name == "index":
            raise AwsdevError(
                f"scaffold {name}: the list of scaffolds has the page of this name",
                "give its folder another name",
            )
        scaffold = self.catalogue.find(name)
        draft = usual_draft(scaffold)
        made = made_by(scaffold, draft)
        slugs = sorted({*scaffold.topics} - self.left_out)
        topics = [self.library.topic(slug) for slug in slugs]
        for language in Language:
            _add(part, scaffold_view(made, topics, language))
        part.documents.append(document_of_scaffold(scaffold, draft, self.asked))

    def _has(self, kind: str, name: str) -> bool:
        """Tell whether there is a page of a topic, rule or scaffold."""
        match kind:
            case Kind.TOPIC:
                return name in self.library.slugs and name not in self.left_out
            case Kind.RULE:
                return name in all_rules()
            case _:
                return name in self.catalogue.names


def _add(part: Part, view: View) -> None:
    part.files[view.address] = view.html().encode()
