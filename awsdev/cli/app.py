"""The command line: which commands there are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from awsdev import __version__
from awsdev.cli.browse import browse
from awsdev.cli.doctor import doctor
from awsdev.cli.explain import explain
from awsdev.cli.lint import lint
from awsdev.cli.scaffold import scaffold
from awsdev.cli.scaffold_add import scaffold_add
from awsdev.cli.scaffold_update import scaffold_update
from awsdev.cli.search import search
from awsdev.cli.show import show
from awsdev.cli.site import site_build, site_serve

_TYPED = "awsdev.cli.app.typed"


class Commands(TyperGroup):
    """Commands of one word, and of two: `scaffold update` is one beside `scaffold`."""

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        """Return the context of a command line; of one that is completed, without delay."""
        if extra.get("resilient_parsing"):
            from awsdev.cli.completion_speed import (  # noqa: PLC0415 - only when Tab is pressed
                complete_at_once,
            )

            complete_at_once()
        typed = [word for word in args if not word.startswith("-")]
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[_TYPED] = typed
        return context

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return what begins so; the second word of a command is offered after the first."""
        before = "".join(f"{word} " for word in ctx.meta[_TYPED])
        found: dict[str, Any] = {}
        for item in super().shell_complete(ctx, before + incomplete):
            item.value = item.value.removeprefix(before).partition(" ")[0]
            found.setdefault(item.value, item)
        return list(found.values())

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
        """Return the command that the first words name, and what follows them."""
        two_words = " ".join(args[:2])
        if len(args) > 1 and two_words in self.commands:
            return two_words, self.commands[two_words], args[2:]
        seconds = self._second_words(args[0])
        if seconds and args[0] not in self.commands and not ctx.resilient_parsing:
            ctx.fail(f"after {args[0]} comes one of: {', '.join(seconds)}")
        return super().resolve_command(ctx, args)

    def _second_words(self, first: str) -> list[str]:
        return [name.partition(" ")[2] for name in self.commands if name.startswith(f"{first} ")]


app = typer.Typer(
    cls=Commands,
    help="Notes, project scaffolds and a linter for people who build on AWS. Works offline.",
    epilog="Every command has examples: awsdev COMMAND --help",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"awsdev {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def main(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Show what one can do next where no command was given."""
    if context.invoked_subcommand is None:
        from awsdev.cli.first_run import first_run  # noqa: PLC0415 - no command needs it

        first_run(Path())


app.command(
    epilog="""\b
Examples:
  awsdev show                              the list of topics
  awsdev show sqs-visibility               a topic
  awsdev show sqs-visibility#limits        one section of it
  awsdev show "가시성 제한 시간" --lang ko   by alias, in Korean
  awsdev show appspec --example appspec-linux.yml > appspec.yml
"""
)(show)
app.command(
    epilog="""\b
Examples:
  awsdev browse                            the contents
  awsdev browse sqs-visibility#limits      a section
  awsdev browse --lang ko "가시성 제한 시간"   by alias, in Korean
"""
)(browse)
app.command(
    epilog="""\b
Examples:
  awsdev search visibility timeout
  awsdev search 대기열에서 메시지가 사라짐
  awsdev search 'Missing Authentication Token' --limit 3
  awsdev search fifo project --format json
"""
)(search)
app.command(
    epilog="""\b
Examples:
  awsdev scaffold                          the list of scaffolds
  awsdev scaffold sam-api                  asks, then writes
  awsdev scaffold sns-sqs-lambda orders --defaults --set function_timeout=60
  awsdev scaffold sam-api shop --answers shop.yaml --diff
"""
)(scaffold)
app.command(
    "scaffold add",
    epilog="""\b
Examples:
  awsdev scaffold add                      the list of additions
  awsdev scaffold add queue shop --defaults
  awsdev scaffold add table shop/template.yaml --set name=Carts --diff
  awsdev scaffold add alarms shop --set function=GetItemFunction
""",
)(scaffold_add)
app.command(
    "scaffold update",
    epilog="""\b
Examples:
  cd shop && awsdev scaffold update        the project you are in
  awsdev scaffold update shop --diff       what would change
  awsdev scaffold update shop --set memory=512
  awsdev scaffold update shop --check      for CI
""",
)(scaffold_update)
app.command(
    epilog="""\b
In a file, # awsdev: ignore[BS206] silences a finding on its line or the next.
A project's configuration is .awsdev.yaml, or [tool.awsdev.lint] in
pyproject.toml.

\b
Examples:
  awsdev lint                              the folder you are in
  awsdev lint template.yaml buildspec.yml
  awsdev lint 'infra/**/*.yaml' --fail-on error
  awsdev lint --select BS,AS --ignore BS207
  awsdev lint --diff                       what --fix would change
  awsdev lint --shard 1/4 --format junit > awsdev.xml
  git show HEAD:appspec.yml | awsdev lint - --stdin-filename appspec.yml
"""
)(lint)
app.command(
    epilog="""\b
Examples:
  awsdev explain                           the list of rules
  awsdev explain BS501                     a rule of awsdev's
  awsdev explain E3012                     a rule of cfn-lint's
  awsdev explain SC2086                    a check of shellcheck's
"""
)(explain)
app.command(
    "site build",
    epilog="""\b
Examples:
  awsdev site build notes                  then open notes/index.html
  awsdev site build public --format json
""",
)(site_build)
app.command(
    "site serve",
    epilog="""\b
Examples:
  awsdev site serve                        at http://127.0.0.1:8000/
  awsdev site serve --port 0               at any free port
""",
)(site_serve)
app.command(
    epilog="""\b
Examples:
  awsdev doctor
  awsdev doctor --format json              for a report of a bug
"""
)(doctor)
