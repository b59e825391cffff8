"""Reports of any shape: whatever a finding says, wherever it is, whatever became of its file."""

from __future__ import annotations

from hypothesis import strategies as st

from awsdev.lint.finding import Edit, Finding, Fix, Severity, Span
from awsdev.lint.kinds import Kind
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult, Outcome
from tests.conftest import ROOT

SOME_TOPICS = [
    str(ROOT / "content" / "topics" / slug)
    for slug in ("appspec", "codebuild-reports", "sam-policies")
]
"""Folders in which files of several kinds are found fault with: enough to compare two reports."""

# What one of the forms gives a meaning to: ends of lines, controls, commands, markup, links.
_TELLING = [
    *"\x00\t\n\r\x0b\x1b\x85\x9b\u2028\u202e\ufffe\uffff한漢😀%:,=<>&\"'[](){}\\ /",
    "::error::",
    "##[error]",
    "%0A",
    "]]>",
    "{0}",
    "[x](y)",
    "\ud800",
    "../",
]
# The codes of awsdev's own that findings have here, and some of cfn-lint's.
_CODES = ["AD101", "AD201", "BS101", "BS501", "AS101", "SM001", "E0000", "E3012", "W1001", "I3042"]

words = st.lists(
    st.sampled_from(_TELLING) | st.text(st.characters(max_codepoint=0x2FF), max_size=5), max_size=12
).map("".join)
# A file name may be bytes that are no UTF-8, but never holds what no system could open.
paths = words.map(lambda text: text.replace("\0", "").replace("\ud800", "\udcff") or "x.yml")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A stretch of a file, an empty one included."""
    numbers = st.integers(1, 90)
    places = sorted(draw(st.tuples(st.tuples(numbers, numbers), st.tuples(numbers, numbers))))
    return Span(*places[0], *places[1])


@st.composite
def files(draw: st.DrawFn) -> FileResult:
    """A file that was linted, passed over or lost, with what was found in it."""
    path = draw(paths)
    kinds = st.sampled_from(Kind)
    edits = st.builds(Edit, spans(), words)
    findings = st.lists(
        st.builds(
            Finding,
            path=st.just(path),
            span=spans(),
            code=st.sampled_from(_CODES),
            severity=st.sampled_from(Severity),
            message=words,
            kind=kinds,
            hint=words,
            service_error=words,
            topic=st.sampled_from(["", "sqs-visibility"]),
            fix=st.none() | st.builds(Fix, words, st.lists(edits, max_size=2).map(tuple)),
        ),
        max_size=4,
    )
    outcome = draw(st.sampled_from(Outcome))
    found = [] if outcome is Outcome.SKIPPED else sorted(draw(findings), key=Finding.sort_key)
    excerpts = {finding.span.line: draw(words) for finding in found if draw(st.booleans())}
    reason = "" if outcome in (Outcome.LINTED, Outcome.CACHED) else draw(words)
    return FileResult(path, draw(kinds), outcome, reason, found, excerpts)


reports = st.lists(files(), max_size=4).map(Report)
