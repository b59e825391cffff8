"""What topics are grouped by: the services they are about, the skills of the exam they serve."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awsdev.datafile import Fields, read_yaml
from awsdev.notes.language import Language
from awsdev.notes.topic import Texts, Topic
from awsdev.notes.words import word

EXAM = "C03"
"""The version of AWS Certified Developer – Associate whose skills topics name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Topics about one service.

    Attributes:
        id: The service in letters that an address may hold.
        title: Its name as AWS writes it.
        topics: The topics, by slug.
    """

    id: str
    title: str
    topics: list[Topic]


class Subjects:
    """The names of services, and the domains and task statements of the exam.

    Args:
        content: The folder that holds `services.yaml` and `exam.yaml`.

    Raises:
        DataFileError: They do not hold together.
    """

    def __init__(self, content: Path) -> None:
        services = read_yaml(content / "services.yaml")
        self.services = {name: services.take(name, str) for name in services.names()}
        self._by_title = {title.casefold(): name for name, title in self.services.items()}
        exam = read_yaml(content / "exam.yaml")
        guide = exam.nested(EXAM)
        if guide is None:
            raise exam.error(f"{EXAM} is missing")
        self.domains = _texts(guide, "domains")
        self.tasks = _texts(guide, "tasks")
        guide.done()
        exam.done()

    def service(self, name: str) -> str:
        """Return a service's name as AWS writes it; one that is not known as it is."""
        return self.services.get(name, name)

    def known(self, topic: Topic) -> list[str]:
        """Return the services of a topic; the reader may name one as AWS writes it."""
        return list(
            dict.fromkeys(self._by_title.get(name.casefold(), name) for name in topic.services)
        )

    def task(self, skill: str) -> str:
        """Return the task statement that a skill such as `C03-1.1.8` belongs to: `1.1`."""
        return _number(skill).rpartition(".")[0]

    def by_service(self, topics: list[Topic], language: Language) -> list[Group]:
        """Return topics by service, in the order of the services' names.

        Those that name no service, such as pages of the reader's own, are the last group.
        """
        by_name = _grouped(topics, self.known, lambda name: self.service(name).casefold())
        groups = [Group(anchor(name), self.service(name), some) for name, some in by_name.items()]
        if rest := [topic for topic in topics if not topic.services]:
            groups.append(Group(":others", word("others", language), rest))
        return groups

    def by_skill(self, topics: Iterable[Topic]) -> dict[str, list[Topic]]:
        """Return topics by skill, the skills in the order of their numbers."""
        return _grouped(topics, lambda topic: topic.skills, _order)


def anchor(name: str) -> str:
    """Return a name in letters that an id may hold, no two names in the same."""
    return re.sub(r"[^\w-]", lambda found: f".{ord(found[0]):x}", name)


def _grouped(
    topics: Iterable[Topic], names: Callable[[Topic], list[str]], order: Callable[[str], Any]
) -> dict[str, list[Topic]]:
    groups: dict[str, list[Topic]] = {}
    for topic in topics:
        for name in dict.fromkeys(names(topic)):
            groups.setdefault(name, []).append(topic)
    return {name: groups[name] for name in sorted(groups, key=order)}


def _number(skill: str) -> str:
    return skill.removeprefix(f"{EXAM}-")


def _order(skill: str) -> list[tuple[int, str]]:
    # A reader's own topic may name what is no number.
    return [(int(part) if part.isdecimal() else 0, part) for part in _number(skill).split(".")]


def _texts(fields: Fields, key: str) -> dict[str, Texts]:
    found = {}
    for name, child in fields.children(key).items():
        found[name] = {language: child.take(language, str) for language in Language}
        child.done()
    return found
