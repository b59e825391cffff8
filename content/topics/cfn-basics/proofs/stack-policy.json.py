"""The stack policy denies what destroys data, of resources that the template really has."""

import json
from pathlib import Path

from cfnlint.decode import decode

_PREFIX = "LogicalResourceId/"
_ACTIONS = {"Update:Modify", "Update:Replace", "Update:Delete", "Update:*"}


def prove(path: Path) -> None:
    """Hold the policy against the grammar of stack policies and against template.yaml."""
    policy = json.loads(path.read_text("utf-8"))
    assert set(policy) == {"Statement"}
    template, broken = decode(str(path.parent / "template.yaml"))
    assert not broken
    for statement in policy["Statement"]:
        assert set(statement) == {"Effect", "Principal", "Action", "Resource"}
        assert statement["Principal"] == "*", "a stack policy has no other principal"
        assert set(_listed(statement["Action"])) <= _ACTIONS
        for resource in _listed(statement["Resource"]):
            if resource != "*":
                assert resource.removeprefix(_PREFIX) in template["Resources"], resource
                assert resource.startswith(_PREFIX)
    allow, deny = policy["Statement"]
    assert (allow["Effect"], allow["Resource"]) == ("Allow", "*"), "else nothing may be updated"
    kept = {
        _PREFIX + name
        for name, resource in template["Resources"].items()
        if resource.get("DeletionPolicy") in ("Retain", "Snapshot")
    }
    assert deny["Effect"] == "Deny"
    assert set(deny["Resource"]) == kept, "what the template keeps, the policy protects"


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
