"""CloudFormation and SAM templates: cfn-lint, the SAM translator, and rules of our own."""

from awsdev.lint.cloudformation import (
    handlers,
    paths,
    pipeline_artifacts,
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
    *pipeline_artifacts.RULES,
    *handlers.RULES,
)
