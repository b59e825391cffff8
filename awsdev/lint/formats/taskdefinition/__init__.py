"""Task definitions of ECS, as `aws ecs register-task-definition` and CodePipeline take them."""

from __future__ import annotations

from awsdev.lint.formats.taskdefinition import (
    answers,
    containers,
    fargate,
    health,
    images,
    logs,
    networks,
    secrets,
    sizes,
    structure,
)
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *answers.RULES,
    *containers.RULES,
    *health.RULES,
    *sizes.RULES,
    *networks.RULES,
    *fargate.RULES,
    *logs.RULES,
    *secrets.RULES,
    *images.RULES,
)
