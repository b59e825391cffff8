"""What people get wrong: one line on stderr that says so, the right status, never a traceback.

Status 1: the answer is no. Status 2: the question could not be asked.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run

NOT_UTF8 = b"project_name: \xff\xfe\n"
BOMB = "project_name:\n  - &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"  - &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
)
FILES: dict[str, bytes] = {
    "file": b"mine",
    "not-utf8.yaml": NOT_UTF8,
    "empty.yaml": b"",
    "broken.yaml": b"project_name: 'orders\n",
    "bomb.yaml": BOMB.encode(),
    "deep.yaml": b"project_name: " + b"[" * 5_000 + b"]" * 5_000 + b"\n",
    "deeper.yaml": b"project_name: " + b"[" * 200_000 + b"\n",
    "date.yaml": b"function_timeout: 2026-13-45\n",
    "type.yaml": b"function_timeout: '30'\n",
    "python.yaml": b"project_name: !!python/object/apply:os.system [date]\n",
    "other.yaml": b"scaffold: sam-api\nanswers: {project_name: orders}\n",
    "control.yaml": b'project_name: "\\e[31mred"\n',
    "unknown.yaml": b'"\\e[31mname": 1\n',
}
SCAFFOLD = ("scaffold", "sns-sqs-lambda", "orders", "--defaults")


def answers(file: str) -> tuple[str, ...]:
    return (*SCAFFOLD, "--answers", file)


def setting(text: str) -> tuple[str, ...]:
    return (*SCAFFOLD, "--set", text)


# The command line, its status, and words of the one line it is answered with.
CASES: list[tuple[tuple[str, ...], int, str]] = [
    (("show", "sqs-visibilty"), 1, "there is no topic sqs-visibilty; did you mean sqs-visibility"),
    (("show", "appspec#hokos"), 1, "appspec has no section hokos; it has why"),
    (("show", "appspec", "--example", "x.yml"), 1, "appspec has no example x.yml"),
    (("explain", "BS9"), 1, "there is no rule BS9"),
    (("scaffold", "sam-apy", "x"), 1, "there is no scaffold sam-apy; did you mean sam-api?"),
    (("scaffold", "../other", "x"), 1, "there is no scaffold ../other"),
    (("show", "#why"), 2, "#why: no topic is named; `awsdev show` lists the topics"),
    (("shwo",), 2, "Did you mean 'show'?"),
    (("show", "--format", "pdf"), 2, "'pdf' is not one of"),
    (("scaffold", "sam-api", "x", "--colour"), 2, "No such option: --colour"),
    (setting("function_timeot=20"), 2, "did you mean function_timeout?"),
    (setting("function_timeout=soon"), 2, "'soon' is not a whole number from 1 to 900"),
    (setting("function_timeout=" + "9" * 100_000), 2, "is not a whole number from 1 to 900"),
    (setting("raw_delivery=maybe"), 2, "raw_delivery: 'maybe' is not yes or no"),
    (setting("runtime=python2"), 2, "runtime: 'python2' is no choice; did you mean python3"),
    (setting("project_name=Orders!"), 2, "project_name: 'Orders!' does not fit; two to thirty"),
    (setting("batching_window=5"), 2, "batching_window does not apply: it is asked when"),
    (setting("project_name"), 2, "--set project_name: this is not KEY=VALUE"),
    ((*setting("tracing=no"), "--set", "tracing=no"), 2, "--set tracing: it is set twice"),
    ((*SCAFFOLD, "--overwrite", "--skip-existing"), 2, "exclude each other; choose one"),
    (("scaffold", "sns-sqs-lambda", "file", "--defaults"), 2, "file: this is a file, not a folder"),
    (("scaffold", "sns-sqs-lambda", "file/x", "--defaults"), 2, "file/x: Not a directory"),
    (("scaffold", "sns-sqs-lambda", "circle", "--defaults"), 2, "circle: Too many levels of symb"),
    (answers("nowhere.yaml"), 2, "nowhere.yaml: No such file or directory"),
    (answers("."), 2, ".: Is a directory"),
    (answers("not-utf8.yaml"), 2, "not-utf8.yaml: not UTF-8 text, from byte "),
    (answers("empty.yaml"), 2, "empty.yaml: a mapping was expected"),
    (answers("broken.yaml"), 2, "broken.yaml: not valid YAML: line 2: while scanning a quoted"),
    (answers("bomb.yaml"), 2, "bomb.yaml:3: aliases are not taken; write the value out"),
    (answers("deep.yaml"), 2, "deep.yaml:1: nested deeper than 50 levels"),
    (answers("deeper.yaml"), 2, "deeper.yaml:1: nested deeper than 50 levels"),
    (answers("date.yaml"), 2, "date.yaml: not valid YAML: month must be in 1..12"),
    (answers("type.yaml"), 2, "function_timeout: '30' is not a whole number from 1 to 900"),
    (answers("python.yaml"), 2, "python.yaml: not valid YAML: line 1: could not determine a con"),
    (answers("other.yaml"), 2, "these are answers to sam-api, not to sns-sqs-lambda"),
    (answers("control.yaml"), 2, "project_name: it holds a character that cannot be printed"),
    (answers("unknown.yaml"), 2, "sns-sqs-lambda has no parameter \\x1b[31mname; it has"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "circle").symlink_to("circle")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "words"), CASES, ids=[" ".join(case[0])[:60] for case in CASES]
)
def test_bad_input(
    awsdev: Run, desk: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    before = sorted(path.name for path in desk.iterdir())
    done = awsdev(*arguments)
    assert words in done.stderr
    assert re.fullmatch(r"awsdev: [^\n]{1,400}\n", done.stderr)
    assert (done.returncode, done.stdout) == (status, "")
    assert sorted(path.name for path in desk.iterdir()) == before


# What would colour, clear, retitle, reverse or break the reader's screen.
_CONTROLS = "\x1b[2J \x1b]0;title\x07 \x9b31m \r\n\x08 \u202e\u2066 \u2028 \u061c"


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", _CONTROLS),
        ("show", f"appspec#{_CONTROLS}"),
        ("show", "appspec", "--example", _CONTROLS),
        ("explain", _CONTROLS),
        (_CONTROLS,),
        (f"--{_CONTROLS}",),
        ("scaffold", _CONTROLS),
        ("scaffold", "sam-api", "x", "--set", _CONTROLS),
        ("scaffold", "sam-api", "x", "--set", f"project_name={_CONTROLS}", "--defaults"),
        ("scaffold", "sam-api", "x", "--answers", _CONTROLS),
        ("scaffold", "sam-api", f"circle/{_CONTROLS}", "--defaults"),
    ],
    ids=lambda arguments: " ".join(arguments).replace(_CONTROLS, "…"),
)
def test_control_characters_never_reach_the_screen(
    awsdev: Run, desk: Path, arguments: tuple[str, ...]
) -> None:
    done = awsdev(*arguments)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("awsdev: ")
    assert done.stderr.endswith("\n")
    shown = done.stdout + done.stderr[:-1]
    assert not re.search("[\x00-\x1f\x7f-\x9f\u061c\u2028\u202e\u2066]", shown)


def test_a_folder_with_control_characters_is_spelled_out(awsdev: Run) -> None:
    done = awsdev("scaffold", "codebuild-pytest", "\x1b[31mred", "--defaults", "--dry-run")
    assert done.returncode == 0
    assert "would be written to \\x1b[31mred." in done.stdout


@pytest.mark.parametrize("argument", [b"\xff\xfe", b"\xed\xa0\x80"])
def test_arguments_that_are_not_text(command: str, argument: bytes, tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415 - bytes do not go through the fixture

    for arguments in ([b"show", argument], [b"scaffold", b"sam-api", b"x", b"--set", argument]):
        done = subprocess.run(
            [command.encode(), *arguments], capture_output=True, cwd=tmp_path, check=False
        )
        assert done.returncode in (1, 2)
        assert done.stdout == b""
        assert done.stderr.count(b"\n") == 1
        assert done.stderr.startswith(b"awsdev: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [["show", "appspec"], ["explain"], ["scaffold"]])
def test_a_full_disk_under_the_answer(command: str, arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [command, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (2, "awsdev: No space left on device\n")


def test_a_closed_standard_output(command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{command}' explain 1>&-"], stderr=subprocess.PIPE, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_answers_without_end(awsdev: Run) -> None:
    done = awsdev("scaffold", "sam-api", "x", "--answers", "/dev/zero")
    assert (done.returncode, done.stderr) == (2, "awsdev: /dev/zero: larger than 1024 KiB\n")
