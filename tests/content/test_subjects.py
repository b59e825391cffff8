"""What topics name exists: services by the names AWS gives them, skills of tasks of the exam."""

from __future__ import annotations

from awsdev.locations import content_folder
from awsdev.notes.library import Library
from awsdev.notes.subjects import EXAM, Subjects

TOPICS = Library().topics()
SUBJECTS = Subjects(content_folder())


def test_every_service_has_its_name_and_every_name_a_topic() -> None:
    assert {name for topic in TOPICS for name in topic.services} == {*SUBJECTS.services}


def test_no_service_goes_by_two_names() -> None:
    assert len({*SUBJECTS.services.values()}) == len(SUBJECTS.services)


def test_every_skill_belongs_to_a_task_and_every_task_to_a_domain() -> None:
    skills = {skill for topic in TOPICS for skill in topic.skills}
    assert all(skill.startswith(f"{EXAM}-") for skill in skills)
    assert {SUBJECTS.task(skill) for skill in skills} <= {*SUBJECTS.tasks}
    assert {task.partition(".")[0] for task in SUBJECTS.tasks} == {*SUBJECTS.domains}


def test_skills_come_by_number() -> None:
    numbers = [
        [int(part) for part in skill.removeprefix(f"{EXAM}-").split(".")]
        for skill in SUBJECTS.by_skill(TOPICS)
    ]
    assert numbers == sorted(numbers)
