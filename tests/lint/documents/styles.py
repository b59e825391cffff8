"""Texts written as YAML scalars in every style, for tests that look for them again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import yaml

STYLES = ["plain", "single", "double", "literal", "folded", "json", "broken double"]


@dataclass(frozen=True)
class Written:
    """A file with one text in it.

    Attributes:
        data: The file's text.
        style: The style it was meant to be written in; PyYAML may have to take another.
    """

    data: str
    style: str


def write(text: str, style: str, random: Random) -> Written:
    """Write a mapping with a list that holds the text, between two neighbours."""
    if style == "json":
        data = json.dumps({"a": ["x", text, "y"]}, ensure_ascii=random.random() < 0.5)
    elif style == "broken double":
        data = f"a:\n  - x\n  - {_broken(text, random)}\n  - y\n"
    else:
        data = _dumped(text, style, random)
    return Written(_with_properties(data, style, random), style)


def _dumped(text: str, style: str, random: Random) -> str:
    signs = {"plain": "", "single": "'", "double": '"', "literal": "|", "folded": ">"}

    class Dumper(yaml.SafeDumper):
        pass

    def represent(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
        chosen = signs[style] if value == text else ""
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=chosen)

    Dumper.add_representer(str, represent)
    return yaml.dump(
        {"a": ["x", text, "y"]},
        Dumper=Dumper,
        width=random.choice([8, 20, 80]),
        indent=random.choice([2, 4, 7]),
        allow_unicode=random.random() < 0.7,
        line_break=random.choice(["\n", "\r\n"]),
    )


def _broken(text: str, random: Random) -> str:
    """Write a double-quoted scalar whose lines are broken with a backslash, in any place."""
    words = json.dumps(text, ensure_ascii=False)[1:-1].replace("\x7f", "\\x7f")
    parts = re.findall(r"\\u....|\\.|.", words, re.DOTALL)
    written = ""
    for part in parts:
        if random.random() < 0.2:
            written += "\\\n" + " " * random.randint(3, 9)
            # A blank at the beginning of a line would be lost: it is escaped.
            written += {" ": "\\ ", "\t": "\\t"}.get(part, part)
        else:
            written += part
    return f'"{written}"'


def _with_properties(data: str, style: str, random: Random) -> str:
    """Put an anchor, a tag or both in front of the second item, some with a comment behind."""
    if style == "json" or random.random() < 0.6:
        return data
    chosen = random.choice(["&me ", "!!str ", "&me !!str ", "!!str &me "])
    return re.sub(r"(?m)^( *- +)x(\r?)\n( *)- (?=.)", rf"\1x\2\n\3- {chosen}", data, count=1)


def places_of(marker: str, lines: list[str]) -> list[tuple[int, int, int]]:
    """Return where a marker stands, as line, column and column after it, from 1."""
    return [
        (number, found.start() + 1, found.end() + 1)
        for number, line in enumerate(lines, start=1)
        for found in re.finditer(re.escape(marker), line)
    ]


Writer = Callable[[str], Written]
