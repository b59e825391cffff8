"""What the browser asks: one of a list, yes or no, a path; and the list of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, OptionList, Static

from awsdev.notes.language import Language
from awsdev.tui.keys import keys_in_words
from awsdev.tui.words import word


class Pick(ModalScreen[int | None]):
    """Asks for one of a list."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)")]

    def __init__(self, title: str, options: Sequence[str | Text], chosen: int = 0) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Make the list."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="title", markup=False)
            yield OptionList(*self._options, id="options", markup=False)

    def on_mount(self) -> None:
        """Begin at what is chosen now."""
        self.query_one(OptionList).highlighted = max(self._chosen, 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        self.dismiss(event.option_index)


class Choose(ModalScreen[str | None]):
    """Asks a question with a few answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)"),
        Binding("left,up", "app.focus_previous"),
        Binding("right,down", "app.focus_next"),
    ]

    def __init__(self, question: str, answers: dict[str, str]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Make the question and a button for each answer."""
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="title", markup=False)
            with Horizontal(classes="buttons"):
                for name, label in self._answers.items():
                    yield Button(label, id=name, compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer."""
        self.dismiss(event.button.id)


class AskPath(ModalScreen[str | None]):
    """Asks where a file is to lie."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)")]

    def __init__(self, title: str, label: str, default: str) -> None:
        super().__init__()
        self._title = title
        self._label = label
        self._default = default

    def compose(self) -> ComposeResult:
        """Make the question."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="title", markup=False)
            yield Label(self._label, markup=False)
            yield Input(self._default, id="path", compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss(event.value.strip() or None)


class Help(ModalScreen[None]):
    """All keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,ㅂ,question_mark", "dismiss(None)")]

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        """Make the table."""
        table = Table.grid(padding=(0, 2))
        for _ in range(2):
            table.add_column(style="bold", no_wrap=True)
            table.add_column(no_wrap=True)
        keys = keys_in_words(self._language)
        half = (len(keys) + 1) // 2
        for number in range(half):
            right = keys[half + number] if half + number < len(keys) else ("", "")
            table.add_row(*keys[number], *right)
        with VerticalScroll(classes="dialog"):
            yield Label(word("help", self._language), classes="title")
            yield Static(table)
            yield Label(word("mouse", self._language), classes="note")
            yield Label(word("close", self._language), classes="note")

    def on_click(self) -> None:
        """Close at any click."""
        self.dismiss(None)
