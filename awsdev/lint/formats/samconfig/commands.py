"""What the SAM CLI reads from samconfig: its tables and their options, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).with_name("commands.yaml")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
GLOBAL = "global"
"""The table whose options every command of its environment reads."""
GENERATED = "local_generate_event_"
"""How the tables of the events begin that `sam local generate-event` makes: there are hundreds."""


@dataclass(frozen=True, slots=True)
class Option:
    """What an option takes.

    Attributes:
        kind: `boolean`, `integer`, `text` and so on, as the data file explains; or `choice`.
        choices: What a choice may be.
        any_case: Whether upper and lower case do not count in a choice.
        several: Whether it takes a list of such values as well as one.
    """

    kind: str
    choices: tuple[str, ...] = ()
    any_case: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Commands:
    """All tables.

    Attributes:
        tables: The options by name, by table. An option of `global` may have several forms.
        unread: Commands that do not read a table of their own, and whose they read instead.
        opposites: The names that switch an option off on the command line.
    """

    tables: dict[str, dict[str, tuple[Option, ...]]]
    unread: dict[str, str]
    opposites: dict[str, str]

    def names(self) -> list[str]:
        """Return the names of all tables."""
        return [*self.tables, *self.unread]

    def knows(self, table: str) -> bool:
        """Return whether there is such a command, or it is `global`."""
        return table in self.tables or table in self.unread or table.startswith(GENERATED)

    def options(self, table: str) -> dict[str, tuple[Option, ...]]:
        """Return a table's options by name; none where they are not known."""
        return self.tables.get(table, {})

    def tables_with(self, option: str) -> list[str]:
        """Return the commands that have an option."""
        return [name for name, options in self.tables.items() if option in options]


@cache
def commands() -> Commands:
    """Return what the data file beside this module holds."""
    data = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    tables: dict[str, dict[str, tuple[Option, ...]]] = {
        table: {name: (_option(form),) for name, form in options.items()}
        for table, options in data["tables"].items()
    }
    for options in tables.values():
        for alias, name in data["aliases"].items():
            if name in options:
                options[alias] = options[name]
    tables[GLOBAL] = _union(tables.values())
    return Commands(tables, data["unread"], data["opposites"])


def _union(tables: Iterable[dict[str, tuple[Option, ...]]]) -> dict[str, tuple[Option, ...]]:
    union: dict[str, tuple[Option, ...]] = {}
    for options in tables:
        for name, forms in options.items():
            union[name] = tuple(dict.fromkeys((*union.get(name, ()), *forms)))
    return union


def _option(form: Any, *, several: bool = False) -> Option:
    match form:
        case {"several": one}:
            return _option(one, several=True)
        case {"any_case": choices}:
            return Option("choice", tuple(choices), any_case=True, several=several)
        case list():
            return Option("choice", tuple(form), several=several)
    return Option(form, several=several)
