"""A fuzzer for the linter: `python -m tests.fuzz --inputs 20000`."""
