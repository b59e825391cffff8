"""AppSpec files of CodeDeploy: what the agent and the service accept."""

from awsdev.lint.rule import Rule

RULES: tuple[Rule, ...] = ()
