"""The tools beside awsdev's own rules: cfn-lint, the SAM translator and shellcheck."""
