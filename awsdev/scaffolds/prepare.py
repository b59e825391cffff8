"""From answers to a plan: a project rendered, compared with what is there, and linted."""

from __future__ import annotations

from pathlib import Path

from awsdev.errors import AwsdevError
from awsdev.lint.report import Report
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Value
from awsdev.scaffolds.render import render_project
from awsdev.scaffolds.verify import lint_project, refuse_errors
from awsdev.scaffolds.write import OnConflict, Plan, plan_writing


def prepare_project(
    scaffold: Scaffold, answers: dict[str, Value], destination: Path, on_conflict: OnConflict
) -> tuple[Report, Plan]:
    """Return what lint says of a project, and what writing it would do; nothing is written.

    Args:
        scaffold: What is made.
        answers: An answer to every parameter that applies.
        destination: The project's folder.
        on_conflict: What to do with a file that is there and differs.

    Raises:
        AwsdevError: The destination will not do, or the project does not pass its own lint.
    """
    project = render_project(scaffold, answers)
    plan = plan_writing(project, destination, on_conflict)
    report = lint_project(project)
    refuse_errors(scaffold, report)
    return report, plan


def usual_destination(scaffold: Scaffold, answers: dict[str, Value]) -> Path:
    """Return the folder of a project for which none is named: the project's name, if it has one."""
    return Path(str(answers.get("project_name", scaffold.name)))


def suggestions(scaffold: Scaffold, destination: Path | None) -> dict[str, Value]:
    """Suggest the folder's name as the project's, where the scaffold takes it."""
    parameter = scaffold.parameter("project_name")
    if destination is None or parameter is None:
        return {}
    try:
        return {"project_name": parameter.check(destination.absolute().name)}
    except AwsdevError:
        return {}
