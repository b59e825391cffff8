"""Shell inside other files: commands and hook scripts, checked by shellcheck where it is there.

Without shellcheck nothing is checked and nothing is said. `shell_findings` is all the
linter calls.
"""
