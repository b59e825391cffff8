"""The browser as pictures: `python -m tests.tui.snapshots` makes them anew.

Run it from the top of the repository after a change that is meant, and look at them: they are what
every reader sees. They are made of cells and colours alone, so that they are the same anywhere.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.search.document import Kind
from awsdev.tui.address import Address
from awsdev.tui.app import Browser
from awsdev.tui.finder import Finder
from awsdev.tui.look import DARK, LIGHT
from awsdev.tui.shelf import Shelf
from tests.conftest import ROOT
from tests.notes.golden import CONTENT
from tests.scaffolds.workshop import TEMPLATES

sys.path.insert(0, str(ROOT / "docs"))
import pictures as script

EXPECTED = Path(__file__).parent / "expected"
_UNIQUE = re.compile(r"terminal-\d+")


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows.

    Attributes:
        size: Columns and rows.
        address: The page.
        keys: What is pressed.
    """

    size: tuple[int, int]
    language: Language
    theme: str
    address: Address
    keys: tuple[str, ...] = ()


_HOW = Address(Kind.TOPIC, "mailbox", "how")
_KETTLE = Address(Kind.SCAFFOLD, "kettle")
PICTURES = {
    "topic-ko-dark-80x24": Picture((80, 24), Language.KO, DARK, _HOW),
    "find-ko-light-120x40": Picture(
        (120, 40), Language.KO, LIGHT, _HOW, ("slash", *"편지", "enter")
    ),
    "form-en-light-80x24": Picture((80, 24), Language.EN, LIGHT, _KETTLE, ("m",)),
    "help-en-dark-120x40": Picture((120, 40), Language.EN, DARK, _KETTLE, ("question_mark",)),
}


def taken(picture: Picture) -> str:
    """Return a picture as SVG."""
    return asyncio.run(_taken(picture))


async def _taken(picture: Picture) -> str:
    shelf = Shelf(Library(CONTENT), Catalogue([TEMPLATES]))
    app = Browser(shelf, Finder(), picture.language, picture.address, picture.theme)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause()
        # A cursor that blinks is seen half of the time.
        for field in app.screen.query("Input"):
            field.cursor_blink = False  # type: ignore[attr-defined] # all of them are inputs
        return _UNIQUE.sub("terminal", await script.still(pilot)) + "\n"


def main() -> None:
    """Make all of them anew."""
    EXPECTED.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        (EXPECTED / f"{name}.svg").write_text(taken(picture), "utf-8")


if __name__ == "__main__":
    main()
