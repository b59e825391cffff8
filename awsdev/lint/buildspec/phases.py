"""Phases and their commands (codes `BS2…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.document import Document, Mapping
from awsdev.lint.finding import Severity
from awsdev.lint.rule import Problem, RuleSet

RULES = RuleSet("buildspec")


@RULES.rule("BS201", Severity.ERROR, topic="codebuild-reports")
def command_is_mapping(document: Document) -> Iterator[Problem]:
    """A command is a mapping, not text.

    A colon and a blank inside an unquoted command make YAML read a key and a value.

    ## Why
    CodeBuild stops before the first phase. It is the commonest mistake in build
    specifications, because the line looks like any other command.

    ## AWS says
    `YAML_FILE_ERROR: Expected Commands[0] to be of string type: found subkeys instead at
    line 6, value of the key tag on line 5 might be empty`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - echo "Status: done"
          - echo Result: green
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - echo "Status: done"
          - 'echo Result: green'
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    for phase in document.mapping.mapping("phases").entries:
        if not isinstance(phase.value, Mapping):
            continue
        for name in ("commands", "finally"):
            for index, command in enumerate(phase.value.items_of(name)):
                if isinstance(command, Mapping):
                    yield Problem(
                        command,
                        f"{name}[{index}] of {phase.key.text} is a mapping, not text",
                        "put the whole command in quotes: the colon and the blank after it "
                        "make YAML read a key and a value",
                        f"Expected {name.capitalize()}[{index}] to be of string type: found "
                        f"subkeys instead at line {command.span.line}, value of the key tag on "
                        f"line {command.span.line - 1} might be empty",
                    )
