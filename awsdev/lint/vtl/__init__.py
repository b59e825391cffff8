"""Mapping templates of API Gateway and AppSync, in the Velocity Template Language."""

from awsdev.lint.rule import Rule
from awsdev.lint.vtl import limits, names, output, structure

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *limits.RULES,
    *names.RULES,
    *output.RULES,
)
