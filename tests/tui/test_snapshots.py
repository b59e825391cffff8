"""The browser looks as it is meant to look."""

from __future__ import annotations

import pytest

from tests.tui.snapshots import EXPECTED, PICTURES, taken


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    kept = (EXPECTED / f"{name}.svg").read_text("utf-8")
    assert taken(PICTURES[name]) == kept, f"{name}: look at it, then python -m tests.tui.snapshots"


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(PICTURES)
