"""`awsdev scaffold update`: a project brought to the present version of its scaffold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.scaffold_options import DryRun, Form, From, Settings, ShowDiff, refuse_diff_as_json
from awsdev.cli.scaffold_report import count_of, tell_diff, tell_files, tell_recovered
from awsdev.errors import Status
from awsdev.terminal import printable

if TYPE_CHECKING:
    from awsdev.scaffolds.update import Update


def scaffold_update(
    destination: Annotated[
        Path, typer.Argument(metavar="DEST", help="The folder of a project that awsdev made.")
    ] = Path(),
    settings: Settings = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; exit with 1 if there is something to do."),
    ] = False,
    dry_run: DryRun = False,
    show_diff: ShowDiff = False,
    folder: From = None,
    format_: Form = AnswerFormat.TEXT,
) -> int:
    """Bring a project up to date and keep what you changed."""
    from awsdev.scaffolds.answers import parse_settings  # noqa: PLC0415 - not needed for --help
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above
    from awsdev.scaffolds.record import read_record  # noqa: PLC0415 - as above
    from awsdev.scaffolds.update import (  # noqa: PLC0415 - as above
        plan_update,
        refuse_unfinished,
        update_diff,
        write_update,
    )

    refuse_diff_as_json(format_, show_diff=show_diff)
    record = read_record(destination)
    refuse_unfinished(destination, record)
    chosen = users_catalogue(folder).find(record.scaffold)
    update = plan_update(chosen, record, destination, parse_settings(settings or []))
    tell_recovered(destination, recovered=update.recovered)
    writes = not (check or dry_run or show_diff)
    if writes:
        write_update(update)
    if show_diff:
        tell_diff(update_diff(update))
    elif format_ is AnswerFormat.JSON:
        write_json(_answer(update))
    else:
        _tell(update, written=writes)
    if check:
        return Status.NO if update.changes else Status.OK
    return Status.NO if writes and update.conflicts else Status.OK


def _answer(update: Update) -> dict[str, Any]:
    return {
        "version": 1,
        "scaffold": update.scaffold.name,
        "destination": str(update.folder),
        "from_version": update.record.version,
        "to_version": update.scaffold.version,
        "answers": update.answers,
        "files": [
            {"path": path, "status": str(each.status), "note": each.note}
            for path, each in update.files.items()
        ],
    }


def _tell(update: Update, *, written: bool) -> None:
    place = printable(str(update.folder))
    tell_files(
        (path, str(each.status), each.note)
        for path, each in update.files.items()
        if path in update.changes or each.note
    )
    if not update.changes:
        write(
            f"Nothing to do: {place} is as {_versions(update)} makes it, but for what is yours.\n"
        )
        return
    count = count_of(len(update.changes), "file")
    done = "changed" if written else "would change"
    write(f"{count} {done} in {place} ({_versions(update)}).\n")
    if update.conflicts and written:
        count = count_of(len(update.conflicts), "file")
        write(f"{count} with conflicts: choose between the marks <<<<<<< and >>>>>>> there.\n")


def _versions(update: Update) -> str:
    name, was, now = update.scaffold.name, update.record.version, update.scaffold.version
    return f"{name} {now}" if was == now else f"{name} {was} to {now}"
