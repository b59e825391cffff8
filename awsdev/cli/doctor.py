"""`awsdev doctor`: versions, folders, optional tools, and what is one's own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.scaffold_options import Form
from awsdev.errors import Status
from awsdev.terminal import coloured, paint, printable, screen_width

if TYPE_CHECKING:
    from awsdev.doctor.check import Check


def doctor(format_: Form = AnswerFormat.TEXT) -> int:
    """Look at versions, folders and tools; say what is wrong."""
    from awsdev.doctor.check import State  # noqa: PLC0415 - not needed for --help
    from awsdev.doctor.checks import checks  # noqa: PLC0415 - as above

    found = list(checks(os.environ))
    wrong = [check for check in found if check.state is State.WRONG]
    if format_ is AnswerFormat.JSON:
        write_json({"version": 1, "checks": [_as_json(check) for check in found]})
    else:
        _tell(found)
        things = "thing is" if len(wrong) == 1 else "things are"
        write(f"\n{len(wrong)} {things} wrong.\n" if wrong else "\nNothing is wrong.\n")
    return Status.NO if wrong else Status.OK


def _tell(found: list[Check]) -> None:
    from awsdev.listing import listing  # noqa: PLC0415 - as its form needs

    colour, width = coloured(sys.stdout), screen_width(sys.stdout)
    # A folder of one's own may go by any name.
    names = {check: printable(check.name) for check in found}
    longest = max(map(len, names.values()))
    for group in dict.fromkeys(check.group for check in found):
        write(paint(group, "bold", colour=colour) + "\n")
        rows = [
            (f"  {names[check]:{longest}}", _words(check))
            for check in found
            if check.group == group
        ]
        write(listing(rows, width=width, colour=colour))


def _words(check: Check) -> str:
    from awsdev.doctor.check import State  # noqa: PLC0415 - as above

    wrong = "WRONG: " if check.state is State.WRONG else ""
    hint = f" ({check.hint})" if check.hint else ""
    return printable(f"{wrong}{check.detail}{hint}")


def _as_json(check: Check) -> dict[str, str]:
    return {
        "group": check.group,
        "name": check.name,
        "state": str(check.state),
        "detail": check.detail,
        "hint": check.hint,
    }
