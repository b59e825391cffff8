"""samconfig, the configuration file of the SAM CLI: what its commands read."""

from awsdev.lint.rule import Rule
from awsdev.lint.samconfig import options, structure, values

RULES: tuple[Rule, ...] = (*structure.RULES, *options.RULES, *values.RULES)
