"""Comments that silence findings, in every kind of file that has comments."""

from __future__ import annotations

from pathlib import Path

import pytest

from awsdev.lint.documents.document import DocumentError, plain_value
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding
from tests.conftest import ROOT, Prove

BAD = sorted(
    path
    for folder in ("formats/buildspec", "formats/appspec", "formats/amplify", "fixtures/templates")
    for path in (ROOT / "tests" / "lint" / folder).rglob("*.y*ml")
    if "good" not in path.parts
)
BASH = """\
version: 0.2
phases:
  build:
    commands:
      - "[[ -f Makefile ]] && make"
"""
TEMPLATE = """\
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: long
"""


def _found(text: str, name: str = "buildspec.yml") -> list[Finding]:
    return lint_data({name: text.encode()}).findings


def _codes(text: str, name: str = "buildspec.yml") -> list[str]:
    return [finding.code for finding in _found(text, name)]


def _with_comment(text: str, number: int, comment: str) -> str | None:
    """The text with a comment behind a line, or None where no comment can stand there."""
    lines = text.splitlines()
    lines[number - 1] += f"  # {comment}"
    changed = "\n".join(lines) + "\n"
    try:
        before, after = parse_yaml(text), parse_yaml(changed)
    except DocumentError:
        return None
    return changed if plain_value(before.root) == plain_value(after.root) else None


def test_every_finding_can_be_silenced_where_it_is_told(prove: Prove) -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8", errors="replace") for path in BAD}
    silenced: dict[str, bytes] = {}
    expected: dict[str, Finding] = {}
    for finding in lint_data({name: text.encode() for name, text in texts.items()}).findings:
        comment = f"awsdev: ignore[{finding.code}]"
        changed = _with_comment(texts[finding.path], finding.span.line, comment)
        if changed and finding.code != "AD104":
            folder = f"{len(expected)}/{finding.path}"
            silenced[folder] = changed.encode()
            expected[folder] = finding
    assert len(expected) > 100
    left = lint_data(silenced).findings
    for folder, finding in expected.items():
        here = [each for each in left if each.path == folder]
        again = [f for f in here if (f.code, f.span.line) == (finding.code, finding.span.line)]
        assert not again, folder
        assert "AD104" not in {each.code for each in here}, folder
    prove("finding silenced by a comment", "awsdev lint", len(expected))


@pytest.mark.parametrize(
    "comment",
    [
        "awsdev: ignore[BS206]",
        "awsdev:ignore[bs206]",
        "awsdev: ignore [ BS206 ]",
        "as on Amazon Linux; awsdev: ignore[BS206] (sh is bash)",
        "awsdev: ignore[BS206,BS206]",
    ],
)
def test_spellings(comment: str) -> None:
    assert _codes(BASH) == ["BS206"]
    assert _codes(BASH.replace('make"', f'make"  # {comment}')) == []


def test_a_comment_of_its_own_line_holds_for_the_next() -> None:
    silenced = BASH.replace("      - ", "      # awsdev: ignore[BS206]\n\n      # why\n      - ")
    assert _codes(silenced) == []
    behind = BASH + "      # awsdev: ignore[BS206]\n"
    assert _codes(behind) == ["BS206", "AD104"]


def test_a_comment_for_the_whole_file() -> None:
    assert _codes(f"# awsdev: ignore-file[BS206]\n{BASH}") == []
    assert _codes(f"{BASH}# awsdev: ignore-file[BS206]\n") == []
    idle = f"{BASH}# awsdev: ignore-file[BS101]\n"
    assert _codes(f"# awsdev: ignore-file[AD104]\n{idle}") == ["BS206"]


def test_what_begins_on_the_line_counts_with_all_its_lines() -> None:
    block = """\
version: 0.2
phases:
  build:
    commands:
      - |  # awsdev: ignore[BS206]
        make

        [[ -f Makefile ]]
      - make
"""
    assert _codes(block) == []
    assert _codes(block.replace("  # awsdev: ignore[BS206]", "")) == ["BS206"]
    inside = block.replace("  # awsdev: ignore[BS206]", "").replace(
        "ile ]]", "ile ]] # awsdev: ignore[BS206]"
    )
    assert _codes(inside) == []


@pytest.mark.parametrize(
    "text",
    [
        BASH.replace('make"', 'make # awsdev: ignore[BS206]"'),
        BASH.replace('make"', 'make #awsdev: ignore[BS206]"'),
        BASH.replace("version: 0.2", "version: 0.2#awsdev:ignore-file[BS206]"),
    ],
)
def test_a_number_sign_in_a_value_begins_no_comment(text: str) -> None:
    assert "BS206" in _codes(text)


def test_findings_of_cfn_lint_are_silenced_too() -> None:
    assert _codes(TEMPLATE, "template.yaml") == ["E3012"]
    assert _codes(TEMPLATE.replace("long", "long  # awsdev: ignore[E3012]"), "template.yaml") == []
    idle = TEMPLATE.replace("long", "30  # awsdev: ignore[E3012]")
    assert _codes(idle, "template.yaml") == ["AD104"]


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("awsdev: ignore[BS501]", "silences BS501, which is not found on this line"),
        (
            "awsdev: ignore-file[BS501]",
            "silences BS501, which is not found in this file",
        ),
        ("awsdev: ignore", "the comment names no code: write ignore[CODE]"),
        ("awsdev: ignore[]", "the comment names no code: write ignore[CODE]"),
        ("awsdev: ingore[BS206]", "ingore is no order to awsdev"),
        ("awsdev: ignored", "ignored is no order to awsdev"),
    ],
)
def test_what_silences_nothing_is_told(comment: str, words: str) -> None:
    good = BASH.replace("[[ -f Makefile ]]", "[ -f Makefile ]")
    (finding,) = _found(good.replace('make"', f'make"  # {comment}'))
    assert finding.code == "AD104"
    assert words in finding.message


def test_a_word_about_awsdev_is_no_order() -> None:
    assert _codes(f"# checked by awsdev: see CONTRIBUTING.md\n{BASH}") == ["BS206"]


def test_a_file_that_was_not_checked_has_no_idle_silence(tmp_path: Path) -> None:
    torn = "version: 0.2  # awsdev: ignore[BS206]\nphases: [\n"
    assert _codes(torn) == ["AD102"]
