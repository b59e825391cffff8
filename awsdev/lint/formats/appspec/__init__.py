"""AppSpec files of CodeDeploy: for servers, Lambda functions and ECS services."""

from __future__ import annotations

from awsdev.lint.formats.appspec import (
    agents,
    conflicts,
    ecs,
    files,
    hooks,
    interpreters,
    loading,
    modes,
    permissions,
    resources,
    revision,
    script_files,
    scripts,
    structure,
)
from awsdev.lint.rules.rule import Rule

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
    *revision.RULES,
    *script_files.RULES,
    *interpreters.RULES,
    *resources.RULES,
    *ecs.RULES,
)
