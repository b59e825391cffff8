"""cfn-lint inside this process, its rules built once for all files."""

from __future__ import annotations

import logging
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from awsdev.lint.finding import Severity, Span
from awsdev.lint.tools.cfnlint.memos import remember
from awsdev.lint.tools.processes import settle_garbage_collection

_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "informational": Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Match:
    """One of cfn-lint's findings.

    Attributes:
        code: cfn-lint's rule id.
        severity: Its severity.
        message: Its message.
        span: Where; 1:1 in a template that was given as values.
        route: Keys and indexes to the node, where cfn-lint says so.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    route: tuple[str | int, ...]


class CfnLint:
    """cfn-lint with its rules loaded. Making one takes about half a second."""

    def __init__(self) -> None:
        # What it logs it also finds; on standard error it would stand without its place.
        logging.getLogger("cfnlint").addHandler(logging.NullHandler())
        with settle_garbage_collection():
            from cfnlint.config import ConfigMixIn  # noqa: PLC0415 - slow to import
            from cfnlint.runner import Runner  # noqa: PLC0415 - slow to import

            remember()
            self._new_config = ConfigMixIn
            self._rules = Runner(ConfigMixIn([])).rules

    def lint_file(self, path: str) -> list[Match]:
        """Lint a template as `cfn-lint PATH` does.

        Raises:
            Exception: Whatever cfn-lint raises on the file.
        """
        from cfnlint.runner.template import run_template_by_file_path  # noqa: PLC0415 - slow

        found = run_template_by_file_path(path, self._new_config([]), self._rules, False)  # noqa: FBT003 - its signature
        return [_match(match) for match in found]

    def lint_text(self, text: str) -> list[Match]:
        """Lint a template that is not on disk.

        Raises:
            Exception: Whatever cfn-lint raises on the text.
        """
        from cfnlint.decode import decode_str  # noqa: PLC0415 - slow

        template, errors = decode_str(text)
        if errors:
            return [_match(match) for match in errors]
        return self.lint_values(template) if template is not None else []

    def lint_values(self, template: Any) -> list[Match]:
        """Lint a template given as values: no positions, but routes.

        Raises:
            Exception: Whatever cfn-lint raises on the template.
        """
        return self._lint_values(template, self._rules)

    def errors_in(self, template: Any, known: Set[str]) -> list[Match]:
        """Find the errors in a template given as values: no positions, but routes.

        Args:
            template: The template.
            known: Logical ids of resources that were linted elsewhere: they are looked at
                only as far as others refer to them.

        Raises:
            Exception: Whatever cfn-lint raises on the template.
        """
        from awsdev.lint.tools.cfnlint.resource_filter import errors_only  # noqa: PLC0415 - slow

        return self._lint_values(template, errors_only(self._rules, known))

    def _lint_values(self, template: Any, rules: Any) -> list[Match]:
        from cfnlint.runner.template import run_template_by_data  # noqa: PLC0415 - slow

        found = run_template_by_data(template, self._new_config([]), rules)
        return [_match(match) for match in found]


def describe(code: str) -> dict[str, str] | None:
    """Return what cfn-lint knows of one of its rules, or None where it has none by this code.

    Returns:
        `title`, `description`, `severity` and `source` (an address).
    """
    with settle_garbage_collection():
        from cfnlint.config import ConfigMixIn  # noqa: PLC0415 - slow to import
        from cfnlint.runner import Runner  # noqa: PLC0415 - slow to import

        rule = Runner(ConfigMixIn([])).rules.data.get(code)
    if rule is None:
        return None
    return {
        "title": rule.shortdesc,
        "description": rule.description,
        "severity": str(_SEVERITIES[rule.severity]),
        "source": rule.source_url,
    }


def _match(match: Any) -> Match:
    """Return a match in plain types: cfn-lint's texts carry their nodes with them."""
    place = (match.linenumber, match.columnnumber, match.linenumberend, match.columnnumberend)
    route = getattr(match, "path", None) or ()
    return Match(
        code=match.rule.id,
        severity=_SEVERITIES[match.rule.severity],
        message=str(match.message),
        span=Span(*map(int, place)),
        route=tuple(int(step) if isinstance(step, int) else str(step) for step in route),
    )
