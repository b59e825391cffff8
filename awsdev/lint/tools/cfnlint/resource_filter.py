"""cfn-lint's rules for what SAM made: errors alone, in resources that are new."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from cfnlint.rules import Rules
from cfnlint.rules.resources.Configuration import Configuration


class _NewResources(Configuration):  # type: ignore[misc] # cfn-lint has no types here
    """E3001, which leads all other rules through the resources, past those that are known."""

    def __init__(self, known: Set[str]) -> None:
        super().__init__()
        self._known = known

    def validate(self, validator: Any, keywords: Any, instance: Any, schema: Any) -> Iterator[Any]:
        if validator.is_type(instance, "object"):
            instance = {name: value for name, value in instance.items() if name not in self._known}
        yield from super().validate(validator, keywords, instance, schema)


def errors_only(rules: Any, known: Set[str]) -> Any:
    """Return the rules that find errors, the resources that are known passed over.

    Args:
        rules: All rules of cfn-lint.
        known: Logical ids. Other resources may still refer to them.
    """
    leading = _NewResources(known)
    found = Rules()
    for code, rule in rules.data.items():
        if code.startswith("E"):
            found[code] = leading if code == leading.id else rule
    return found
