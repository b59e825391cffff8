"""What a rule is, and how it is registered.

One rule is one function whose docstring is its page (see `awsdev.lint.rules.page`).
Most rules look at a parsed document and yield problems. Some are raised: they
turn what happened to a file (it could not be read, a tool crashed) into one
problem. The engine turns problems into findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from awsdev.lint.documents.document import Document, Node
from awsdev.lint.finding import Fix, Severity, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found at a place in the document.

    Attributes:
        at: The node (or span) at fault.
        message: What is wrong, in one sentence without a full stop.
        hint: What to do, valid alternatives included; may be empty.
        service_error: What AWS would have answered to this very file; may be empty.
        fix: What mends it, where that is certain; else None.
    """

    at: Node | Span
    message: str
    hint: str = ""
    service_error: str = ""
    fix: Fix | None = None

    @property
    def span(self) -> Span:
        """Return the place."""
        return self.at if isinstance(self.at, Span) else self.at.span


Check = Callable[[Document], Iterator[Problem]]
Raised = TypeVar("Raised", bound=Callable[..., Problem])


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the catalogue lists it.

    Attributes:
        code: Two letters for the format and three digits; never reused.
        kinds: The kinds of files it looks at.
        severity: The severity of what it finds.
        topic: The slug of the topic that explains it; may be empty.
        function: Its docstring is the rule's page.
        check: The function, where it looks at documents; None for a raised rule.
        across: Whether it looks at the files around the document too; its page shows folders.
        masked: Whether what it finds must not be shown, such as a password.
    """

    code: str
    kinds: frozenset[str]
    severity: Severity
    topic: str
    function: Callable[..., Any]
    check: Check | None
    across: bool = False
    masked: bool = False

    @property
    def title(self) -> str:
        """Return the first line of the page, without its full stop."""
        return (self.function.__doc__ or "").strip().splitlines()[0].rstrip(".")


class RuleSet:
    """The rules of one module.

    Args:
        kinds: The kinds of files its rules look at, where a rule names none itself.
        topic: The slug of the topic that explains its rules, where a rule names none itself.
        across: Whether its rules look at the files around a document too.
    """

    def __init__(self, *kinds: str, topic: str = "", across: bool = False) -> None:
        self._kinds = kinds
        self._topic = topic
        self._across = across
        self._rules: dict[str, Rule] = {}

    def rule(
        self,
        code: str,
        severity: Severity,
        *,
        topic: str = "",
        kinds: tuple[str, ...] = (),
        masked: bool = False,
    ) -> Callable[[Check], Check]:
        """Register a function that looks at documents.

        Args:
            code: The rule's code.
            severity: What its findings count as.
            topic: The slug of the topic that explains it, where that is not the set's.
            kinds: The kinds it looks at, where those are not all of the set's.
            masked: Whether what it finds must not be shown.
        """

        def register(check: Check) -> Check:
            chosen = frozenset(kinds or self._kinds)
            told = topic or self._topic
            self._add(Rule(code, chosen, severity, told, check, check, self._across, masked))
            return check

        return register

    def raised(self, code: str, severity: Severity) -> Callable[[Raised], Raised]:
        """Register a function that the engine calls to turn an event into a problem."""

        def register(function: Raised) -> Raised:
            self._add(Rule(code, frozenset(self._kinds), severity, "", function, None))
            return function

        return register

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def _add(self, rule: Rule) -> None:
        if rule.code in self._rules:
            msg = f"rule code {rule.code} is taken by {self._rules[rule.code].function.__name__}"
            raise ValueError(msg)
        self._rules[rule.code] = rule
