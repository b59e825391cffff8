"""Build specifications of CodeBuild: what the service accepts."""

from awsdev.lint.formats.buildspec import (
    artifacts,
    batch,
    commands,
    compute,
    environment,
    neighbours,
    outputs,
    phases,
    runtimes,
    structure,
    values,
    versions,
)
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *values.RULES,
    *versions.RULES,
    *phases.RULES,
    *commands.RULES,
    *environment.RULES,
    *runtimes.RULES,
    *outputs.RULES,
    *artifacts.RULES,
    *batch.RULES,
    *compute.RULES,
    *neighbours.RULES,
)
