"""IAM policies: what IAM accepts, and what it knows of actions and resources.

The modules `actions` and `patterns` serve every format that holds policies.
"""

from __future__ import annotations

from awsdev.lint.formats.iam import (
    breadth,
    conditions,
    keys,
    permissions,
    principals,
    statements,
    structure,
    versions,
)
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *versions.RULES,
    *statements.RULES,
    *principals.RULES,
    *permissions.RULES,
    *breadth.RULES,
    *conditions.RULES,
    *keys.RULES,
)
