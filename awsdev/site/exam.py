"""Topics by the skills of the exam."""

from __future__ import annotations

from awsdev.notes.language import Language
from awsdev.notes.subjects import EXAM, Subjects
from awsdev.notes.topic import Topic
from awsdev.site.layout import Heading, View, render, trusted
from awsdev.site.words import say


def exam_view(subjects: Subjects, topics: list[Topic], language: Language) -> View:
    """Return the page of skills, each with its topics."""
    by_skill = subjects.by_skill(topics)
    tasks = {
        task: [skill for skill in by_skill if subjects.task(skill) == task]
        for task in subjects.tasks
    }
    body = render(
        "exam.html.j2", language, exam=subjects, tasks=tasks, by_skill=by_skill, version=EXAM
    )
    contents = []
    for number, title in subjects.domains.items():
        contents.append(Heading(f"domain-{number}", f"{number} {title[language]}"))
        contents += [
            Heading(f"task-{task}", f"{task} {texts[language]}", 3)
            for task, texts in subjects.tasks.items()
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
