"""CloudFormation and SAM templates: cfn-lint, the SAM translator, and rules of our own."""

from awsdev.lint.cloudformation import (
    handlers,
    paths,
    pipelines,
    queues,
    subscriptions,
    translation_rules,
)
from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    *translation_rules.RULES,
    *queues.RULES,
    *subscriptions.RULES,
    *paths.RULES,
    *pipelines.RULES,
    *handlers.RULES,
)
