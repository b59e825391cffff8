"""samconfig, the configuration file of the SAM CLI: what its commands read."""

from awsdev.lint.formats.samconfig import options, structure, values
from awsdev.lint.rules.rule import Rule

RULES: tuple[Rule, ...] = (*structure.RULES, *options.RULES, *values.RULES)
