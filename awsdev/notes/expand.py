"""Prose with its directives carried out: examples, facts and tables put in.

{{example queue.yaml}}        a line of its own: the file, with a caption
{{facts}}                     a line of its own: the table of all facts
{{fact default-timeout}}      in a line: the value with its unit
{{fact max-timeout in hour}}  converted
{{fact default-timeout bare}} without the unit
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from awsdev.datafile import DataFileError
from awsdev.names import did_you_mean
from awsdev.notes.fences import fenced_lines, outside_fences
from awsdev.notes.language import Language
from awsdev.notes.topic import Example, Fact, Topic
from awsdev.notes.units import Unit, converted, written
from awsdev.notes.words import word

Thing = TypeVar("Thing")
_DIRECTIVE = re.compile(r"\{\{[ \t]*(\w+)[ \t]*([^{}\n]*?)[ \t]*\}\}")
_TICKS = re.compile(r"`{3,}")
_VERBS = ("example", "facts", "fact")


def expand(
    prose: str,
    topic: Topic,
    units: dict[str, Unit],
    language: Language,
    added: Path | None = None,
) -> str:
    """Return prose as plain Markdown.

    Args:
        prose: The text of `en.md` or `ko.md`.
        topic: The topic it belongs to.
        units: The units of facts.
        language: The language of the prose.
        added: Where the prose lies, if the reader added it. It may hold other double braces, such
            as those of CloudFormation's dynamic references, which are left alone.

    Raises:
        DataFileError: A directive names something that does not exist.
    """
    expander = _Expander(topic, units, language, added)
    return outside_fences(prose, lambda text: _DIRECTIVE.sub(expander.replace, text))


def mentioned_examples(prose: str) -> set[str]:
    """Return the names of the examples that prose includes."""
    lines = (line for line, fenced in fenced_lines(prose) if not fenced)
    return {name for line in lines for verb, name in _DIRECTIVE.findall(line) if verb == "example"}


class _Expander:
    def __init__(
        self, topic: Topic, units: dict[str, Unit], language: Language, added: Path | None
    ) -> None:
        self._topic = topic
        self._units = units
        self._language = language
        self._where = added or topic.prose[language]
        self._own = added is not None or topic.own

    def replace(self, match: re.Match[str]) -> str:
        verb, argument = match.groups()
        if verb == "example":
            return self._example(self._named(argument, self._topic.examples, "example"))
        if verb == "facts":
            return self._facts()
        if verb == "fact":
            return self._fact(argument.split())
        if self._own:
            return match[0]
        raise self._error(f"{{{{{verb}}}}} is no directive", did_you_mean(verb, _VERBS))

    def _fact(self, words: list[str]) -> str:
        fact = self._named(words[0] if words else "", self._topic.facts, "fact")
        unit = self._unit(fact.unit)
        match words[1:]:
            case []:
                return written(fact.value, unit, self._language)
            case ["bare"]:
                return written(fact.value, None, self._language)
            case ["in", name]:
                return self._converted(fact, unit, name)
        raise self._error(f"{{{{fact {' '.join(words)}}}}} is not understood")

    def _converted(self, fact: Fact, unit: Unit | None, name: str) -> str:
        target = self._unit(name)
        if unit is None or target is None:
            raise self._error(f"the fact {fact.name} has no unit to convert")
        try:
            value = converted(fact.value, unit, target)
        except ValueError as error:
            raise self._error(f"the fact {fact.name} in {name}: {error}") from error
        return written(value, target, self._language)

    def _facts(self) -> str:
        numbers = {name: index for index, name in enumerate(self._topic.sources, 1)}
        heads = [word(name, self._language) for name in ("what", "value", "source")]
        rows = [f"| {' | '.join(heads)} |", "| --- | ---: | --- |"]
        for fact in self._topic.facts.values():
            value = written(fact.value, self._unit(fact.unit), self._language)
            source = f"[{numbers[fact.source]}](source:{fact.source})"
            rows.append(f"| {fact.label[self._language]} | {value} | {source} |")
        return "\n".join(rows)

    def _example(self, example: Example) -> str:
        text = example.text().rstrip("\n")
        ticks = "`" * max([3, *(len(run) + 1 for run in _TICKS.findall(text))])
        return f"{self._caption(example)}\n\n{ticks}{example.language}\n{text}\n{ticks}"

    def _caption(self, example: Example) -> str:
        title = example.title[self._language]
        name = f"[{example.name}](example:{example.name})"
        if not example.catches:
            return f"✓ **{name}** · {title}"
        mark, found = word("wrong", self._language), word("found_by", self._language)
        rule = f"[{example.catches}](rule:{example.catches})"
        return f"✗ **{name}** · {mark}: {title} · {found} {rule}"

    def _named(self, name: str, things: dict[str, Thing], what: str) -> Thing:
        if name not in things:
            raise self._error(f"there is no {what} {name}", did_you_mean(name, things))
        return things[name]

    def _unit(self, name: str) -> Unit | None:
        return self._named(name, self._units, "unit") if name else None

    def _error(self, message: str, hint: str = "") -> DataFileError:
        return DataFileError(f"{self._where}: {message}", hint)
