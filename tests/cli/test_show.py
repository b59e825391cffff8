"""`awsdev show`, as a reader, a pipe and a program meet it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from awsdev.notes.answers import page_answer
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.page import load_page
from awsdev.notes.topic import Topic
from tests.cli.conftest import Open, conforms
from tests.conftest import Run
from tests.notes.golden import CONTENT, EXPECTED

LIBRARY = Library()
TOPICS = LIBRARY.topics()
LONG, SHORT = "sqs-visibility", "sqs-visibility#why"


@pytest.fixture(scope="session")
def plain(command: str) -> str:
    """The long page as a pipe gets it."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [command, "show", LONG], capture_output=True, check=True, text=True, env=environment
    ).stdout


def test_the_list_names_every_topic(awsdev: Run) -> None:
    shown = awsdev("show")
    assert shown.returncode == 0
    names = [line.split()[0] for line in shown.stdout.splitlines() if re.match(r"\S", line)]
    assert names == [*(topic.slug for topic in TOPICS), "awsdev"]
    assert shown.stderr == ""


def test_a_page_is_the_expected_page(elsewhere) -> None:
    shown = elsewhere("show", "Letter-Box", "--lang", "ko", "--width", "60")
    assert shown.stdout == (EXPECTED / "mailbox.ko.60.txt").read_bytes()
    assert elsewhere("show", "mailbox").stdout == (EXPECTED / "mailbox.en.80.txt").read_bytes()


@pytest.mark.parametrize("section", ["WHY", "Why it bites", "왜 문제가 되는가"])
def test_a_section_by_id_or_heading(elsewhere, section: str) -> None:
    language = "en" if section.isascii() else "ko"
    shown = elsewhere("show", f"mailbox#{section}", "--lang", language).stdout.decode()
    page = (EXPECTED / f"mailbox.{language}.80.txt").read_text("utf-8")
    assert shown in page
    assert shown.splitlines()[0] == ("Why it bites" if language == "en" else "왜 문제가 되는가")


@pytest.mark.parametrize("name", ["delivery", "lost.yml", "ring.sh"])
def test_an_example_is_its_file_byte_for_byte(elsewhere, name: str) -> None:
    shown = elsewhere("show", "mailbox", "--example", name)
    (path,) = (CONTENT / "topics" / "mailbox" / "examples").glob(f"{name}*")
    assert (shown.returncode, shown.stdout) == (0, path.read_bytes())


def test_every_form_of_a_page(elsewhere) -> None:
    forms = {
        form: elsewhere("show", "mailbox#limits", "--format", form).stdout.decode()
        for form in ("pretty", "markdown", "html", "json")
    }
    assert forms["pretty"].startswith("Limits\n──────\n")
    assert forms["markdown"].startswith("## Limits\n\n| What | Value | Source |")
    assert forms["html"].startswith("<!DOCTYPE html>")
    assert conforms(forms["json"], "show-page")["sections"][0]["id"] == "limits"


def test_markdown_stands_alone(elsewhere) -> None:
    """No scheme and no mark that only awsdev understands is left, but what lies in code."""
    shown = elsewhere("show", "mailbox", "--format", "markdown").stdout.decode()
    prose = re.sub(r"^(`{3,}).*?^\1$", "", shown, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"\]\((topic|rule|scaffold|source):|\{#|\{\{", prose)
    assert "[the rules](https://example.com/house/rules.html)" in prose
    assert "his round (`awsdev show postman#round`)" in prose
    assert "[not](topic:here) {#kept}" in shown


def test_the_list_as_json(awsdev: Run) -> None:
    answer = conforms(awsdev("show", "--format", "json").stdout, "show-list")
    slugs = [each["topic"] for each in answer["topics"]]
    assert slugs == [topic.slug for topic in TOPICS]
    assert slugs == sorted(slugs)
    korean = conforms(awsdev("show", "--format", "json", "--lang", "ko").stdout, "show-list")
    assert {each["title"] for each in korean["topics"]} == {each.title["ko"] for each in TOPICS}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_every_topic_as_json(topic: Topic, language: Language) -> None:
    text = json.dumps(page_answer(load_page(LIBRARY, topic, language)))
    answer = conforms(text, "show-page")
    assert (answer["topic"], answer["language"]) == (topic.slug, language)
    for key in ("examples", "sources", "facts"):
        names = [each["name"] for each in answer[key]]
        assert names == sorted(names)
    for example in answer["examples"]:
        assert (LIBRARY.content / example["path"]).is_file()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sqs-visibilty"], "there is no topic sqs-visibilty; did you mean sqs-visibility"),
        (["가시성 재한 시간"], "there is no topic 가시성 재한 시간; did you mean 가시성 제한 시간"),
        (["zzz"], "there is no topic zzz; `awsdev show` lists the topics"),
        (["appspec#nowhere"], "appspec has no section nowhere; it has why, how,"),
        (["appspec", "--example", "zzz"], "appspec has no example zzz; it has appspec-linux.yml,"),
        (["appspec", "--example", "smoke"], "appspec has no example smoke; did you mean"),
    ],
)  # fmt: skip
def test_an_unknown_name(awsdev: Run, arguments: list[str], sentence: str) -> None:
    form = [] if "--example" in arguments else ["--format", "json"]
    shown = awsdev("show", *arguments, *form)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith(f"awsdev: {sentence}")
    assert shown.stderr.count("\n") == 1


