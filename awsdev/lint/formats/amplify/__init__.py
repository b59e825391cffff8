"""Build settings of Amplify Hosting (`amplify.yml`): what the service accepts."""

from awsdev.lint.formats.amplify import applications, commands, paths, phases, structure
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *phases.RULES,
    *commands.RULES,
    *paths.RULES,
    *applications.RULES,
)
