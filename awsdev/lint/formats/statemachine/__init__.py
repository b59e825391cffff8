"""Definitions for Step Functions, in the Amazon States Language."""

from awsdev.lint.formats.statemachine import data, flow, query_languages, structure, tasks
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *flow.RULES,
    *query_languages.RULES,
    *data.RULES,
    *tasks.RULES,
)
