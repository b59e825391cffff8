"""Build settings of Amplify Hosting (`amplify.yml`): what the service accepts."""

from awsdev.lint.amplify import applications, commands, paths, phases, structure
from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *phases.RULES,
    *commands.RULES,
    *paths.RULES,
    *applications.RULES,
)