@pytest.fixture
def recorder(tmp_path: Path) -> dict[str, str]:
    """A pager that writes what it is given to a file, and a word to the screen."""
    script = tmp_path / "record"
    script.write_text('#!/bin/sh\ncat > "$RECORD"\necho paged\n')
    script.chmod(0o755)
    return {"PAGER": str(script), "RECORD": str(tmp_path / "recorded")}


def test_a_long_page_goes_through_the_pager(
    terminal: Open, recorder: dict[str, str], plain: str
) -> None:
    screen = terminal("show", LONG, **recorder, NO_COLOR="1")
    assert screen.finish() == 0
    assert screen.lines == ["paged"]
    assert Path(recorder["RECORD"]).read_text("utf-8") == plain


@pytest.mark.parametrize("arguments", [[SHORT], [LONG, "--no-pager"]])
def test_no_pager(terminal: Open, recorder: dict[str, str], arguments: list[str]) -> None:
    screen = terminal("show", *arguments, **recorder)
    assert screen.finish() == 0
    assert not Path(recorder["RECORD"]).exists()


def test_a_pipe_is_not_paged(awsdev: Run, recorder: dict[str, str]) -> None:
    assert awsdev("show", LONG, **recorder).stdout
    assert not Path(recorder["RECORD"]).exists()


@pytest.mark.parametrize("pager", ["cat", "", "no-such-pager --at-all"])
def test_a_pager_that_is_none(terminal: Open, pager: str, plain: str) -> None:
    screen = terminal("show", LONG, PAGER=pager, NO_COLOR="1", rows=24)
    assert screen.finish() == 0
    assert screen.raw.decode().replace("\r\n", "\n") == plain


def test_ctrl_c_is_the_pagers(terminal: Open, tmp_path: Path, plain: str) -> None:
    """less ends a search with it; the page must stay."""
    script, record = tmp_path / "patient", tmp_path / "recorded"
    script.write_text(
        f"#!/bin/sh\ntrap '' INT\necho ready\nread -r line < /dev/tty\ncat > {record}\n"
    )
    script.chmod(0o755)
    screen = terminal("show", LONG, PAGER=str(script), NO_COLOR="1")
    screen.wait_for("ready")
    screen.type("\x03\n")
    assert screen.finish() == 0
    assert record.read_text("utf-8") == plain


# Ctrl-C in the very moment in which the pager has started.
EARLY_CTRL_C = """
import os, signal, subprocess, sys
from awsdev.__main__ import main

class Popen(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        os.kill(os.getpid(), signal.SIGINT)

subprocess.Popen = Popen
main()
"""


def test_an_early_ctrl_c_is_the_pagers(
    terminal: Open, recorder: dict[str, str], plain: str
) -> None:
    screen = terminal(
        "show", LONG, program=[sys.executable, "-c", EARLY_CTRL_C], NO_COLOR="1", **recorder
    )
    assert screen.finish() == 0
    assert Path(recorder["RECORD"]).read_text("utf-8") == plain


def test_a_pager_that_is_closed_early_is_no_error(terminal: Open) -> None:
    screen = terminal("show", LONG, PAGER="true")
    assert screen.finish() == 0
    assert screen.text == ""


@pytest.mark.parametrize("form", ["pretty", "json"])
def test_a_reader_that_goes_away_is_no_error(command: str, form: str) -> None:
    """`awsdev show | head -1`: the pipe has no reader when the first byte is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [command, "show", LONG, "--format", form],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_shows_colours_and_the_same_text(terminal: Open, awsdev: Run) -> None:
    """What an emulator shows of the coloured page is the plain page, at the terminal's width."""
    screen = terminal("show", SHORT, columns=61, rows=60)
    assert screen.finish() == 0
    assert b"\x1b[" in screen.raw
    piped = awsdev("show", SHORT, "--width", "61").stdout
    assert screen.lines == piped.rstrip("\n").split("\n")


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [(["show"], {"NO_COLOR": "1"}), (["show", SHORT], {"NO_COLOR": "1"}),
     (["show", SHORT], {"TERM": "dumb"})],
)  # fmt: skip
def test_no_colour_where_it_is_not_wanted(
    terminal: Open, arguments: list[str], variables: dict[str, str]
) -> None:
    screen = terminal(*arguments, rows=60, **variables)
    assert screen.finish() == 0
    assert b"\x1b" not in screen.raw
    assert screen.text


def test_width_wins_over_the_terminal(terminal: Open) -> None:
    screen = terminal("show", SHORT, "--width", "40", rows=80)
    assert screen.finish() == 0
    assert max(map(len, screen.lines)) <= 40
    assert any(len(line) > 30 for line in screen.lines)


def test_the_list_in_markdown_is_a_list(awsdev: Run) -> None:
    done = awsdev("show", "--format", "markdown", "--lang", "en")
    assert done.returncode == 0
    items = [token for token in MarkdownIt().parse(done.stdout) if token.type == "list_item_open"]
    assert len(items) == len(Library().slugs)


def test_the_list_has_no_html_form(awsdev: Run) -> None:
    done = awsdev("show", "--format", "html")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments", [["--example", "x"], ["appspec", "--example", "validate", "--format", "json"]]
)
def test_an_example_is_printed_as_it_is_or_not_at_all(awsdev: Run, arguments: list[str]) -> None:
    done = awsdev("show", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("name", ["sqs", "SNS"])
def test_a_service_leads_to_its_topics(awsdev: Run, name: str) -> None:
    done = awsdev("show", name)
    assert done.returncode == 1
    assert "sns-sqs-lambda" in done.stderr
