"""What every page of the site has around what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from awsdev.notes.language import Language
from awsdev.site.words import all_words

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: nothing but what lies beside it, and no script or style within it."""
ROOMS = ("topics", "exam", "rules", "scaffolds")
"""What the menu leads to."""
_ROOM_PAGES = {
    "topics": "index.html",
    "exam": "exam.html",
    "rules": "rules/index.html",
    "scaffolds": "scaffolds/index.html",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a page's table of contents."""

    id: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class View:
    """A page of the site in one language.

    Attributes:
        language: The language of the page.
        path: Where it lies in the folder of its language.
        title: Its title.
        description: One sentence on it.
        room: Which part of the menu it belongs to.
        body: What it shows.
        contents: Its table of contents.
        body_language: The language of the body, where only one is there.
    """

    language: Language
    path: str
    title: str
    description: str
    room: str
    body: Markup
    contents: Sequence[Heading] = ()
    body_language: Language | None = None

    @property
    def address(self) -> str:
        """Return where it lies in the site."""
        return f"{self.language}/{self.path}"

    def html(self) -> str:
        """Return the page as a whole document."""
        up = up_from(self.path)
        return render(
            "page.html.j2",
            self.language,
            view=self,
            policy=POLICY,
            home=up,
            root=f"../{up}",
            other=next(each for each in Language if each is not self.language),
            rooms=[(room, up + _ROOM_PAGES[room]) for room in ROOMS],
        )


def up_from(path: str) -> str:
    """Return how a page's links begin to lead to the folder of its language."""
    return "../" * path.count("/")


def render(template: str, language: Language, **values: Any) -> str:
    """Return a template of the site, filled; the site's own words are `say`."""
    return (
        _environment()
        .get_template(template)
        .render(language=language, say=_words(language), **values)
    )


def trusted(html: str) -> Markup:
    """Return HTML that a renderer of awsdev's has made, which escapes what it is given."""
    return Markup(html)  # noqa: S704 - see above


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("awsdev.site", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _words(language: Language) -> dict[str, str]:
    return all_words(language)
