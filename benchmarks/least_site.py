"""The least that makes HTML of the same pages: what `awsdev site build` is measured against.

python benchmarks/least_site.py FOLDER-OF-MARKDOWN
"""

from __future__ import annotations

import sys
from pathlib import Path

from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def coloured(code: str, language: str, _attributes: str) -> str:
    """Return code as HTML; in no language where Pygments does not know it."""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter()))


for path in Path(sys.argv[1]).glob("*.md"):
    engine = MarkdownIt("commonmark", {"highlight": coloured}).enable("table")
    path.with_suffix(".html").write_text(engine.render(path.read_text("utf-8")), "utf-8")
