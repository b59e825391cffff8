"""A TOML file as a tree in which every node knows its place."""

from __future__ import annotations

import re
import tomllib

from awsdev.lint.document import Document, DocumentError, Mapping
from awsdev.lint.finding import Span

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse_toml(text: str, path: str = "") -> Document:
    """Parse TOML text.

    Args:
        text: The file's text.
        path: The file as the user named it, kept in the document.

    Raises:
        DocumentError: The text is not TOML.
    """
    lines = text.splitlines()
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _as_document_error(error, lines) from error
    return Document(Mapping(Span()), lines, path=path)


def _as_document_error(error: tomllib.TOMLDecodeError, lines: list[str]) -> DocumentError:
    words = str(error)
    found = _PLACE.search(words)
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line, column = max(1, len(lines)), len(lines[-1]) + 1 if lines else 1
    return DocumentError(_PLACE.sub("", words), Span(line, column, line, column + 1))
