"""Pages of the reader's own: read as they are written, shown as the reader's, costing no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awsdev.datafile import DataFileError
from awsdev.locations import content_folder, topic_slugs
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from awsdev.notes.words import word
from tests.cli.conftest import conforms
from tests.conftest import Run

RULES = """\
# 우리 팀 배포 규칙

금요일에는 **배포하지 않습니다**. [가시성](topic:sqs-visibility#limits)을 봅니다.

## 승인

두 사람이 승인합니다. `{{resolve:ssm:/a}}` {{name}}

### 급할 때

전화합니다.

## 승인

다시.
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "topics" / "team-rules").mkdir(parents=True)
    (tmp_path / "topics" / "team-rules" / "ko.md").write_text(RULES, "utf-8")
    (tmp_path / "topics" / "sqs-visibility").mkdir()
    return tmp_path


@pytest.fixture
def mine(awsdev: Run, own: Path):
    return lambda *arguments, **variables: awsdev(
        *arguments, AWSDEV_CONFIG_DIR=str(own), **variables
    )


def _add(own: Path, text: str, name: str = "ko.patch.md") -> None:
    (own / "topics" / "sqs-visibility" / name).write_text(text, "utf-8")


def test_a_page_alone_is_a_topic(mine) -> None:
    listed = conforms(mine("show", "--lang", "ko", "--format", "json").stdout, "show-list")
    (told,) = (topic for topic in listed["topics"] if topic["own"])
    assert (told["topic"], told["title"]) == ("team-rules", "우리 팀 배포 규칙")
    assert told["summary"] == "금요일에는 배포하지 않습니다. 가시성을 봅니다."
    page = conforms(mine("show", "team rules", "--format", "json").stdout, "show-page")
    assert (page["own"], page["language"]) == (True, "en")
    assert [section["id"] for section in page["sections"]] == ["승인", "승인-2"]
    assert "{{resolve:ssm:/a}}` {{name}}" in page["sections"][0]["text"]
    assert "전화합니다." in mine("show", "team-rules#급할-때").stdout


def test_it_is_shown_as_the_readers_own(mine) -> None:
    for language in Language:
        shown = mine("show", "team-rules", "--lang", language)
        assert word("own", language) in shown.stdout
        assert word("sources", language) not in shown.stdout, "it names none"
        listed = " ".join(mine("show", "--lang", language).stdout.split())
        assert f"({word('own', language)})" in listed
        assert word("own", language) not in mine("show", "appspec", "--lang", language).stdout


def test_topic_yaml_tells_more(mine, own: Path) -> None:
    folder = own / "topics" / "team-rules"
    (folder / "examples").mkdir()
    (folder / "examples" / "queue.yaml").write_text("Resources: {}\n")
    (folder / "topic.yaml").write_text(
        "title: {en: Our rules}\nsummary: How we deploy.\naliases: [friday]\n"
        "related: [appspec]\nscaffolds: [sam-api]\nrules: [SM101]\n"
        "examples:\n  queue.yaml: {kind: cloudformation, title: A queue}\n"
    )
    (folder / "en.md").write_text("Nobody deploys.\n\n{{example queue.yaml}}\n")
    page = json.loads(mine("show", "friday", "--lang", "en", "--format", "json").stdout)
    assert (page["title"], page["summary"]) == ("Our rules", "How we deploy.")
    assert "Resources: {}" in page["answer"]
    assert mine("show", "friday", "--example", "queue.yaml").stdout == "Resources: {}\n"
    assert "awsdev scaffold sam-api" in mine("show", "friday#next").stdout


def test_a_copy_of_any_topic_is_a_topic_of_ones_own(own: Path) -> None:
    """`topic.yaml` may tell all that awsdev's own topics tell, in both languages."""
    for slug in topic_slugs(content_folder()):
        shutil.copytree(content_folder() / "topics" / slug, own / "topics" / f"my-{slug}")
    library = Library(own=own / "topics")
    for slug in topic_slugs(content_folder()):
        for language in Language:
            original = load_page(library, library.topic(slug), language)
            copied = load_page(library, library.topic(f"my-{slug}"), language)
            assert copied.title == original.title
            assert copied.topic.facts == original.topic.facts
            assert copied.answer == original.answer
            assert [s.markdown for s in copied.sections] == [s.markdown for s in original.sections]


def test_a_page_takes_the_place_of_awsdevs(mine, own: Path) -> None:
    _add(own, "# Mine\n\nAll of it.\n", "en.md")
    assert mine("show", "sqs-visibility").stdout.startswith("Mine\n")


def test_what_is_added_stands_on_the_page(mine, own: Path) -> None:
    _add(own, "우리는 90초, 최대는 {{fact max-timeout}}.\n\n# 왜\n\n느려서.\n")
    page = json.loads(mine("show", "sqs-visibility", "--lang", "ko", "--format", "json").stdout)
    assert page["own"] is False
    ids = [section["id"] for section in page["sections"]]
    assert ids[-3:] == ["own", "sources", "next"]
    text = page["sections"][-3]["text"]
    assert text == "우리는 90초, 최대는 43,200초.\n\n### 왜\n\n느려서."
    assert mine("show", "sqs-visibility#왜", "--lang", "ko").stdout.split() == ["왜", "느려서."]
    english = json.loads(mine("show", "sqs-visibility", "--format", "json").stdout)
    assert "own" not in {section["id"] for section in english["sections"]}


