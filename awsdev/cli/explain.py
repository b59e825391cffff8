"""`awsdev explain`: what a rule means."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

import typer

from awsdev.cli import completion
from awsdev.cli.output import write, write_json
from awsdev.errors import Status
from awsdev.terminal import coloured, screen_width, show_page


class RuleFormat(StrEnum):
    """The forms a rule is explained in."""

    PRETTY = "pretty"
    MARKDOWN = "markdown"
    JSON = "json"


def explain(
    code: Annotated[
        str,
        typer.Argument(
            metavar="CODE",
            help="A code of awsdev's, cfn-lint's or shellcheck's. Without one: the list.",
            autocompletion=completion.codes,
        ),
    ] = "",
    format_: Annotated[
        RuleFormat, typer.Option("--format", help="Form of the answer.")
    ] = RuleFormat.PRETTY,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Never page, however long.")] = False,
) -> int:
    """Explain a rule: what it finds, why, wrong and right."""
    from awsdev.lint.explain import explain_rule, list_rules  # noqa: PLC0415 - not for --help

    if not code:
        return _list(list_rules(), format_)
    rule = explain_rule(code)
    if not rule.topic:
        from awsdev.notes.library import Library  # noqa: PLC0415 - not for --help

        rule = replace(rule, topic=Library().topics_by_rule().get(rule.code, ""))
    if format_ is RuleFormat.JSON:
        write_json({"version": 1, **rule.as_json()})
    elif format_ is RuleFormat.MARKDOWN:
        write(rule.markdown())
    else:
        from awsdev.notes.language import Language  # noqa: PLC0415 - as its form needs
        from awsdev.notes.terminal import render_terminal  # noqa: PLC0415 - as its form needs

        columns, colour = screen_width(sys.stdout), coloured(sys.stdout)
        text = render_terminal(
            rule.markdown(), Language.EN, width=columns, colour=colour, addresses=True
        )
        show_page(text, pager=not no_pager)
    return Status.OK


def _list(rules: list[dict[str, Any]], format_: RuleFormat) -> int:
    if format_ is RuleFormat.JSON:
        write_json({"version": 1, "rules": rules})
        return Status.OK
    if format_ is RuleFormat.MARKDOWN:
        lines = [f"- `{rule['code']}` ({rule['severity']}): {rule['title']}" for rule in rules]
        write("\n".join(lines) + "\n")
        return Status.OK
    from awsdev.listing import listing  # noqa: PLC0415 - as its form needs

    rows = [(rule["code"], f"{rule['severity']}: {rule['title']}") for rule in rules]
    colour = coloured(sys.stdout)
    write(listing(rows, width=screen_width(sys.stdout), colour=colour))
    write("\nawsdev explain CODE, for a rule of awsdev's or any of cfn-lint's or shellcheck's\n")
    return Status.OK
