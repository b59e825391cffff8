"""The loader takes topics that hold together and says in one sentence why it refuses others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.datafile import DataFileError, read_yaml
from awsdev.errors import AwsdevError, Status
from awsdev.notes.expand import expand
from awsdev.notes.fences import fenced_lines
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.markdown import parse, parser
from awsdev.notes.page import Page, _cut, load_page
from awsdev.notes.units import load_units
from tests.notes.golden import CONTENT, fixture_page

REFUSED = yaml.safe_load((Path(__file__).parent / "refused_topics.yaml").read_text("utf-8"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the fixtures to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def refusal(content: Path, slug: str = "mailbox") -> DataFileError:
    library = Library(content)
    with pytest.raises(DataFileError) as caught:
        load_page(library, library.topic(slug), Language.EN)
    return caught.value


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refused(content: Path, case: dict[str, Any]) -> None:
    for name in case["files"]:
        path = content / "topics" / "mailbox" / name
        text = path.read_text("utf-8")
        assert case["old"] in text, "the case no longer fits the fixture"
        path.write_text(text.replace(case["old"], case["new"]), "utf-8")
    error = refusal(content)
    assert case["says"] in str(error)
    assert str(error).startswith(str(content))
    assert "\n" not in str(error)
    assert error.status is Status.UNASKED


@pytest.mark.parametrize("language", Language)
def test_a_missing_language_is_refused_in_both(content: Path, language: Language) -> None:
    (content / "topics" / "mailbox" / f"{language}.md").unlink()
    assert f"{language}.md: No such file" in str(refusal(content))


def test_prose_that_is_not_utf8_is_refused(content: Path) -> None:
    (content / "topics" / "mailbox" / "ko.md").write_bytes("편지".encode("euc-kr"))
    assert "ko.md: not UTF-8 text" in str(refusal(content))


def test_a_file_that_is_no_example_is_refused(content: Path) -> None:
    (content / "topics" / "mailbox" / "examples" / "left.py").touch()
    assert "topic.yaml: examples/left.py lies there and is no example" in str(refusal(content))


def test_units_are_checked_too(content: Path) -> None:
    units = content / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("[minute, minutes]", "[minute]"), "utf-8")
    assert "units.yaml.minute: en is not [one, many]" in str(refusal(content))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ["7,200 seconds (120 minutes, or\n7,200 when", "mailbox of 1 letter keeps"]),
        (Language.KO, ["7,200초(120분, 단위를 빼면 7,200)", "1통만 들어가는"]),
    ],
)
def test_facts_are_written_as_the_language_writes_them(
    language: Language, words: list[str]
) -> None:
    for each in words:
        assert each in fixture_page(language).markdown


def test_nothing_in_a_fence_is_touched() -> None:
    page = fixture_page(Language.EN)
    assert (
        "{{fact wait}} [not](topic:here) {#kept}\n## not a heading" in page.section("how").markdown
    )
    for example in page.topic.examples.values():
        assert example.text() in page.markdown


@pytest.mark.parametrize("language", Language)
def test_sections_by_id_and_by_heading(language: Language) -> None:
    page = fixture_page(language)
    ids = ["why", "how", "inside", "", "example", "mistakes", "limits", "sources", "next"]
    assert [section.id for section in page.sections] == ids
    for section in page.sections:
        assert page.section(section.title) is section
        assert page.section(section.title.upper().replace(" ", "-")) is section
        if section.id:
            assert page.section(section.id.upper()) is section


def test_a_section_holds_its_parts_and_ends_where_the_next_begins() -> None:
    page = fixture_page(Language.EN)
    how = page.section("how").markdown
    assert "### Inside {#inside}" in how
    assert "### A part without an id" in how
    assert "The right example" not in how
    assert page.section("inside").markdown == "````text\n```\n## still no heading\n```\n````"


@pytest.mark.parametrize("name", ["nowhere", "-", "··", "not a heading", "Ring", "twice"])
def test_no_such_section(name: str) -> None:
    with pytest.raises(AwsdevError) as caught:
        fixture_page(Language.EN).section(name)
    assert caught.value.status is Status.NO
    assert caught.value.hint == "it has why, how, inside, example, mistakes, limits, sources, next"


def real_pages() -> list[Page]:
    library = Library()
    return [load_page(library, topic, each) for topic in library.topics() for each in Language]


def test_sections_are_the_headings_the_markdown_parser_sees() -> None:
    for page in [*real_pages(), *map(fixture_page, Language)]:
        tokens = parse(page.markdown)
        seen = [
            (tokens[i + 1].content, int(token.tag[1]))
            for i, token in enumerate(tokens)
            if token.type == "heading_open" and token.tag != "h1"
        ]
        assert [(section.title, section.level) for section in page.sections] == seen


_LINES = st.sampled_from(
    ["```", "````", "`````", "~~~", "~~~~", "```sh", "``` a`b", "~~~ a`b", "   ```", "    ```",
     "## Head", "### Part {#part}", "#### Deep", "# Top", "text", "", "  ## In", "``", "```  "]
)  # fmt: skip


@given(st.lists(_LINES, max_size=14))
def test_fences_are_those_of_commonmark(lines: list[str]) -> None:
    markdown = "\n".join([*lines, "end"])
    fenced: set[int] = set()
    for token in parser().parse(markdown):
        if token.type == "fence" and token.map:
            fenced |= set(range(*token.map))
    ours = {number for number, (_, inside) in enumerate(fenced_lines(markdown)) if inside}
    assert ours == fenced


@given(st.lists(_LINES, max_size=14))
def test_no_line_is_lost_by_cutting(lines: list[str]) -> None:
    answer, sections = _cut("\n".join(lines))
    main = [section for section in sections if section.level == 2]
    if not sections or sections[0].level == 2:
        kept = [answer, *(f"## {section.title}\n{section.markdown}" for section in main)]
        assert "".join("".join(kept).split()) == "".join("".join(lines).split())


@given(st.text(st.sampled_from("#>-*`[]()!{}| \nab1.NOTE한:\\<&~"), max_size=60))
def test_any_markdown_can_be_parsed(markdown: str) -> None:
    assert "".join(token.content for token in parse(markdown) if token.type == "fence") is not None


@settings(max_examples=200)
@given(st.text(st.sampled_from("{}factexmpl wibare|\n`#in")))
def test_any_prose_is_expanded_or_refused(prose: str) -> None:
    page = fixture_page(Language.EN)
    sentence = refused(lambda: expand(prose, page.topic, load_units(CONTENT), Language.EN))
    assert sentence is None or "/en.md: " in sentence


_YAML = st.text(st.sampled_from("abc:-[]{}&*!<>|?#'\",0123 \n\t%@~=.\\x"), max_size=40)
# Values on which PyYAML's constructors raise every sort of exception but their own.
_VALUES = st.sampled_from(
    [
        "!!int x",
        "!!timestamp x",
        "!!bool x",
        "!!float x",
        "!!set [a]",
        "!!omap [1]",
        "!!binary ä",
        "!!pairs x",
        "!!null x",
        "!!python/object:os.system x",
        "2026-13-45",
        "1:99999999999:9",
        "!!str [a]",
        "0x",
        "0b",
        ".inf",
        "<<",
        "=",
        "!!merge x",
        "9" * 5000,
        "[" * 60 + "]" * 60,
        "{a: " * 5000 + "}" * 5000,
        "[" * 100_000,
    ]
)


@settings(max_examples=300)
@given(_YAML | _VALUES.map(lambda text: f"key: {text}"))
def test_any_data_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, "utf-8")
    sentence = refused(lambda: read_yaml(path))
    assert sentence is None or sentence.startswith(f"{path}:")
    assert len(sentence or "") < 600


def refused(read: Callable[[], object]) -> str | None:
    """Return the sentence with which something is refused; None where it is taken."""
    try:
        read()
    except DataFileError as error:
        return str(error)
    return None
