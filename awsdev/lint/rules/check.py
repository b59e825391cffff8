"""Checking one text with the rules of its kind, in this process."""

from __future__ import annotations

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Finding
from awsdev.lint.rules.catalogue import find_rule, rules_for
from awsdev.lint.rules.rule import Problem


def check_document(document: Document, kind: str) -> list[Finding]:
    """Run every rule of awsdev's own for this kind.

    Args:
        document: The parsed file.
        kind: One of `awsdev.lint.kinds.Kind`.

    Returns:
        The findings, in the order of the file.
    """
    found = [
        as_finding(problem, rule.code, document.path, kind)
        for rule in rules_for(kind)
        if rule.check
        for problem in rule.check(document)
    ]
    return sorted(found, key=Finding.sort_key)


def as_finding(problem: Problem, code: str, path: str, kind: str) -> Finding:
    """Give a problem the code, severity and topic of its rule.

    Raises:
        LookupError: There is no such rule.
    """
    rule = find_rule(code)
    if rule is None:
        raise LookupError(code)
    return Finding(
        path=path,
        span=problem.span,
        code=code,
        severity=rule.severity,
        message=problem.message,
        kind=kind,
        hint=problem.hint,
        service_error=problem.service_error,
        topic=rule.topic,
        fix=problem.fix,
    )
