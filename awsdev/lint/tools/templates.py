"""What tools say of one template: cfn-lint on the source, and on what SAM makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.cloudformation.translation_rules import refused_by_translator
from awsdev.lint.rules.rule import Problem
from awsdev.lint.tools.cfnlint.process import CfnLintError, CfnLintProcess
from awsdev.lint.tools.cfnlint.runner import CfnLint, Match
from awsdev.lint.tools.sam.intrinsics import to_template
from awsdev.lint.tools.sam.origins import origin, resource_body, resource_span
from awsdev.lint.tools.sam.stand_ins import STAND_IN, default_texts
from awsdev.lint.tools.sam.translator import Translation, translate


@dataclass(slots=True)
class Checked:
    """What came of checking a template.

    Attributes:
        findings: cfn-lint's, on the source and on the translation.
        refusals: What the SAM translator refused, as problems of rule SM001.
        failures: Tools that died on the template, each with what it said.
    """

    findings: list[Finding] = field(default_factory=list)
    refusals: list[Problem] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


def check_template(document: Document, kind: str, cfn_lint: CfnLintProcess) -> Checked:
    """Take cfn-lint's word on a template, and look at what SAM makes of it.

    Args:
        document: The parsed template.
        kind: `cloudformation` or `sam`.
        cfn_lint: Asked already about the template itself.

    Raises:
        MemoryError: cfn-lint or the translator ran out of memory.
    """
    source = to_template(document) if kind == "sam" else {}
    translation = translate(source) if kind == "sam" else None
    checked = Checked()
    try:
        found = cfn_lint.answer()
        checked.findings += [_finding(match, document.path, kind) for match in found]
    except CfnLintError as error:
        checked.failures.append(("cfn-lint", str(error)))
    if translation:
        untouched = _untouched(source, translation.template or {})
        _check_translation(document, translation, untouched, cfn_lint, checked)
    return checked


def check_unparsed(path: str, cfn_lint: CfnLintProcess) -> Checked:
    """Take cfn-lint's word on a file that is a template by its looks, but not readable."""
    return check_template(Document(None, [], path=path), "cloudformation", cfn_lint)


def _check_translation(
    document: Document,
    translation: Translation,
    untouched: set[str],
    cfn_lint: CfnLintProcess,
    checked: Checked,
) -> None:
    if translation.crash:
        checked.failures.append(("the SAM translator", translation.crash))
    checked.refusals += [
        refused_by_translator(refusal.message, resource_span(document, refusal.logical_id))
        for refusal in translation.refusals
    ]
    if translation.template is None:
        return
    try:
        cfn_lint.ask(partial(CfnLint.errors_in, template=translation.template, known=untouched))
        matches = cfn_lint.answer()
    except CfnLintError as error:
        checked.failures.append(("cfn-lint", f"on the translation: {error}"))
        return
    known = {(finding.code, finding.span) for finding in checked.findings}
    # What was found in a resource that SAM took over is not found in it again.
    bodies = [resource_body(document, name) for name in untouched]
    told = Counter(
        (finding.code, finding.message)
        for finding in checked.findings
        if not any(body.line <= finding.span.line < body.end_line for body in bodies)
    )
    for match in _of_the_author(matches, translation.template, document):
        finding = _translated(match, document, translation.template)
        again = told[finding.code, finding.message] > 0
        told[finding.code, finding.message] -= 1
        if not again and (finding.code, finding.span) not in known:
            checked.findings.append(finding)


def _of_the_author(
    matches: list[Match], template: dict[str, Any], document: Document
) -> Iterator[Match]:
    """Yield the errors that the source's author made and can mend.

    The translator's own output draws warnings, and errors in the order it imposes on
    resources. Where it puts a parameter's value in place of a `Ref`, the value is a
    stand-in or a default: no error of the template's.
    """
    own = document.mapping.mapping("Resources").keys()
    defaults = default_texts(template)
    for match in matches:
        generated = len(match.route) > 1 and match.route[1] not in own
        ordered = generated and match.route[2:3] == ("DependsOn",)
        if match.severity is Severity.ERROR and not ordered:
            value = _value_at(template, match.route)
            values = value if isinstance(value, list) else [value]
            if not any(isinstance(v, str) and (STAND_IN in v or v in defaults) for v in values):
                yield match


def _untouched(source: dict[str, Any], translation: dict[str, Any]) -> set[str]:
    """Return the resources that SAM took over as they stand in the source."""
    own, made = source.get("Resources"), translation.get("Resources")
    if not isinstance(own, dict) or not isinstance(made, dict):
        return set()
    return {name for name, resource in made.items() if own.get(name) == resource}


def _value_at(template: Any, route: tuple[str | int, ...]) -> Any:
    value = template
    for step in route:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
    return value


def _finding(match: Match, path: str, kind: str) -> Finding:
    return Finding(path, match.span, match.code, match.severity, match.message, kind)


def _translated(match: Match, document: Document, template: dict[str, Any]) -> Finding:
    name = match.route[1] if len(match.route) > 1 else ""
    return Finding(
        path=document.path,
        span=origin(document, match.route, template),
        code=match.code,
        severity=match.severity,
        message=match.message,
        kind="sam",
        hint=f"found in what SAM makes of it, at {'/'.join(map(str, match.route))}" if name else "",
    )
