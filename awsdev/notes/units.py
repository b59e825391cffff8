"""Values with their units, as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from awsdev.datafile import DataFileError, Fields, read_yaml
from awsdev.notes.language import Language

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        one: English for a value of one.
        many: English for any other value.
        korean: The Korean word, written on to the number.
        dimension: What it measures; empty where nothing converts.
        scale: How many of the dimension's smallest unit it is.
    """

    one: str
    many: str
    korean: str
    dimension: str
    scale: int


def load_units(content: Path) -> dict[str, Unit]:
    """Read `units.yaml`.

    Raises:
        DataFileError: It does not hold together.
    """
    fields = read_yaml(content / "units.yaml")
    return {name: _unit(child) for name, child in fields.each().items()}


def written(value: Value, unit: Unit | None, language: Language) -> str:
    """Return a value with its unit: `43,200 seconds`, `43,200초`; a text as it is."""
    if isinstance(value, str):
        return value
    number = f"{value:,}"
    if unit is None:
        return number
    if language is Language.KO:
        return number + unit.korean
    word = unit.one if value == 1 else unit.many
    return f"{number}{word}" if word == "%" else f"{number} {word}"


def converted(value: Value, unit: Unit, target: Unit) -> int | float:
    """Return a value in another unit of the same dimension.

    Raises:
        ValueError: The units measure different things, or the value is text.
    """
    if isinstance(value, str) or not unit.dimension or unit.dimension != target.dimension:
        msg = "the units do not convert"
        raise ValueError(msg)
    result = value * unit.scale / target.scale
    return int(result) if result == int(result) else result


def _unit(fields: Fields) -> Unit:
    words = fields.texts("en")
    if len(words) != 2:
        raise DataFileError(f"{fields.where}: en is not [one, many]")
    unit = Unit(
        words[0],
        words[1],
        fields.take("ko", str),
        fields.take("dimension", str, ""),
        fields.take("scale", int, 1),
    )
    fields.done()
    return unit
