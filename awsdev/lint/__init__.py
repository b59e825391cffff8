"""The linter: kinds of files, rules, findings and reports."""
