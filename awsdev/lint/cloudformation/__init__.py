"""CloudFormation and SAM templates: cfn-lint, the SAM translator, and rules of our own."""

from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = ()
