"""Phases and what stands in them (codes `BS201` to `BS205`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import homes_of
from awsdev.lint.formats.buildspec.outdented import Outdented
from awsdev.lint.formats.buildspec.tree import PHASES, phases_of
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("buildspec", topic="codebuild-reports")

_AT_THE_TOP = ("env", "proxy", "batch", "reports", "artifacts", "cache")
_ON_FAILURE = re.compile(r"abort|continue|retry(-.+)?", re.IGNORECASE | re.DOTALL)
_RUNTIMES = "runtime-versions"


@RULES.rule("BS201", Severity.ERROR)
def command_is_mapping(document: Document) -> Iterator[Problem]:
    """A command is a mapping, not text.

    A colon and a space inside an unquoted command make YAML read a key and a value.

    ## Why
    CodeBuild stops before the first phase. It is the commonest mistake in build
    specifications, because the line looks like any other command.

    ## AWS says
    `YAML_FILE_ERROR: Expected Commands[1] to be of string type: found subkeys instead at
    line 6, value of the key tag on line 5 might be empty`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
          - echo "Result: green"
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
          - 'echo "Result: green"'
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    fixes = Fixes(document)
    for phase, entry in phases_of(document):
        if not isinstance(entry.value, Mapping):
            continue
        for name in ("commands", "finally"):
            for index, command in enumerate(entry.value.items_of(name)):
                if isinstance(command, Mapping):
                    line = command.span.line
                    words = (
                        f"Expected Commands[{index}] to be of string type: found subkeys instead "
                        f"at line {line}, value of the key tag on line {line - 1} might be empty"
                    )
                    yield Problem(
                        command,
                        f"{name}[{index}] of {phase} is a mapping, not text",
                        "put the whole command in quotes: the colon and the space after it "
                        "make YAML read a key and a value",
                        words if name == "commands" else "",
                        fixes.quote_line(command),
                    )


@RULES.rule("BS202", Severity.ERROR)
def unknown_phase(document: Document) -> Iterator[Problem]:
    """A phase with a name of its own.

    There are four phases: `install`, `pre_build`, `build` and `post_build`. Something that
    belongs at the top of the file, indented below `phases`, is read as a phase too.

    ## Why
    CodeBuild stops before the first phase.

    ## AWS says
    `YAML_FILE_ERROR: Invalid buildspec phase name: deploy. Expecting:
    build,install,post_build,pre_build`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
      deploy:
        commands:
          - make upload
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
      post_build:
        commands:
          - make upload
    ```

    ## Source
    [Build specification reference, phases](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.phases)
    """
    fixes = Fixes(document)
    for entry in merged_root(document).mapping("phases").entries:
        name = entry.key.text
        if name.lower() not in PHASES:
            hint = _phase_hint(name)
            near = hint == valid_ones(name, PHASES)
            yield Problem(
                entry.key,
                f"there is no phase {name}",
                hint,
                f"Invalid buildspec phase name: {name}. Expecting: {','.join(sorted(PHASES))}",
                fixes.respell_near(entry.key, PHASES) if near else None,
            )


@RULES.rule("BS203", Severity.WARNING)
def phase_without_commands(document: Document) -> Iterator[Problem]:
    """A phase without commands.

    Only `install` may leave `commands` out, because it may just select runtimes.

    ## Why
    The reference requires commands in the other phases; the build goes on without. Often the
    lines below are indented one step too few.

    ## AWS says
    `No commands found for phase name: pre_build`, in the log of the build.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      pre_build:
        commands:
      build:
        commands:
          - make
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    ```

    ## Source
    [Build specification reference, phases](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.phases)
    """
    outdented = Outdented(document).parents
    for name, entry in phases_of(document):
        if ("phases", entry.key.text) in outdented:
            continue
        # Nothing at all is no mapping either, but BS103 leaves it to this rule.
        empty = isinstance(entry.value, Scalar) and entry.value.type_name == "null"
        missing = isinstance(entry.value, Mapping) and not _has_commands(entry.value)
        if name != "install" and (empty or missing):
            yield Problem(
                entry.key,
                f"{name} has no commands",
                "leave the phase out, or list its commands below commands",
                f"No commands found for phase name: {name}",
            )


@RULES.rule("BS204", Severity.WARNING)
def runtimes_outside_install(document: Document) -> Iterator[Problem]:
    """Runtimes are selected outside install.

    `runtime-versions` belongs to the phase `install` and to no other.

    ## Why
    The reference knows it nowhere else. Without it the build runs with whatever the image
    starts with, until an update of the image changes that.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        runtime-versions:
          nodejs: 22
        commands:
          - npm ci
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          nodejs: 22
      build:
        commands:
          - npm ci
    ```

    ## Source
    [Build specification reference, runtime-versions](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#runtime-versions-buildspec-file)
    """
    for name, entry in phases_of(document):
        runtimes = entry.value.entry(_RUNTIMES) if isinstance(entry.value, Mapping) else None
        if name != "install" and runtimes:
            yield Problem(
                runtimes.key,
                f"{_RUNTIMES} belongs to install, not to {name}",
                "move it to phases.install",
            )


@RULES.rule("BS205", Severity.ERROR)
def unknown_on_failure(document: Document) -> Iterator[Problem]:
    """What to do on a failure is none of the choices.

    `on-failure` is `ABORT`, `CONTINUE` or `RETRY`; `RETRY` may be followed by a count, by a
    regular expression that the error must match, or by both: `RETRY-2`, `RETRY-timed out`,
    `RETRY-2-timed out`. Case does not count.

    ## Why
    CodeBuild refuses the value, or treats the failure as if nothing had been asked.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      pre_build:
        on-failure: IGNORE
        commands:
          - ./warm-cache.sh
      build:
        commands:
          - make
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      pre_build:
        on-failure: CONTINUE
        commands:
          - ./warm-cache.sh
      build:
        commands:
          - make
    ```

    ## Source
    [Build specification reference, on-failure](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.phases.on-failure)
    """
    for name, entry in phases_of(document):
        value = entry.value.get("on-failure") if isinstance(entry.value, Mapping) else None
        if not isinstance(value, Scalar) or value.type_name == "null":
            continue
        if not _ON_FAILURE.fullmatch(value.text.strip()):
            yield Problem(
                value,
                f"on-failure of {name} cannot be {value.text}",
                "valid: ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex>, "
                "RETRY-<count>-<regex>",
            )


def _phase_hint(name: str) -> str:
    if name in _AT_THE_TOP:
        return f"{name} belongs at the top level: indent it as far as phases"
    if "phases.build" in homes_of(name):
        return f"{name} belongs to a phase: indent it below one"
    return valid_ones(name, PHASES)


def _has_commands(phase: Mapping) -> bool:
    """Return whether there is anything to run; what has the wrong type is for BS103."""
    if phase.entry("steps"):
        return True
    commands = phase.get("commands")
    if isinstance(commands, Scalar):
        return commands.type_name != "null"
    return bool(commands.items) if isinstance(commands, Sequence) else commands is not None
