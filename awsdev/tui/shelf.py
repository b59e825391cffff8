"""Pages as the browser reads them: Markdown with links, headings, examples."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from awsdev.lint.explain import explain_rule
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import for_browser
from awsdev.notes.markdown import parse
from awsdev.notes.page import load_page
from awsdev.notes.subjects import Subjects
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.explained import computed, question
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.render import usual_draft
from awsdev.search.document import Kind
from awsdev.tui.address import HOME, Address
from awsdev.tui.words import word

_ENDINGS = {"yaml": "yml", "python": "py", "javascript": "js", "sh": "sh", "shell": "sh"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page."""

    id: str
    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code.

    Attributes:
        name: The file it stands for.
        data: The file.
        drawing: Whether it is a drawing, which is no example.
    """

    name: str
    data: bytes
    drawing: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page.

    Attributes:
        address: Where it is found.
        language: The language it is written in.
        title: Its title.
        markdown: Its text; links lead to addresses.
        headings: Its headings, in order.
        codes: Its blocks of code, in order.
        scaffolds: The scaffolds that belong to it.
    """

    address: Address
    language: Language
    title: str
    markdown: str
    headings: list[Heading] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    scaffolds: list[str] = field(default_factory=list)

    @property
    def examples(self) -> list[int]:
        """Return which blocks of code are examples."""
        return [number for number, code in enumerate(self.codes) if not code.drawing]


class Shelf:
    """Everything there is to read.

    Args:
        library: The topics.
        catalogue: The scaffolds.
    """

    def __init__(self, library: Library, catalogue: Catalogue) -> None:
        self.library = library
        self.subjects = Subjects(library.content)
        self.catalogue = catalogue

    def sheet(self, address: Address, language: Language) -> Sheet:
        """Return a page.

        Raises:
            AwsdevError: There is none at this address, or its files do not hold together.
        """
        match address.kind:
            case Kind.TOPIC:
                return self._topic(self.library.find(address.name), language)
            case Kind.RULE:
                return self._rule(address.name, language)
            case Kind.SCAFFOLD:
                return self._scaffold(self.catalogue.find(address.name), language)
            case None:
                return self._home(language)

    def _topic(self, topic: Topic, language: Language) -> Sheet:
        page = load_page(self.library, topic, language)
        texts = {each.text().strip(): each for each in topic.examples.values()}
        sheet = _sheet(
            Address(Kind.TOPIC, topic.slug), language, page.title, for_browser(page.markdown, topic)
        )
        shown = [texts.get(code.data.decode().strip()) for code in sheet.codes]
        codes = [
            replace(code, name=example.name, data=example.path.read_bytes()) if example else code
            for code, example in zip(sheet.codes, shown, strict=True)
        ]
        return replace(sheet, codes=codes, scaffolds=topic.scaffolds)

    def _rule(self, code: str, language: Language) -> Sheet:
        rule = explain_rule(code)
        if not rule.topic:
            rule = replace(rule, topic=self.library.topics_by_rule().get(rule.code, ""))
        address = Address(Kind.RULE, rule.code)
        return _sheet(address, language, f"{rule.code}: {rule.title}", for_browser(rule.markdown()))

    def _scaffold(self, scaffold: Scaffold, language: Language) -> Sheet:
        markdown = "\n".join(_scaffold_page(scaffold, language))
        address = Address(Kind.SCAFFOLD, scaffold.name)
        sheet = _sheet(address, language, f"{scaffold.name}: {scaffold.title}", markdown)
        return replace(sheet, scaffolds=[scaffold.name])

    def _home(self, language: Language) -> Sheet:
        lines = [f"# awsdev\n\n{word('welcome', language)}\n\n## {word('topics', language)}\n"]
        lines += [
            f"- [{topic.title[language]}](topic:{topic.slug}): {topic.summary[language]}"
            for topic in self.library.topics()
        ]
        lines += [f"\n## {word('scaffolds', language)}\n"]
        lines += [
            f"- [{scaffold.name}](scaffold:{scaffold.name}): {scaffold.title}"
            for scaffold in self.catalogue.all()
        ]
        return _sheet(HOME, language, word("home", language), "\n".join(lines))


def _scaffold_page(scaffold: Scaffold, language: Language) -> Iterator[str]:
    yield f"# {scaffold.name}: {scaffold.title}\n\n{scaffold.summary}\n"
    yield f"{word('make_hint', language)}\n"
    yield f"## {word('asks', language)}\n"
    yield from (f"- `{each.name}`: {_plain(question(each, {}))}" for each in scaffold.parameters)
    if scaffold.computed:
        yield f"\n## {word('computes', language)}\n"
        yield from (f"- `{name}`: {_plain(words)}" for name, words in computed(scaffold, {}))
    yield f"\n## {word('writes', language)}\n"
    yield from (f"- `{path}`" for path in usual_draft(scaffold).written)
    if scaffold.topics:
        yield f"\n## {word('read_on', language)}\n"
        yield from (f"- [{topic}](topic:{topic})" for topic in scaffold.topics)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{mark}" if mark in "\\`*_[]<>#&~|" else mark for mark in text)


def _sheet(address: Address, language: Language, title: str, markdown: str) -> Sheet:
    # One form of each syllable, so that it is found and measured as it is seen.
    markdown = unicodedata.normalize("NFC", markdown)
    tokens = parse(markdown)
    headings = [
        Heading(str(token.attrs.get("id", "")), _text(tokens[at + 1]), int(token.tag[1]))
        for at, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    stem = address.name or "example"
    codes = [_code(token, stem) for token in tokens if token.type in ("fence", "code_block")]
    return Sheet(address, language, title, markdown, headings, codes)


def _code(token: Token, stem: str) -> Code:
    language, _, name = token.info.partition(" ")
    ending = _ENDINGS.get(language, language or "txt")
    name = name.removesuffix(" crlf").strip() or f"{stem}.{ending}"
    return Code(name, token.content.encode(), drawing=language == "drawing")


def _text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or []) or inline.content