def test_both_are_found(mine, own: Path) -> None:
    _add(own, "주문 대기열의 값은 구십초로 정했습니다.\n")
    for words, topic, section in [
        ("금요일 배포", "team-rules", ""),
        ("구십초", "sqs-visibility", "own"),
    ]:
        found = json.loads(mine("search", words, "--format", "json").stdout)["results"][0]
        assert (found["topic"], found["section"]) == (topic, section)


BROKEN = [
    ("topic.yaml", b"titel: x\n"),
    ("topic.yaml", b"title: [\n"),
    ("topic.yaml", b"title: {fr: x}\n"),
    ("topic.yaml", b"related: [nothing]\n"),
    ("topic.yaml", b"examples: {../ko.md: {kind: text, title: x}}\n"),
    ("ko.md", b"\xff\xfe"),
    ("ko.md", b"{{fact nothing}}"),
    ("ko.md", b"[x](source:nothing)"),
    ("examples/a.txt", b"a\xff"),
]


def test_broken_ones_cost_no_other(mine, own: Path) -> None:
    """Nor does an addition: the page it is made to is found, though it is not shown."""
    good = own / "topics" / "team-rules"
    for number, (name, data) in enumerate(BROKEN):
        folder = Path(shutil.copytree(good, own / "topics" / f"broken-{number}"))
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        if name.startswith("examples/"):
            (folder / "topic.yaml").write_text("examples: {a.txt: {kind: text, title: x}}\n")
            (folder / "ko.md").write_text("{{example a.txt}}\n")
        library = Library(own=own / "topics")
        with pytest.raises(DataFileError) as refusal:
            load_page(library, library.topic(folder.name), Language.KO)
        assert str(folder) in str(refusal.value), data
    _add(own, "{{fact nothing}}\n", "en.patch.md")
    for name in ("broken-0", "sqs-visibility"):
        shown = mine("show", name)
        assert (shown.returncode, shown.stdout) == (2, ""), name
        assert str(own / "topics" / name) in shown.stderr
    for arguments in [("show",), ("show", "appspec"), ("show", "team-rules")]:
        assert mine(*arguments).returncode == 0
    for words, topic in [
        ("금요일에는 배포하지 않습니다", "team-rules"),
        ("visibility timeout", "sqs-visibility"),
    ]:
        found = json.loads(mine("search", words, "--format", "json").stdout)
        assert found["results"][0]["topic"] == topic


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["# a", "## a", "## a {#own}", "### 나 {#x}", "```", "{{x}}", "| a |"]),
            st.text(max_size=20),
        )
    ).map("\n".join)
)
def test_whatever_is_written_is_shown_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """And ids on a page that is shown are ids of one section each, unless one was given twice."""
    own = tmp_path_factory.mktemp("own")
    (own / "mine").mkdir()
    try:
        (own / "mine" / "ko.md").write_text(text, "utf-8")
    except UnicodeEncodeError:
        return
    library = Library(own=own)
    try:
        page = load_page(library, library.topic("mine"), Language.KO)
    except DataFileError:
        return
    assert "\x1b" not in page.markdown
    given_ids = text.count("{#")
    ids = [section.id for section in page.sections]
    assert given_ids > 1 or len(set(ids)) == len(ids)
    assert all(ids)


def test_nothing_in_a_page_acts_on_the_terminal(mine, own: Path) -> None:
    folder = own / "topics" / "team-rules"
    (folder / "ko.md").write_text(
        "# a\x1b[2J\n\nb\x1b]0;x\x07\n\n## c\x9b\n\n    d\x1b[1m\n", "utf-8"
    )
    (folder / "topic.yaml").write_text('summary: "e\\e[2J"\n')
    for arguments in [
        ("show",),
        ("show", "team-rules"),
        ("show", "team-rules", "--format", "markdown"),
        ("show", "team-rules", "--format", "html"),
        ("search", "b"),
    ]:
        shown = mine(*arguments)
        assert not {"\x1b", "\x9b", "\x07"} & {*shown.stdout}, arguments


def test_names_that_cannot_be_shown_or_typed_are_left_to_doctor(mine, own: Path) -> None:
    names = ["a\x1b[2J", "two words", "a#b", "-x", "caf\udce9"]
    for name in names:
        (own / "topics" / name).mkdir()
        (own / "topics" / name / "en.md").write_text("# T\n\nText.\n", "utf-8")
    listed = mine("show")
    assert listed.returncode == 0
    assert "team-rules" in listed.stdout
    assert not [name for name in names if name in listed.stdout]
    told = mine("doctor")
    assert told.returncode == 1
    assert " ".join(told.stdout.split()).count("nothing can go by this name") == len(names)
    assert "\x1b" not in listed.stdout + told.stdout + told.stderr
