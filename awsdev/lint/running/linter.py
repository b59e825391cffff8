"""Linting one file from first to last: read, parse, tell the kind, check."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from awsdev.lint.documents.document import Document, DocumentError
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of, kind_of_text, kind_within
from awsdev.lint.files.source import MAX_BYTES, Source
from awsdev.lint.finding import Finding, Span
from awsdev.lint.kinds import Kind, Syntax, syntax_of
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.result import FileResult, Outcome
from awsdev.lint.rules.catalogue import find_rule
from awsdev.lint.rules.check import as_finding
from awsdev.lint.rules.reading import invalid_document, out_of_memory, tool_failed, unreadable_text
from awsdev.lint.rules.rule import Problem
from awsdev.lint.rules.silences import apply_silences, silences_of
from awsdev.lint.running.checking import findings_of

if TYPE_CHECKING:
    from awsdev.lint.tools.cfnlint.process import CfnLintProcess
    from awsdev.lint.tools.templates import Checked

_MASK = "•"
_TEMPLATES = (Kind.CLOUDFORMATION, Kind.SAM)


def lint_source(source: Source) -> FileResult:
    """Lint one file in this process. Nothing a file holds makes it raise."""
    try:
        data = source.read()
    except OSError as error:
        reason = error.strerror or str(error)
        return FileResult(source.path, source.likely_kind, Outcome.FAILED, reason, unread=True)
    except MemoryError:
        return _without_memory(source)
    try:
        return replace(_lint_data(source, data), digest=hashlib.sha256(data).hexdigest())
    except MemoryError:
        return _without_memory(source)
    except Exception as error:
        # A mistake of awsdev's own. It must not look like a clean file, nor cost another one.
        words = f"{type(error).__name__}: {error}"
        return _not_checked(source, "AD201", tool_failed("awsdev", words), words)


def _without_memory(source: Source) -> FileResult:
    return _not_checked(source, "AD203", out_of_memory(), "it needs too much memory")


def _not_checked(source: Source, code: str, problem: Problem, reason: str) -> FileResult:
    kind = source.likely_kind
    finding = as_finding(problem, code, source.path, kind)
    return FileResult(source.path, kind, Outcome.FAILED, reason, [finding])


def _lint_data(source: Source, data: bytes) -> FileResult:
    if len(data) > MAX_BYTES:
        return _unreadable(source, f"larger than {MAX_BYTES // 1024 // 1024} MiB", Span())
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"byte {error.object[error.start]:#04x} is not UTF-8"
        return _unreadable(source, reason, Span.behind(error.object[: error.start].decode()))
    if syntax_of(source.path, source.family) is Syntax.VTL:
        # Any text is a mapping template, an empty one included; its rules parse it themselves.
        document = Document(None, text.splitlines(), path=source.path)
        return _lint_document(source, text, document, Kind.MAPPING_TEMPLATE)
    return _lint_tree(source, text)


def _lint_tree(source: Source, text: str) -> FileResult:
    if not text.strip():
        return _empty(source, "the file is empty")
    toml = syntax_of(source.path, source.family) is Syntax.TOML
    try:
        document = (_parse_toml if toml else parse_yaml)(text, source.path)
    except DocumentError as error:
        return _lint_broken(source, text, error)
    if document.root is None:
        return _empty(source, "the file holds nothing but comments")
    family = source.family
    kind = kind_within(family, document, source.path) if family else kind_of(document, source.path)
    if not kind:
        return _skipped(source)
    return _lint_document(source, text, document, kind)


def _parse_toml(text: str, path: str) -> Document:
    from awsdev.lint.documents.toml import parse_toml  # noqa: PLC0415 - few files need it

    return parse_toml(text, path)


def _lint_document(source: Source, text: str, document: Document, kind: str) -> FileResult:
    if source.data is None:
        document.surroundings = Surroundings(str(Path(source.path).parent))
    # First, because it takes the longest and works meanwhile.
    cfn_lint = _asked_cfn_lint(source, text) if kind in _TEMPLATES else None
    findings = findings_of(document, kind)
    if cfn_lint:
        findings += _of_template(document, kind, cfn_lint)
    failed = any(finding.code == "AD201" for finding in findings)
    kept, idle = apply_silences(
        findings,
        silences_of(document, kind),
        ran=lambda code: not failed and _ran(code, document),
    )
    kept += [as_finding(problem, "AD104", source.path, kind) for problem in idle]
    seen = document.surroundings.seen if document.surroundings else {}
    return replace(_linted(source, text, kind, kept), seen=seen)


def _of_template(document: Document, kind: str, cfn_lint: CfnLintProcess) -> list[Finding]:
    """Return what is found in a template beside what awsdev's rules for templates find."""
    from awsdev.lint.running.inline import inline_findings  # noqa: PLC0415 - few files need it
    from awsdev.lint.tools.templates import check_template  # noqa: PLC0415 - slow

    inline = inline_findings(document, kind)
    return inline + _all_of(check_template(document, kind, cfn_lint), document.path, kind)


