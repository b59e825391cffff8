"""AppSpec files of CodeDeploy: for servers, Lambda functions and ECS services."""

from __future__ import annotations

from awsdev.lint.appspec import (
    agents,
    conflicts,
    ecs,
    files,
    hooks,
    loading,
    modes,
    permissions,
    resources,
    scripts,
    structure,
)
from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *loading.RULES,
    *files.RULES,
    *conflicts.RULES,
    *modes.RULES,
    *permissions.RULES,
    *hooks.RULES,
    *scripts.RULES,
    *agents.RULES,
    *resources.RULES,
    *ecs.RULES,
)
