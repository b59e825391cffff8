"""What tools say of one template: cfn-lint on the source, and on what SAM makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from awsdev.lint.cloudformation.cfnlint_runner import CfnLint, Match
from awsdev.lint.cloudformation.intrinsics import to_template
from awsdev.lint.cloudformation.origins import origin, resource_body, resource_span
from awsdev.lint.cloudformation.placeholders import STAND_IN, default_texts
from awsdev.lint.cloudformation.translation_rules import refused_by_translator
from awsdev.lint.cloudformation.translator import Translation, Translator
from awsdev.lint.document import Document
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.rule import Problem


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


class TemplateChecker:
    """cfn-lint and the SAM translator, kept ready for any number of templates."""

    def __init__(self) -> None:
        self._cfn_lint: CfnLint | None = None
        self._translator: Translator | None = None

    def check(self, document: Document, kind: str, text: str | None) -> Checked:
        """Lint a template and, where it is SAM, its translation.

        Args:
            document: The parsed template.
            kind: `cloudformation` or `sam`.
            text: The template where it does not lie on disk; cfn-lint reads
                `document.path` itself otherwise.
        """
        translator = self._begin_translation(document) if kind == "sam" else None
        checked = Checked()
        self._check_source(document, kind, text, checked)
        if translator:
            self._check_translation(document, translator.result(), checked)
        return checked

    def check_unparsed(self, path: str, text: str | None) -> Checked:
        """Lint a file that is a template by its looks but that awsdev could not parse."""
        checked = Checked()
        self._check_source(Document(None, [], path=path), "cloudformation", text, checked)
        return checked

    def _check_source(
        self, document: Document, kind: str, text: str | None, checked: Checked
    ) -> None:
        try:
            linter = self._linter()
            found = linter.lint_file(document.path) if text is None else linter.lint_text(text)
        except MemoryError:
            raise
        except Exception as error:
            checked.failures.append(("cfn-lint", _words(error)))
            return
        checked.findings += [_finding(match, document.path, kind) for match in found]

    def _begin_translation(self, document: Document) -> Translator:
        if self._translator is None or not self._translator.alive():
            self._translator = Translator()
        self._translator.submit(to_template(document))
        return self._translator

    def _check_translation(
        self, document: Document, translation: Translation, checked: Checked
    ) -> None:
        if translation.crash:
            checked.failures.append(("the SAM translator", translation.crash))
        checked.refusals += [
            refused_by_translator(refusal.message, resource_span(document, refusal.logical_id))
            for refusal in translation.refusals
        ]
        if translation.template is None:
            return
        untouched = _untouched(document, translation.template)
        try:
            matches = self._linter().errors_in(translation.template, untouched)
        except MemoryError:
            raise
        except Exception as error:
            checked.failures.append(("cfn-lint", f"on the translation: {_words(error)}"))
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

    def _linter(self) -> CfnLint:
        if self._cfn_lint is None:
            self._cfn_lint = CfnLint()
        return self._cfn_lint


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


def _untouched(document: Document, template: dict[str, Any]) -> set[str]:
    """Return the resources that SAM took over as they stand in the source."""
    source, made = to_template(document).get("Resources"), template.get("Resources")
    if not isinstance(source, dict) or not isinstance(made, dict):
        return set()
    return {name for name, resource in made.items() if source.get(name) == resource}


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


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