def _ran(code: str, document: Document) -> bool:
    """Return whether what finds a code has looked at this document."""
    if code.startswith("SC"):
        from awsdev.lint.tools.shell.shellcheck import program  # noqa: PLC0415 - few files need it

        return bool(program())
    rule = find_rule(code)
    return not (rule and rule.across and document.surroundings is None)


def _linted(source: Source, text: str, kind: str, findings: list[Finding]) -> FileResult:
    # What an alias stands for, or a key that is repeated, is looked at more than once.
    findings = sorted({each.sort_key(): each for each in findings}.values(), key=Finding.sort_key)
    lines = text.splitlines()
    marked = {finding.span.line for finding in findings if finding.span.line <= len(lines)}
    secret = [finding.span for finding in findings if _is_masked(finding.code)]
    for span in secret:
        _mask(lines, span)
    excerpts = {number: lines[number - 1] for number in sorted(marked)}
    return FileResult(source.path, kind, Outcome.LINTED, "", findings, excerpts)


def _is_masked(code: str) -> bool:
    rule = find_rule(code)
    return rule is not None and rule.masked


def _mask(lines: list[str], span: Span) -> None:
    """Black out a stretch of the file: an excerpt must not carry a secret on."""
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        lines[number - 1] = line[:start] + _MASK * len(line[start:end]) + line[end:]


def _lint_broken(source: Source, text: str, error: DocumentError) -> FileResult:
    """Say what is wrong with a text that could not be parsed, if it is an AWS file at all."""
    kind = source.likely_kind if source.family else kind_of_text(text, source.path)
    if not kind:
        return _skipped(source, f"no AWS file by its looks, and not readable: {error.message}")
    if kind in _TEMPLATES and not error.over_limit:
        # cfn-lint's word on syntax is what users of cfn-lint know.
        from awsdev.lint.tools.templates import check_unparsed  # noqa: PLC0415 - slow

        checked = check_unparsed(source.path, _asked_cfn_lint(source, text))
        findings = _all_of(checked, source.path, kind)
    else:
        findings = [as_finding(invalid_document(error), "AD102", source.path, kind)]
    return _linted(source, text, kind, findings)


def _all_of(checked: Checked, path: str, kind: str) -> list[Finding]:
    refused = [as_finding(problem, "SM001", path, kind) for problem in checked.refusals]
    failed = [as_finding(tool_failed(*each), "AD201", path, kind) for each in checked.failures]
    return [*checked.findings, *refused, *failed]


def _empty(source: Source, reason: str) -> FileResult:
    if source.likely_kind == Kind.SAMCONFIG:
        # The SAM CLI makes such a file itself, and takes it for one that sets nothing.
        return FileResult(source.path, Kind.SAMCONFIG, Outcome.LINTED)
    return _unreadable(source, reason, Span())


def _unreadable(source: Source, reason: str, span: Span) -> FileResult:
    kind = source.likely_kind
    if not kind:
        return _skipped(source, f"no AWS file by its name, and {reason}")
    finding = as_finding(unreadable_text(reason, span), "AD101", source.path, kind)
    return FileResult(source.path, kind, Outcome.LINTED, findings=[finding])


def _skipped(source: Source, reason: str = "no AWS file of a kind awsdev knows") -> FileResult:
    return FileResult(source.path, "", Outcome.SKIPPED, reason)


def _asked_cfn_lint(source: Source, text: str) -> CfnLintProcess:
    """Return cfn-lint at work on a template."""
    from awsdev.lint.tools.cfnlint.runner import CfnLint  # noqa: PLC0415 - few files need it

    cfn_lint = _cfn_lint()
    if source.data is None:
        cfn_lint.ask(partial(CfnLint.lint_file, path=source.path))
    else:
        cfn_lint.ask(partial(CfnLint.lint_text, text=text))
    return cfn_lint


@cache
def _cfn_lint() -> CfnLintProcess:
    from awsdev.lint.tools.cfnlint.process import CfnLintProcess  # noqa: PLC0415 - few files need it

    return CfnLintProcess()
