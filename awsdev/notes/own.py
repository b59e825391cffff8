"""A reader's own topics, and what a reader adds to those of awsdev.

A folder in `topics/` of the configuration folder is a topic when it holds `en.md` or `ko.md`.
`topic.yaml` may tell what awsdev's own topics tell there, and nothing of it has to be told: the
title is the page's first heading, the summary its first paragraph, and a text in one language
stands for both. A folder by the name of a topic that holds `en.patch.md` or `ko.patch.md` adds to
it. The names are those that clients of tldr pages use for custom pages.
"""

from __future__ import annotations

import re
from pathlib import Path

from awsdev.datafile import Fields, read_text, read_yaml
from awsdev.notes.fences import fenced_lines
from awsdev.notes.language import Language
from awsdev.notes.load import topic_of
from awsdev.notes.markdown import parse, plain_text, plain_title
from awsdev.notes.topic import Texts, Topic
from awsdev.notes.words import word
from awsdev.terminal import printable

_TITLE = re.compile(r"# +(\S.*?)[ #]*$")
_HEADING = re.compile(r"(?P<marks>#{1,3}) +(?P<title>\S.*?)\s*(?:\{#(?P<id>[\w-]+)\})?$")
OWN_SECTION = "own"
"""The section of a page that holds what the reader added."""


def load_own_topic(folder: Path) -> Topic:
    """Read a topic of the reader's own.

    Raises:
        DataFileError: It cannot be read, or what it tells does not hold together.
    """
    there = {language: folder / f"{language}.md" for language in Language}
    found = [path for path in there.values() if path.is_file()]
    prose = {language: path if path in found else found[0] for language, path in there.items()}
    told = {language: _told(path, folder.name) for language, path in prose.items()}

    def texts(fields: Fields, key: str) -> Texts:
        if key in ("title", "summary") and not fields.has(key):
            return {language: texts[key] for language, texts in told.items()}
        return _own_texts(fields, key)

    path = folder / "topic.yaml"
    fields = read_yaml(path) if path.exists() else Fields({}, str(path))
    return topic_of(fields, folder, prose, texts, own=True)


def read_own(path: Path) -> str:
    """Return the text of a page of the reader's own: its title gone, every heading with an id.

    Raises:
        DataFileError: It cannot be read.
    """
    _, body = _cut_title(read_prose(path))
    return _with_ids(body)


def read_patch(path: Path, language: Language) -> str:
    """Return the section that a reader adds to a topic.

    Args:
        path: Where it lies.
        language: The language of the page.

    Raises:
        DataFileError: It cannot be read.
    """
    return f"## {word('own_section', language)} {{#{OWN_SECTION}}}\n\n" + _with_ids(
        read_prose(path), above=OWN_SECTION
    )


def patch_path(folder: Path, slug: str, language: Language) -> Path:
    """Return where what a reader adds to a topic lies, if it is there."""
    return folder / slug / f"{language}.patch.md"


def read_prose(path: Path) -> str:
    """Return the text of a page.

    Raises:
        DataFileError: It cannot be read.
    """
    # Nothing in a file may act on the terminal it is shown on.
    return printable(read_text(path).replace("\r\n", "\n").expandtabs(4))


def _own_texts(fields: Fields, key: str) -> Texts:
    """Take a text that stands for every language, or one for each or for one of them."""
    if isinstance(fields.peek(key), str):
        return dict.fromkeys(Language, printable(fields.take(key, str)))
    nested = fields.nested(key)
    if nested is None:
        raise fields.error(f"{key} is missing")
    told = {each: printable(nested.take(each, str)) for each in Language if nested.has(each)}
    nested.done()
    if not told:
        raise fields.error(f"{key} is in no language")
    some = next(iter(told.values()))
    return {language: told.get(language, some) for language in Language}


def _told(path: Path, slug: str) -> dict[str, str]:
    """Return what a page itself tells of its title and its summary."""
    title, body = _cut_title(read_prose(path))
    title = plain_title(title)
    inlines = (token for token in parse(body) if token.type == "inline" and token.content)
    first = next(inlines, None)
    return {"title": title or slug, "summary": plain_text(first) if first else title or slug}


def _cut_title(text: str) -> tuple[str, str]:
    first, _, rest = text.lstrip().partition("\n")
    match = _TITLE.match(first)
    return (match[1], rest) if match else ("", text)


def _with_ids(text: str, above: str = "") -> str:
    """Give an id to every heading that has none.

    Args:
        text: Markdown.
        above: The id of the section it becomes a part of, one level below it.
    """
    lines, taken = [], {above}
    for line, fenced in fenced_lines(text):
        match = None if fenced else _HEADING.fullmatch(line)
        if match is None:
            lines.append(line)
            continue
        level = 3 if above else max(2, len(match["marks"]))
        id_ = match["id"] or _free("-".join(re.findall(r"\w+", match["title"].lower())), taken)
        taken.add(id_)
        lines.append(f"{'#' * level} {match['title']} {{#{id_}}}")
    return "\n".join(lines).strip()


def _free(wanted: str, taken: set[str]) -> str:
    wanted = wanted or "section"
    number, id_ = 1, wanted
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    return id_
