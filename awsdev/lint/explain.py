"""What is known of a rule, awsdev's, cfn-lint's or shellcheck's, for `explain`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from awsdev.errors import AwsdevError, Status
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.page import PARTS, page_of
from awsdev.lint.rules.rule import Rule
from awsdev.lint.tools.shell import wiki
from awsdev.names import did_you_mean


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule, explained.

    Attributes:
        code: Its code.
        severity: What its findings count as.
        title: One line.
        kinds: The kinds of files it looks at, sorted.
        topic: The slug of the topic behind it; may be empty.
        parts: Markdown by heading; the first part, what it finds, is under an empty heading.
        name: What its function is called, in words; empty for another tool's.
    """

    code: str
    severity: str
    title: str
    kinds: list[str]
    topic: str
    parts: dict[str, str]
    name: str = ""

    @property
    def kinds_in_words(self) -> str:
        """Return the kinds it looks at, or those it does not where these are fewer."""
        if not (others := sorted({*Kind} - {*self.kinds})):
            return "every kind"
        few = len(others) < len(self.kinds)
        return f"every kind but {', '.join(others)}" if few else ", ".join(self.kinds)

    def markdown(self) -> str:
        """Return the rule's page."""
        head = f"# {self.code}: {self.title}\n\n**{self.severity}** · {self.kinds_in_words}"
        blocks = [head] + [
            f"## {name}\n\n{text}" if name else text for name, text in self.parts.items()
        ]
        if self.topic:
            blocks.append(f"## Topic\n\n`awsdev show {self.topic}`")
        return "\n\n".join(block for block in blocks if block) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Return the rule as `explain CODE --format json` prints it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "title": self.title,
            "kind": ", ".join(self.kinds),
            "kinds": self.kinds,
            "topic": self.topic,
            "finds": self.parts.get("", ""),
            "why": self.parts.get("Why", ""),
            "service_error": self.parts.get("AWS says", ""),
            "wrong": self.parts.get("Wrong", ""),
            "right": self.parts.get("Right", ""),
            "source": self.parts.get("Source", ""),
        }


def list_rules() -> list[dict[str, Any]]:
    """Return awsdev's rules as `explain --format json` lists them."""
    return [
        {
            "code": rule.code,
            "severity": str(rule.severity),
            "title": rule.title,
            "kind": ", ".join(sorted(rule.kinds)),
            "kinds": sorted(rule.kinds),
            "topic": rule.topic,
        }
        for rule in all_rules().values()
    ]


def explain_rule(code: str) -> Explanation:
    """Return what is known of a rule by its code, in either case.

    Raises:
        AwsdevError: Neither awsdev nor cfn-lint nor shellcheck has such a rule.
    """
    wanted = code.strip().upper()
    rules = all_rules()
    if wanted in rules:
        return _own(rules[wanted])
    if check := wiki.describe(wanted):
        parts = {"": check["description"], "Why": check["why"], "Source": check["source"]}
        return Explanation(wanted, check["severity"], check["title"], sorted(wiki.KINDS), "", parts)
    from awsdev.lint.tools.cfnlint.runner import describe  # noqa: PLC0415 - slow

    known = describe(wanted)
    if known is None:
        hint = did_you_mean(wanted, rules) or "`awsdev explain` lists awsdev's rules"
        raise AwsdevError(f"there is no rule {code}", hint, Status.NO)
    parts = {"": known["description"], "Source": f"cfn-lint: {known['source']}"}
    kinds = ["cloudformation", "sam"]
    return Explanation(wanted, known["severity"], known["title"], kinds, "", parts)


def _own(rule: Rule) -> Explanation:
    page = page_of(rule.function)
    page = page.captioned() if rule.across else page
    parts = {"": page.finds, **{name: page.parts[name] for name in PARTS}}
    kinds = sorted(rule.kinds)
    name = rule.function.__name__.replace("_", " ")
    return Explanation(rule.code, str(rule.severity), page.title, kinds, rule.topic, parts, name)
