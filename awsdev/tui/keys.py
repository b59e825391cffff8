"""Which keys there are: one table from which bindings, footer and help are made."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from awsdev.notes.language import Language
from awsdev.terminal import one_line
from awsdev.tui.words import word


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the browser.

    Attributes:
        keys: As Textual names them; those of a Korean keyboard type the letter beside them.
        shown: As the reader knows it.
        action: What it does.
        word: What that is called.
        footer: Whether the footer names it.
    """

    keys: str
    shown: str
    action: str
    word: str
    footer: bool = False


KEYS = (
    Key("question_mark", "?", "help", "key_help", footer=True),
    Key("slash", "/", "find", "key_find", footer=True),
    Key("s,ㄴ", "s", "search", "key_search", footer=True),
    Key("t,ㅅ", "t", "section", "key_section", footer=True),
    Key("l,ㅣ", "l", "language", "key_language", footer=True),
    Key("b,ㅠ", "b", "catalogue", "key_catalogue", footer=True),
    Key("backspace,left_square_bracket,alt+left", "⌫ [", "go_back", "key_back", footer=True),
    Key("q,ㅂ,ctrl+q", "q", "quit", "key_quit", footer=True),
    Key("right_square_bracket,alt+right", "]", "go_forward", "key_forward"),
    Key("n,ㅜ", "n", "next_hit(1)", "key_next_hit"),
    Key("N,p,ㅔ", "N p", "next_hit(-1)", "key_previous_hit"),
    Key("h,ㅗ", "h", "home", "key_home"),
    Key("c,ㅊ", "c", "copy", "key_copy"),
    Key("w,ㅈ", "w", "save", "key_save"),
    Key("o,ㅐ", "o", "scaffold", "key_scaffold"),
    Key("m,ㅡ", "m", "make", "key_make"),
    Key("d,ㅇ", "d", "theme", "key_theme"),
)
_READING = (
    ("Tab", "key_next_link"),
    ("Shift+Tab", "key_previous_link"),
    ("Enter", "key_follow"),
    ("↓ ↑ j k", "key_scroll"),
    ("Space PgUp", "key_pages"),
    ("Home End", "key_ends"),
)


def bindings() -> list[Binding]:
    """Return the browser's keys as Textual takes them."""
    return [Binding(key.keys, key.action, show=False) for key in KEYS]


def keys_in_words(language: Language) -> list[tuple[str, str]]:
    """Return every key with what it does."""
    ours = [(key.shown, word(key.word, language)) for key in KEYS]
    return [*((shown, word(name, language)) for shown, name in _READING), *ours]


class KeyBar(Static):
    """The main keys, at the bottom; a click does what the key does."""

    def tell(self, language: Language) -> None:
        """Tell them in a language."""
        parts = []
        for key in KEYS:
            if key.footer:
                label = Content.assemble(
                    (f" {key.shown} ", "bold $accent"), (word(key.word, language), "")
                )
                parts.append(label.stylize(f"@click=app.{key.action}"))
        self.update(Content(" ").join(parts))


def heading_label(title: str, level: int) -> Text:
    """Return a heading as lists of sections show it."""
    return Text("  " * max(level - 2, 0) + one_line(title), no_wrap=True, overflow="ellipsis")
