"""Makes the pictures in README from real output.

    python docs/pictures.py

A test compares the files with what this makes: run it when the output changes. Those of the site,
as a browser draws them, are made by `python docs/site_pictures.py`.
"""

from __future__ import annotations

import asyncio
import html
import io
import re
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from textual.pilot import Pilot

from awsdev.lint.engine import lint_data
from awsdev.lint.reports.text import text_report
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import for_terminal
from awsdev.notes.page import load_page
from awsdev.notes.terminal import render_terminal
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.search.document import Kind
from awsdev.tui.address import Address
from awsdev.tui.app import Browser
from awsdev.tui.finder import Finder
from awsdev.tui.look import DARK, LIGHT
from awsdev.tui.shelf import Shelf

FOLDER = Path(__file__).resolve().parent / "pictures"
WIDTH = 80
BROWSER_SIZE = 104, 32
PER_CELL = 12.2
_TEXT = re.compile(
    r'(?P<head><text class="awsdev-r[^>]*?)x="(?P<x>[^"]*)"(?P<y> y="[^"]*") textLength="[^"]*"'
    r"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>"
)

FONTS = """\
.{unique_id}-matrix {{ font-family: "D2Coding", "Noto Sans Mono CJK KR", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}"""
_UNIQUE = re.compile(r"terminal-\d+")
_FONTS = re.compile(r"@font-face.*-title {.*?}", re.DOTALL)

# Rich's own frame fetches a font from the network; this one uses what the reader has.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
FONTS
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
""".replace("FONTS", FONTS)

FILES = {
    "buildspec.yml": b"""version: 0.2
phases:
  install:
    runtime-versions:
      node: 22
  build:
    commands:
      - npm ci
      - echo Result: green
""",
    "template.yaml": b"""Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
        maxReceiveCount: 5
  OrdersDeadLetters:
    Type: AWS::SQS::Queue
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.14
      Handler: app.handler
      CodeUri: src/
      MemorySize: 64
      Timeout: 30
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            FunctionResponseTypes: [ReportBatchItemFailures]
""",
}


def pictures() -> dict[str, str]:
    """Return every picture as SVG, by file name."""
    topic = Address(Kind.TOPIC, "sqs-visibility", "limits")
    return {
        "browse-en.svg": browser_svg(topic, Language.EN, DARK),
        "browse-ko.svg": browser_svg(topic, Language.KO, LIGHT),
        "lint.svg": svg("awsdev lint", lint_text()),
        "show-en.svg": svg("awsdev show sqs-visibility", page_text(Language.EN)),
        "show-ko.svg": svg("awsdev show sqs-visibility --lang ko", page_text(Language.KO)),
    }


def lint_text() -> str:
    """Return a report on a buildspec and a SAM template, each with two mistakes."""
    report = lint_data(FILES).with_topics(Library().topics_by_rule())
    return text_report(report, width=WIDTH, colour=True, wrap=True)


def page_text(language: Language) -> str:
    """Return the first screens of a topic, as a terminal shows them."""
    library = Library()
    topic = library.topic("sqs-visibility")
    markdown = for_terminal(load_page(library, topic, language).markdown, topic)
    text = render_terminal(markdown, language, width=WIDTH, colour=True)
    return "\n".join(text.splitlines()[:28])


def svg(title: str, text: str) -> str:
    """Return text with escape sequences as a picture of a terminal."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(text))
    picture = console.export_svg(title=title, code_format=FRAME, unique_id="awsdev")
    return _TEXT.sub(_in_cells, picture)


def browser_svg(address: Address, language: Language, theme: str) -> str:
    """Return a picture of the terminal browser with a page open."""
    taken = asyncio.run(_taken(address, language, theme))
    taken = _UNIQUE.sub("awsdev", taken)
    # Textual draws in Rich's own frame.
    taken = _FONTS.sub(
        lambda _: FONTS.format(unique_id="awsdev", char_height=20, line_height=24.4), taken
    )
    return _TEXT.sub(_in_cells, taken)


async def _taken(address: Address, language: Language, theme: str) -> str:
    app = Browser(Shelf(Library(), awsdevs_catalogue()), Finder(), language, address, theme)
    async with app.run_test(size=BROWSER_SIZE) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        return await still(pilot)


async def still(pilot: Pilot[None]) -> str:
    """Return a picture of the terminal browser once nothing moves any more."""
    taken = ""
    while (again := pilot.app.export_screenshot(title="awsdev browse")) != taken:
        taken = again
        await pilot.pause(0.2)
    return taken


def _in_cells(match: re.Match[str]) -> str:
    """Set a text cell by cell: Rich counts a Hangul syllable as one cell, a terminal as two."""
    start, attributes = float(match["x"]), match["y"] + match["rest"]
    runs, cells = [], 0
    for _, characters in groupby(html.unescape(match["text"]), key=cell_len):
        run = "".join(characters)
        x, length = start + cells * PER_CELL, cell_len(run) * PER_CELL
        cells += cell_len(run)
        shown = html.escape(run).replace(" ", "&#160;")
        runs.append(
            f'{match["head"]}x="{x:g}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"{attributes}>{shown}</text>'
        )
    return "".join(runs)


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in pictures().items():
        (FOLDER / name).write_text(picture, "utf-8")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
