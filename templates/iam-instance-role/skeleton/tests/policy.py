"""Answers what the role may do, from the policies in the template, as IAM would.

Of IAM's language it knows what these policies use: Allow, wildcards, StringEquals and StringLike.
"""

import re
from fnmatch import fnmatchcase
from typing import Any

Statement = dict[str, Any]


class Permissions:
    """All that the policies of a role allow, in a stack with the given parameters."""

    def __init__(self, policies: list[dict[str, Any]], values: dict[str, str]) -> None:
        """Take the policies as the template holds them, and what its references stand for."""
        self._values = values
        self._statements = [
            statement
            for policy in policies
            for each in policy["PolicyDocument"]["Statement"]
            if (statement := self._chosen(each))
        ]

    def allow(self, action: str, resource: str, **context: str) -> bool:
        """Tell whether a request is allowed; `s3_prefix` in its context means `s3:prefix`."""
        present = {key.replace("_", ":"): value for key, value in context.items()}
        return any(self._applies(s, action, resource, present) for s in self._statements)

    def _chosen(self, statement: Statement | list[Any]) -> Statement | None:
        """Return the statement an `!If` on the key comes down to, or the statement itself."""
        if isinstance(statement, list):
            return statement[1] if self._values["KmsKeyArn"] else None
        return statement

    def _applies(
        self, statement: Statement, action: str, resource: str, context: dict[str, str]
    ) -> bool:
        assert statement["Effect"] == "Allow"
        resources = map(self._resolved, _as_list(statement["Resource"]))
        return (
            action in _as_list(statement["Action"])
            and any(fnmatchcase(resource, pattern) for pattern in resources)
            and all(
                key in context and self._meets(operator, context[key], wanted)
                for operator, tests in statement.get("Condition", {}).items()
                for key, wanted in tests.items()
            )
        )

    def _meets(self, operator: str, value: str, wanted: str) -> bool:
        match operator:
            case "StringEquals":
                return value == self._resolved(wanted)
            case "StringLike":
                return fnmatchcase(value, self._resolved(wanted))
        raise NotImplementedError(operator)

    def _resolved(self, text: str) -> str:
        if text in self._values:
            return self._values[text]
        return re.sub(r"\$\{(.+?)\}", lambda found: self._values[found[1]], text)


def _as_list(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
