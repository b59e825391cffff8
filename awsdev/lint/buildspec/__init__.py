"""Build specifications of CodeBuild: what the service accepts."""

from awsdev.lint.buildspec import (
    batch,
    commands,
    environment,
    neighbours,
    outputs,
    phases,
    runtimes,
    structure,
    versions,
)
from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *versions.RULES,
    *phases.RULES,
    *commands.RULES,
    *environment.RULES,
    *runtimes.RULES,
    *outputs.RULES,
    *batch.RULES,
    *neighbours.RULES,
)
