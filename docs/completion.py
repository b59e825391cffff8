"""Writes what shells complete of rules and scaffolds, `awsdev/cli/completion.json`.

    python docs/completion.py

A test compares the file with what this makes: run it when a rule or a scaffold's parameters change.
"""

from __future__ import annotations

import json

from awsdev.cli.completion import KEPT, settings_of
from awsdev.lint.rules.catalogue import all_rules
from awsdev.scaffolds.catalogue import awsdevs_catalogue

COMMAND = "python docs/completion.py"


def kept() -> str:
    """Return the titles of all rules by code, and the settings of all scaffolds by name, as JSON."""
    data = {
        "codes": {code: rule.title for code, rule in all_rules().items()},
        "settings": {each.name: settings_of(each) for each in awsdevs_catalogue().all()},
    }
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    KEPT.write_text(kept(), "utf-8")
    print(KEPT)
