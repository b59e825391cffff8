"""Searches the log files of a trail: who did what, also long after CloudWatch has forgotten."""
