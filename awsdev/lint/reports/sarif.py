"""A report in SARIF 2.1.0, the form in which code scanning services take findings.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from awsdev import __version__
from awsdev.lint.explain import explain_rule
from awsdev.lint.finding import Finding, Fix, Severity, Span
from awsdev.lint.report import Report
from awsdev.lint.reports.wording import notes, unlinted, with_slashes
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.rule import Rule
from awsdev.terminal import one_line

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_CFN_LINT_RULES = "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BRACES = re.compile(r"\{\{|\}\}|(\{\d+\})")


def sarif_report(report: Report) -> dict[str, Any]:
    """Return the report as the object that `lint --format sarif` prints."""
    rules = _rules(report.findings)
    places = {rule["id"]: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "awsdev",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
            }
        },
        "invocations": [_invocation(report, places)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder awsdev was run in."}}},
        # Ours count characters; UTF-16 units are what counts where nothing is said.
        "columnKind": "unicodeCodePoints",
        "results": [result for file in report.files for result in _results(file, places)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return what is known of the rules that found something, by code."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    own = all_rules()
    return [
        _own_rule(own[code]) if code in own else _rule_of_cfnlint(found)
        for code, found in sorted(by_code.items())
    ]


def _own_rule(rule: Rule) -> dict[str, Any]:
    page = explain_rule(rule.code)
    finds = page.parts[""].partition("\n\n")[0]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.function.__name__.split("_")),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": " ".join(finds.split())},
        "help": {"text": page.markdown(), "markdown": page.markdown()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": page.kinds},
    }


def _rule_of_cfnlint(found: list[Finding]) -> dict[str, Any]:
    """Describe a rule of cfn-lint's without loading cfn-lint, which a report can do without."""
    code = found[0].code
    address = f"{_CFN_LINT_RULES}#{quote(code)}"
    more = dict(notes(found[0]))["more"]
    return {
        "id": code,
        "name": f"CfnLint{code}",
        "shortDescription": {"text": f"{code}, a rule of cfn-lint's"},
        "fullDescription": {"text": f"{code} is a rule of cfn-lint's, which awsdev runs."},
        "help": {"text": more, "markdown": f"[cfn-lint on {code}]({address})\n\n`{more}`"},
        "helpUri": address,
        "defaultConfiguration": {"level": _LEVELS[found[0].severity]},
        "properties": {"tags": sorted({"cfn-lint", *(finding.kind for finding in found)})},
    }


def _results(file: FileResult, places: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in file.findings:
        excerpt = " ".join(file.excerpts.get(finding.span.line, "").split())
        alike = f"{finding.code}\n{with_slashes(finding.path)}\n{excerpt}"
        seen[alike] += 1
        result = {
            "ruleId": finding.code,
            "ruleIndex": places[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(finding)},
            "locations": [_location(finding.path, finding.span)],
            # Made of no number of a line: it stays when the line moves.
            "partialFingerprints": {"excerptHash/v1": _hash(f"{alike}\n{seen[alike]}")},
        }
        if finding.fix and finding.fix.edits:
            result["fixes"] = [_fix(finding.path, finding.fix)]
        yield result


def _message(finding: Finding) -> str:
    """Return a message that is understood without what stands below it, in paragraphs."""
    more = (f"{name}: {words}" for name, words in notes(finding) if name != "more")
    return "\n".join(_plain(words) for words in (finding.message, *more))


def _plain(words: str) -> str:
    """Return words that hold neither a placeholder nor a link, as SARIF understands them."""
    text = _BRACES.sub(lambda braces: f"{{{braces[1]}}}" if braces[1] else braces[0], words)
    return one_line(text).replace("](", "] (")


def _location(path: str, span: Span | None = None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if span:
        place["region"] = _region(span)
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    # As bytes: a name that is not UTF-8 has an address too.
    return {"uri": quote(os.fsencode(with_slashes(path))), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    start = (span.line, span.column)
    end_line, end_column = max(start, (span.end_line, span.end_column))
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": end_line,
        "endColumn": end_column,
    }


def _fix(path: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(path), "replacements": replacements}
    return {"description": {"text": _plain(fix.label)}, "artifactChanges": [change]}


def _invocation(report: Report, places: dict[str, int]) -> dict[str, Any]:
    broken = [f for f in report.files if f.outcome in (Outcome.FAILED, Outcome.TIMED_OUT)]
    return {
        "executionSuccessful": not broken,
        "toolExecutionNotifications": [_notification(file, places) for file in broken],
    }


def _notification(file: FileResult, places: dict[str, int]) -> dict[str, Any]:
    words = f"{unlinted(file)}: {file.reason}"
    told = {
        "level": "error",
        "descriptor": {"id": str(file.outcome)},
        "message": {"text": _plain(words)},
        "locations": [_location(file.path)],
    }
    if file.findings:
        code = file.findings[0].code
        told["associatedRule"] = {"id": code, "index": places[code]}
    return told


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
