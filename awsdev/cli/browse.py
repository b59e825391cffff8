"""`awsdev browse`: topics, rules and scaffolds, to walk through on a terminal."""

from __future__ import annotations

import gc
import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli import completion
from awsdev.errors import AwsdevError, Status
from awsdev.notes.language import Language, choose_language

if TYPE_CHECKING:
    from awsdev.notes.library import Library
    from awsdev.tui.address import Address


def browse(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC[#SECTION]",
            help="A slug or alias to begin with. Without one: the contents.",
            autocompletion=completion.topics,
        ),
    ] = "",
    lang: Annotated[
        Language | None,
        typer.Option(
            help="Language to begin with; AWSDEV_LANG and the locale decide otherwise.",
            case_sensitive=False,
        ),
    ] = None,
) -> int:
    """Walk through topics, rules and scaffolds on the terminal."""
    # Textual draws on standard error.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise AwsdevError("browse needs a terminal", "`awsdev show` prints topics anywhere")
    if find_spec("textual") is None:
        raise AwsdevError("browse needs Textual", "pip install 'awsdev[browse]'")
    from awsdev.notes.library import users_library  # noqa: PLC0415 - not needed for --help
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above

    language = choose_language(lang, os.environ)
    library = users_library()
    start = _start(library, topic.strip(), language)
    from awsdev.tui.app import Browser  # noqa: PLC0415 - as above
    from awsdev.tui.finder import Finder  # noqa: PLC0415 - as above
    from awsdev.tui.look import usual_theme  # noqa: PLC0415 - as above
    from awsdev.tui.shelf import Shelf  # noqa: PLC0415 - as above

    # Other commands live for a second and collect no garbage; this one may run all day.
    gc.enable()
    shelf = Shelf(library, users_catalogue())
    browser = Browser(shelf, Finder(), language, start, usual_theme(os.environ))
    browser.run()
    return browser.return_code or Status.OK


def _start(library: Library, topic: str, language: Language) -> Address:
    """Return where to begin.

    Raises:
        AwsdevError: There is no such topic or section.
    """
    from awsdev.notes.page import load_page  # noqa: PLC0415 - not needed for --help
    from awsdev.search.document import Kind  # noqa: PLC0415 - as above
    from awsdev.tui.address import HOME, Address  # noqa: PLC0415 - as above

    if not topic:
        return HOME
    name, _, section = topic.partition("#")
    if not name.strip():
        raise AwsdevError(f"{topic}: no topic is named", "`awsdev show` lists the topics")
    found = library.find(name)
    id_ = load_page(library, found, language).section(section).id if section else ""
    return Address(Kind.TOPIC, found.slug, id_)
