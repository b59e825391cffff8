"""Linting a file, in processes held to limits, and results kept for the next run."""
