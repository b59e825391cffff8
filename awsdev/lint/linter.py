"""Linting one file from first to last: read, parse, tell the kind, check."""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from awsdev.lint.check import as_finding, check_document
from awsdev.lint.cloudformation.check import Checked, TemplateChecker
from awsdev.lint.document import Document, DocumentError
from awsdev.lint.finding import Finding, Span
from awsdev.lint.kinds import (
    FAMILIES,
    Kind,
    Syntax,
    kind_of,
    kind_of_name,
    kind_of_text,
    kind_within,
    syntax_of,
)
from awsdev.lint.reading import invalid_document, tool_failed, unreadable_text
from awsdev.lint.surroundings import Surroundings
from awsdev.lint.toml import parse_toml
from awsdev.lint.yamltext import parse_yaml

MAX_BYTES = 5 * 1024 * 1024
"""Larger files are passed over: CloudFormation takes templates up to 1 MB."""
_TEMPLATES = (Kind.CLOUDFORMATION, Kind.SAM)
_WITH_SHELL = (Kind.AMPLIFY, Kind.APPSPEC_SERVER, Kind.BUILDSPEC)
"""Kinds of files that hold shell commands or name scripts."""


class Outcome(StrEnum):
    """What became of a file."""

    LINTED = "linted"
    SKIPPED = "skipped"
    FAILED = "failed"
    TIMED_OUT = "timed-out"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to lint.

    Attributes:
        path: As the user named it.
        data: Its bytes, where it does not lie on disk under `path`.
        family: What the user said it is, one of `awsdev.lint.kinds.FAMILIES`; else empty.
    """

    path: str
    data: bytes | None = None
    family: str = ""

    @property
    def likely_kind(self) -> str:
        """Return the kind as far as it is known without the file's content; else empty."""
        return FAMILIES[self.family][0] if self.family else kind_of_name(self.path) or ""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What the linter has to say about one file.

    Attributes:
        path: As the user named it.
        kind: The kind told; empty where none was.
        outcome: What became of it.
        reason: Why it was skipped or failed; else empty.
        findings: In the order of the file.
        excerpts: The lines that findings point at, by number.
    """

    path: str
    kind: str
    outcome: Outcome
    reason: str = ""
    findings: list[Finding] = field(default_factory=list)
    excerpts: dict[int, str] = field(default_factory=dict)


def lint_source(source: Source) -> FileResult:
    """Lint one file in this process. Nothing a file holds makes it raise."""
    try:
        data = source.data if source.data is not None else _read(source.path)
    except OSError as error:
        reason = error.strerror or str(error)
        return FileResult(source.path, source.likely_kind, Outcome.FAILED, reason)
    if len(data) > MAX_BYTES:
        reason = f"larger than {MAX_BYTES // 1024 // 1024} MiB"
        return _unreadable(source, reason, Span())
    try:
        return _lint_data(source, data)
    except Exception as error:
        # A mistake of awsdev's own. It must not look like a clean file, nor cost another one.
        kind, words = source.likely_kind, f"{type(error).__name__}: {error}"
        finding = as_finding(tool_failed("awsdev", words), "AD201", source.path, kind)
        return FileResult(source.path, kind, Outcome.FAILED, words, [finding])


def _read(path: str) -> bytes:
    # Opening a named pipe would wait for a writer, and a device has no end.
    if not stat.S_ISREG(Path(path).stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    # One byte more than is taken tells a file that is too large, however large it is.
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _lint_data(source: Source, data: bytes) -> FileResult:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _byte_span(data, error.start)
        return _unreadable(source, f"byte {data[error.start]:#04x} is not UTF-8", place)
    if syntax_of(source.path, source.family) is Syntax.VTL:
        # Any text is a mapping template, an empty one included; its rules parse it themselves.
        document = Document(None, text.splitlines(), path=source.path)
        return _lint_document(source, text, document, Kind.MAPPING_TEMPLATE)
    return _lint_tree(source, text)


def _lint_tree(source: Source, text: str) -> FileResult:
    if not text.strip():
        return _unreadable(source, "the file is empty", Span())
    syntax = syntax_of(source.path, source.family)
    try:
        document = (parse_toml if syntax is Syntax.TOML else parse_yaml)(text, source.path)
    except DocumentError as error:
        return _lint_broken(source, text, error)
    if document.root is None:
        return _unreadable(source, "the file holds nothing but comments", Span())
    family = source.family
    kind = kind_within(family, document, source.path) if family else kind_of(document, source.path)
    if not kind:
        return _skipped(source)
    return _lint_document(source, text, document, kind)


def _lint_document(source: Source, text: str, document: Document, kind: str) -> FileResult:
    if source.data is None:
        document.surroundings = Surroundings(str(Path(source.path).parent))
    findings = check_document(document, kind)
    if kind in _TEMPLATES:
        checked = _templates().check(document, kind, None if source.data is None else text)
        findings += _all_of(checked, source.path, kind)
    if kind in _WITH_SHELL:
        from awsdev.lint.shell.check import shell_findings  # noqa: PLC0415 - templates hold none

        findings += shell_findings(document, kind, findings)
    return _linted(source, text, kind, findings)


def _linted(source: Source, text: str, kind: str, findings: list[Finding]) -> FileResult:
    findings.sort(key=Finding.sort_key)
    lines = text.splitlines()
    marked = {finding.span.line for finding in findings if finding.span.line <= len(lines)}
    excerpts = {number: lines[number - 1] for number in sorted(marked)}
    return FileResult(source.path, kind, Outcome.LINTED, "", findings, excerpts)


def _lint_broken(source: Source, text: str, error: DocumentError) -> FileResult:
    """Say what is wrong with a text that could not be parsed, if it is an AWS file at all."""
    kind = source.likely_kind if source.family else kind_of_text(text, source.path)
    if not kind:
        return _skipped(source, f"no AWS file by its looks, and not readable: {error.message}")
    if kind in _TEMPLATES and not error.over_limit:
        # cfn-lint's word on syntax is what users of cfn-lint know.
        checked = _templates().check_unparsed(source.path, None if source.data is None else text)
        findings = _all_of(checked, source.path, kind)
    else:
        findings = [as_finding(invalid_document(error), "AD102", source.path, kind)]
    return _linted(source, text, kind, findings)


def _all_of(checked: Checked, path: str, kind: str) -> list[Finding]:
    refused = [as_finding(problem, "SM001", path, kind) for problem in checked.refusals]
    failed = [as_finding(tool_failed(*each), "AD201", path, kind) for each in checked.failures]
    return [*checked.findings, *refused, *failed]


def _unreadable(source: Source, reason: str, span: Span) -> FileResult:
    kind = source.likely_kind
    if not kind:
        return _skipped(source, f"no AWS file by its name, and {reason}")
    finding = as_finding(unreadable_text(reason, span), "AD101", source.path, kind)
    return FileResult(source.path, kind, Outcome.LINTED, findings=[finding])


def _skipped(source: Source, reason: str = "no AWS file of a kind awsdev knows") -> FileResult:
    return FileResult(source.path, "", Outcome.SKIPPED, reason)


def _byte_span(data: bytes, position: int) -> Span:
    before = data[:position]
    line, column = before.count(b"\n") + 1, position - (before.rfind(b"\n") + 1) + 1
    return Span(line, column, line, column + 1)


@cache
def _templates() -> TemplateChecker:
    """Return this process's template checker; it is costly to make and kept."""
    return TemplateChecker()
