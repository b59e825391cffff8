"""Pages as HTML, read by the HTML standard's own parser in strict mode."""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
import pytest

from awsdev.notes.html import render_html
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from tests.notes.golden import fixture_page

LIBRARY = Library()
REAL = [
    pytest.param(slug, language, id=f"{slug}-{language}")
    for slug in LIBRARY.slugs
    for language in Language
]
_REQUESTING = {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "source"}


@cache
def document(language: Language, slug: str = "mailbox") -> Element:
    return strictly(render_html(fixture_page(language, slug)))


def strictly(text: str) -> Element:
    """Parse, refusing anything the standard calls an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed: Element = parser.parse(text)
    return parsed


def text_of(element: Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize(("slug", "language"), REAL)
def test_every_page_is_valid_and_needs_nothing_from_outside(slug: str, language: Language) -> None:
    page = load_page(LIBRARY, LIBRARY.topic(slug), language)
    root = strictly(render_html(page))
    assert root.get("lang") == language
    assert text_of(required(root, ".//title")) == page.title
    assert no_requests(root) == []
    for id_ in ids_of(page.markdown):
        assert len(root.findall(f".//*[@id='{id_}']")) == 1


@pytest.mark.parametrize("language", Language)
def test_head(language: Language) -> None:
    root, page = document(language), fixture_page(language)
    assert root.get("lang") == language
    assert text_of(required(root, "head/title")) == page.title
    description = required(root, "head/meta[@name='description']")
    assert description.get("content") == page.topic.summary[language]
    assert required(root, "head/meta[@charset]").get("charset") == "utf-8"
    assert [text_of(heading) for heading in root.iter("h1")] == [page.title]


@pytest.mark.parametrize("language", Language)
def test_headings_keep_their_ids(language: Language) -> None:
    root, page = document(language), fixture_page(language)
    expected = [(section.id or None, section.title) for section in page.sections]
    headings = [each for each in root.iter() if each.tag in ("h2", "h3")]
    assert [(each.get("id"), text_of(each)) for each in headings] == expected


@pytest.mark.parametrize("language", Language)
def test_raw_html_is_shown_and_not_obeyed(language: Language) -> None:
    root = document(language)
    assert no_requests(root) == []
    assert list(root.iter("b")) == []
    shown = text_of(required(root, "body"))
    assert '<script src="https://example.com/x.js">alert(1)</script>' in shown
    assert "<b>red</b> & blue" in shown
    assert "https://example.com/picture.png" not in [each.get("src") for each in root.iter()]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("slug", ["mailbox", "postman"])
def test_examples_are_there_letter_by_letter(language: Language, slug: str) -> None:
    blocks = [text_of(each) for each in document(language, slug).iter("pre")]
    for example in fixture_page(language, slug).topic.examples.values():
        # Any line end is a line feed to an HTML parser.
        assert example.path.read_bytes().decode().replace("\r\n", "\n") in blocks


@pytest.mark.parametrize("slug", LIBRARY.slugs)
def test_examples_of_real_topics_are_there_letter_by_letter(slug: str) -> None:
    topic = LIBRARY.topic(slug)
    root = strictly(render_html(load_page(LIBRARY, topic, Language.EN)))
    blocks = [text_of(each) for each in root.iter("pre")]
    for example in topic.examples.values():
        assert example.path.read_bytes().decode().rstrip("\n") + "\n" in blocks


@pytest.mark.parametrize("language", Language)
def test_a_drawing_is_preformatted_and_whole(language: Language) -> None:
    drawings = [each for each in document(language).iter("pre") if each.get("class") == "drawing"]
    source = re.findall(r"```drawing\n(.*?)```", fixture_page(language).markdown, re.DOTALL)
    assert [text_of(each) for each in drawings] == source


@pytest.mark.parametrize("language", Language)
def test_links(language: Language) -> None:
    targets = [each.get("href") for each in document(language).iter("a")]
    assert {
        "postman.html",
        "postman.html#round",
        "https://example.com/outside",
        "https://example.com/house/rules.html",
    } <= set(targets)
    assert not [each for each in targets if each and each.startswith(("topic:", "source:"))]


@pytest.mark.parametrize("language", Language)
def test_callouts_say_their_sort(language: Language) -> None:
    asides = document(language).findall(".//aside")
    labels = [text_of(required(each, "p[@class='label']")) for each in asides]
    words = {
        Language.EN: ["Note", "Tip", "Important", "Warning", "Caution"],
        Language.KO: ["참고", "도움말", "중요", "주의", "위험"],
    }
    assert labels == words[language]
    assert len(document(language).findall(".//blockquote")) == 1


@pytest.mark.parametrize("language", Language)
def test_tables_hold_every_fact(language: Language) -> None:
    rows = [
        [text_of(cell) for cell in row if cell.tag == "td"]
        for row in required(document(language), ".//table").iter("tr")
    ]
    labels = [fact.label[language] for fact in fixture_page(language).topic.facts.values()]
    assert [row[0] for row in rows if row] == labels


def test_one_section_is_a_document_of_its_own() -> None:
    root = strictly(render_html(fixture_page(Language.KO), "why"))
    assert [each.get("id") for each in root.iter("h2")] == ["why"]
    assert text_of(required(root, "head/title")) == "우편함"


def required(element: Element, path: str) -> Element:
    found = element.find(path)
    assert found is not None, path
    return found


def no_requests(root: Element) -> list[str]:
    """Return what would make a browser ask another machine before anybody clicks."""
    styles = " ".join(
        [*map(text_of, root.iter("style")), *(each.get("style", "") for each in root.iter())]
    )
    found = re.findall(r"url\(|@import", styles)
    for each in root.iter():
        tag = str(each.tag)
        if tag in _REQUESTING or each.get("src"):
            found.append(tag)
        found += [name for name in each.attrib if str(name).startswith("on")]
    return found


def ids_of(markdown: str) -> list[str]:
    """Return the ids that stand in the Markdown, whatever lies in fenced blocks left out."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#+ .*\{#([\w-]+)\}$", prose, re.MULTILINE)
