"""The least a Typer and Rich program needs to render a page: what `show` is measured against."""

import typer
from rich.console import Console
from rich.markdown import Markdown


def show(path: str) -> None:
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - ten lines
        Console(width=80).print(Markdown(file.read()))


typer.run(show)
