"""What is told of shellcheck's comments: one remark for one mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.tools.shell.codes import PARSING_STOPPED, is_about_the_stop, severity_of
from awsdev.lint.tools.shell.shellcheck import Comment


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told of a place in the file.

    Attributes:
        code: shellcheck's code, a number.
        severity: Warning or info.
        message: In shellcheck's words.
        span: Where in the file.
        about: The text it is about.
        hint: What to do; may be empty.
    """

    code: int
    severity: Severity
    message: str
    span: Span
    about: str = ""
    hint: str = ""

    def finding(self, path: str, kind: str) -> Finding:
        """Return the remark as a finding."""
        code = f"SC{self.code}"
        return Finding(path, self.span, code, self.severity, self.message, kind, self.hint)


def remark_of(comment: Comment, span: Span, about: str = "") -> Remark:
    """Return a comment as a remark."""
    severity = severity_of(comment.level)
    return Remark(comment.code, severity, comment.message, span, about)


def stop_of(comments: Sequence[Comment]) -> Comment | None:
    """Return the comment that best says why shellcheck could not read on; None where it could.

    One mistake in the syntax draws several comments: what is missing, in what, from where on.
    """
    if not any(comment.code in PARSING_STOPPED for comment in comments):
        return None
    errors = [comment for comment in comments if comment.level == "error"]
    chosen = min(errors, key=lambda comment: (is_about_the_stop(comment.code), *_place(comment)))
    expected = next((_first(comment) for comment in errors if comment.code == 1072), "")
    if chosen.code not in (1072, 1073) or not expected:
        return chosen
    if chosen.code == 1072:
        return replace(chosen, message=f"{expected}.")
    return replace(chosen, message=f"{_first(chosen)}: {expected[0].lower()}{expected[1:]}.")


def once(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Yield a mistake that is repeated letter by letter once, with the other lines it is on."""
    groups: dict[tuple[int, str, str], dict[Span, Remark]] = {}
    for remark in remarks:
        key = (remark.code, remark.message, remark.about)
        groups.setdefault(key, {}).setdefault(remark.span, remark)
    for places in groups.values():
        first, *others = (places[span] for span in sorted(places))
        lines = {remark.span.line for remark in others} - {first.span.line}
        yield replace(first, hint=first.hint or on_lines(lines))


def on_lines(lines: Iterable[int]) -> str:
    """Return in words that the same mistake is on other lines too; nothing where it is on none."""
    numbers = sorted(set(lines))
    word = "lines" if len(numbers) > 1 else "line"
    return f"the same on {word} {', '.join(map(str, numbers))}" if numbers else ""


def _first(comment: Comment) -> str:
    """Return the first sentence of a comment, without its full stop."""
    return comment.message.partition(". ")[0].removesuffix(".").strip()


def _place(comment: Comment) -> tuple[int, int]:
    return (comment.line, comment.column)
