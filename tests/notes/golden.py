"""The pages a reader is to see, as files: `python -m tests.notes.golden` writes them anew.

Run it from the top of the repository after a change that is meant, and read the diff: it is
what every reader of every topic will notice.
"""

from __future__ import annotations

import re
from pathlib import Path

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import for_terminal
from awsdev.notes.page import Page, load_page
from awsdev.notes.terminal import render_terminal

CONTENT = Path(__file__).parent / "fixture_content"
EXPECTED = Path(__file__).parent / "expected"
WIDTHS = (60, 80, 120)


def fixture_page(language: Language, slug: str = "mailbox") -> Page:
    """Return a page of the fixtures."""
    library = Library(CONTENT)
    return load_page(library, library.topic(slug), language)


def render(page: Page, width: int, *, colour: bool = False) -> str:
    """Return a page as `show` prints it."""
    text = for_terminal(page.markdown, page.topic)
    return render_terminal(text, page.language, width=width, colour=colour)


def golden_pages() -> dict[str, str]:
    """Return the expected pages by the name of their file."""
    pages = {language: fixture_page(language) for language in Language}
    plain = {
        f"mailbox.{language}.{width}.txt": render(page, width)
        for language, page in pages.items()
        for width in WIDTHS
    }
    coloured = render(pages[Language.EN], 80, colour=True)
    # Rich gives every hyperlink an id of its own in every run.
    return {**plain, "mailbox.en.80.colour.txt": re.sub(r"\bid=\d+;", "id=0;", coloured)}


def main() -> None:
    EXPECTED.mkdir(exist_ok=True)
    for name, text in golden_pages().items():
        (EXPECTED / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
