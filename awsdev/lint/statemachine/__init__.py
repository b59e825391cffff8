"""Definitions for Step Functions, in the Amazon States Language."""

from awsdev.lint.rule import Rule
from awsdev.lint.statemachine import data, flow, structure, tasks

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *flow.RULES,
    *data.RULES,
    *tasks.RULES,
)
