"""Mapping templates of API Gateway and AppSync, in the Velocity Template Language."""

from awsdev.lint.formats.vtl import limits, names, output, structure
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *limits.RULES,
    *names.RULES,
    *output.RULES,
)
