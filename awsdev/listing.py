"""Lists of names, each with a line of what it is."""

from __future__ import annotations

from awsdev.terminal import paint


def listing(rows: list[tuple[str, str]], *, width: int, colour: bool) -> str:
    """Return names in one column and their descriptions, wrapped by cell width, in another.

    Args:
        rows: Names and descriptions.
        width: Columns.
        colour: Whether to set the names off by style.
    """
    from rich.cells import cell_len  # noqa: PLC0415 - not every command lists

    names = max((cell_len(name) for name, _ in rows), default=0)
    indent = names + 2
    lines = []
    for name, description in rows:
        wrapped = wrap_cells(description, max(width - indent, 20)) or [""]
        padding = " " * (indent - cell_len(name))
        lines.append(paint(name, "bold cyan", colour=colour) + padding + wrapped[0])
        lines += [" " * indent + line for line in wrapped[1:]]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def wrap_cells(text: str, width: int) -> list[str]:
    """Wrap text at blanks by the cells it takes: a Hangul syllable takes two."""
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    return [line.plain.rstrip() for line in Text(text).wrap(Console(width=width), width)]
