"""CloudFormation and SAM templates: what neither cfn-lint nor the SAM translator tells."""

from awsdev.lint.formats.cloudformation import (
    builds,
    deployments,
    fifo,
    handlers,
    paths,
    permissions,
    pipeline_artifacts,
    pipelines,
    queues,
    rest_apis,
    secrets,
    subscriptions,
    translation_rules,
)
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *translation_rules.RULES,
    *queues.RULES,
    *subscriptions.RULES,
    *deployments.RULES,
    *fifo.RULES,
    *rest_apis.RULES,
    *builds.RULES,
    *pipelines.RULES,
    *permissions.RULES,
    *secrets.RULES,
    *paths.RULES,
    *pipeline_artifacts.RULES,
    *handlers.RULES,
)
