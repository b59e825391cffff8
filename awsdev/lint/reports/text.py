"""A report for people: each finding with its place, an excerpt and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.finding import Finding, Severity
from awsdev.lint.report import Report
from awsdev.lint.reports.wording import notes, summary, unlinted
from awsdev.lint.result import FileResult
from awsdev.terminal import one_line, paint, printable

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold cyan",
}


def text_report(report: Report, *, width: int, colour: bool, wrap: bool = False) -> str:
    """Return the report as text that ends in a line end.

    Args:
        report: What the linter found.
        width: Columns an excerpt may take.
        colour: Whether to write escape sequences.
        wrap: Whether a long message is broken; to programs each is one line.
    """
    lines: list[str] = []
    for file in report.files:
        for finding in file.findings:
            excerpt = file.excerpts.get(finding.span.line)
            lines += _headline(finding, width if wrap else 0, colour=colour)
            lines += _body(finding, excerpt, width=width, colour=colour)
            lines.append("")
    lines += [_unlinted(file) for file in report.files if not file.checked]
    lines.append(_summary(report, colour=colour))
    return "\n".join(lines) + "\n"


def _headline(finding: Finding, width: int, *, colour: bool) -> Iterator[str]:
    """Yield the place and the message, broken at blanks where a width is given."""
    place = f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}"
    label = f"{finding.severity} {finding.code}"
    first, *rest = _beside(f"{place}: {label}: ", one_line(finding.message), width)
    place = paint(place, "bold", colour=colour)
    label = paint(label, _STYLES[finding.severity], colour=colour)
    yield f"{place}: {label}: {paint(first, 'bold', colour=colour)}"
    yield from (f"  {paint(line, 'bold', colour=colour)}" for line in rest)


def _beside(before: str, message: str, width: int) -> list[str]:
    """Break a message into what fits behind other words on a line, and the lines below."""
    if len(before) + len(message) <= width // 2 or not width:
        return [message]
    from rich.cells import cell_len  # noqa: PLC0415 - as above

    taken = "x" * (cell_len(before) - 1)
    if len(taken) >= width:
        return [message]
    first, *rest = _wrapped(f"{taken} {message}", width - 2)
    return [first[len(taken) + 1 :], *rest]


def _body(finding: Finding, excerpt: str | None, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the excerpt and the notes below it."""
    gutter = " " * len(str(finding.span.line))
    bar = paint("|", "blue", colour=colour)
    if excerpt is not None and excerpt.strip():
        number = paint(str(finding.span.line), "blue", colour=colour)
        shown, caret = _excerpt(finding, excerpt, width - len(gutter) - 4)
        yield f" {gutter} {bar}"
        yield f" {number} {bar} {shown}"
        yield f" {gutter} {bar} {paint(caret, _STYLES[finding.severity], colour=colour)}"
    for name, words in notes(finding):
        sign = paint("=", "blue", colour=colour)
        first, *rest = _wrapped(f"{name}: {one_line(words)}", width - len(gutter) - 4)
        yield f" {gutter} {sign} {first}"
        yield from (f" {gutter}   {line}" for line in rest)


def _wrapped(text: str, room: int) -> list[str]:
    if len(text) < room // 2:
        return [text]
    from awsdev.listing import wrap_cells  # noqa: PLC0415 - a clean report does without Rich

    return wrap_cells(text, max(room, 20))


def _excerpt(finding: Finding, line: str, room: int) -> tuple[str, str]:
    """Return the part of a line that fits, and the caret line below it.

    A long line (minified JSON) is shown around the place, with … for what is left out.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - a clean report does without Rich

    room = max(room, 20)
    start = min(finding.span.column - 1, len(line))
    same_line = finding.span.end_line == finding.span.line
    end = finding.span.end_column - 1 if same_line else len(line)
    end = max(start + 1, min(end, len(line)))
    # A minified file is one line of megabytes: no more is measured than can be shown.
    before = printable(line[max(0, start - room) : start])
    marked = printable(line[start : min(end, start + room + 1)])
    after = printable(line[end : end + room + 1])
    if start > room or cell_len(before) + max(1, cell_len(marked)) > room:
        before = _tail(before, room // 3)
    marked = _cut(marked, room - cell_len(before))
    after = _cut(after, room - cell_len(before) - cell_len(marked))
    caret = " " * cell_len(before) + "^" * max(1, cell_len(marked))
    return (before + marked + after).rstrip(), caret


def _tail(text: str, room: int) -> str:
    from rich.cells import cell_len  # noqa: PLC0415 - as above

    if cell_len(text) <= room:
        return text
    taken = next(n for n in range(len(text)) if cell_len(text[n:]) < room)
    return "…" + text[taken:]


def _cut(text: str, room: int) -> str:
    from rich.cells import cell_len, set_cell_size  # noqa: PLC0415 - as above

    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + "…" if room > 1 else ""


def _unlinted(file: FileResult) -> str:
    return f"{printable(file.path)}: {unlinted(file)}: {one_line(file.reason)}"


def _summary(report: Report, *, colour: bool) -> str:
    clean = report.checked and not report.reaches(Severity.INFO)
    return paint(summary(report), "green", colour=colour and bool(clean))
