"""Build specifications of CodeBuild: what the service accepts."""

from awsdev.lint.buildspec import phases
from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = (*phases.RULES,)
