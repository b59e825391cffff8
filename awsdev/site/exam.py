"""Topics by the skills of the exam."""

from __future__ import annotations

from pathlib import Path

from awsdev.datafile import Fields, read_yaml
from awsdev.notes.language import Language
from awsdev.notes.topic import Texts, Topic
from awsdev.site.layout import Heading, View, render, trusted
from awsdev.site.words import say

VERSION = "C03"
"""The version of the exam whose skills topics name."""


class Exam:
    """The domains and tasks of an exam.

    Args:
        content: The folder that holds `exam.yaml`.

    Raises:
        DataFileError: That does not hold together.
    """

    def __init__(self, content: Path) -> None:
        fields = read_yaml(content / "exam.yaml")
        exam = fields.nested(VERSION)
        if exam is None:
            raise fields.error(f"{VERSION} is missing")
        self.domains = _texts(exam, "domains")
        self.tasks = _texts(exam, "tasks")
        exam.done()
        fields.done()


def exam_view(exam: Exam, topics: list[Topic], language: Language) -> View:
    """Return the page of skills, each with its topics."""
    by_skill: dict[str, list[Topic]] = {}
    for topic in topics:
        for skill in topic.skills:
            by_skill.setdefault(skill, []).append(topic)
    tasks = {
        task: sorted((each for each in by_skill if _task(each) == task), key=_order)
        for task in exam.tasks
    }
    body = render(
        "exam.html.j2", language, exam=exam, tasks=tasks, by_skill=by_skill, version=VERSION
    )
    contents = []
    for number, title in exam.domains.items():
        contents.append(Heading(f"domain-{number}", f"{number} {title[language]}"))
        contents += [
            Heading(f"task-{task}", f"{task} {texts[language]}", 3)
            for task, texts in exam.tasks.items()
            if task.startswith(f"{number}.")
        ]
    return View(
        language=language,
        path="exam.html",
        title=say("exam_title", language),
        description=say("exam_about", language),
        room="exam",
        body=trusted(body),
        contents=contents,
    )


def _task(skill: str) -> str:
    """Return the task of a skill such as `C03-1.1.8`."""
    return skill.removeprefix(f"{VERSION}-").rpartition(".")[0]


def _order(skill: str) -> list[int]:
    return [int(part) for part in skill.removeprefix(f"{VERSION}-").split(".")]


def _texts(fields: Fields, key: str) -> dict[str, Texts]:
    found = {}
    for name, child in fields.children(key).items():
        found[name] = {language: child.take(language, str) for language in Language}
        child.done()
    return found
