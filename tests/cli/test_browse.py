"""`awsdev browse` from outside: when it cannot be asked, and a terminal that is left as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Open
from tests.conftest import Run

_WITHOUT = "import sys; sys.modules['textual'] = None; from awsdev.__main__ import main; main()"


def test_a_pipe_is_sent_to_show(awsdev: Run) -> None:
    done = awsdev("browse")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "awsdev show" in done.stderr


def test_without_textual_it_says_how_to_get_it(terminal: Open) -> None:
    screen = terminal("browse", program=[sys.executable, "-c", _WITHOUT])
    assert screen.finish() == 2
    assert screen.text.startswith("awsdev: ")
    assert "pip install 'awsdev[browse]'" in screen.text


@pytest.mark.parametrize(("topic", "status"), [("no-such-topic", 1), ("appspec#nowhere", 1)])
def test_what_is_not_there_is_told_before_it_starts(
    terminal: Open, topic: str, status: int
) -> None:
    screen = terminal("browse", topic)
    assert screen.finish() == status
    assert len(screen.lines) <= 3
    assert b"\x1b[?1049h" not in screen.raw


def test_it_starts_and_leaves_the_terminal_as_it_was(
    terminal: Open, command: str, tmp_path: Path
) -> None:
    script = tmp_path / "walk.sh"
    script.write_text(
        f"stty -g > before\n{command} browse sqs-visibility#limits --lang ko\n"
        "echo status $?\nstty -g > after\n"
    )
    screen = terminal(str(script), program=["sh"], AWSDEV_CACHE_DIR=str(tmp_path / "cache"))
    screen.wait_for("한도")
    screen.wait_for("도움말")
    screen.type("?")
    screen.wait_for("프로젝트 만들기")
    screen.type("q")
    # What lay behind the list of keys is seen again.
    screen.wait_for("FIFO 중복 제거 간격")
    screen.type("q")
    screen.wait_for("status 0")
    assert screen.finish() == 0
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()
    # The other screen, the cursor, the mouse and pastes, each as before.
    for mode in ("1049", "1000", "2004"):
        assert screen.raw.rindex(f"\x1b[?{mode}l".encode()) > screen.raw.rindex(
            f"\x1b[?{mode}h".encode()
        )
    assert screen.raw.rindex(b"\x1b[?25h") > screen.raw.rindex(b"\x1b[?25l")
