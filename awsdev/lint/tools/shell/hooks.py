"""The hook scripts that an AppSpec file for servers names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.kinds import Kind
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.tools.shell.codes import LEFT_OUT, LEFT_OUT_OF_SCRIPTS
from awsdev.lint.tools.shell.rcfile import disabled_in
from awsdev.lint.tools.shell.remarks import Remark, on_lines, remark_of, stop_of
from awsdev.lint.tools.shell.shellcheck import Comment, check

MOST = 3
"""Remarks on one script: the AppSpec file is no place for a long list of them."""

_SHELL = re.compile(rb"#![ \t]*(?:\S*/env[ \t]+(?:-S[ \t]+)?)?(?:\S*/)?(?:ba|da|k)?sh\b")


def hook_remarks(document: Document, kind: str) -> Iterator[Remark]:
    """Yield what is to be told of each script an AppSpec file names, where it first does.

    Raises:
        ShellcheckError: shellcheck did not do its work.
    """
    around = document.surroundings
    scripts = _scripts(document, around) if kind == Kind.APPSPEC_SERVER and around else {}
    if not scripts:
        return
    answers = check([data for _, data in scripts.values()])
    for (path, (location, _)), comments in zip(scripts.items(), answers, strict=True):
        disabled = disabled_in(around, posixpath.dirname(path))
        left_out = [comment for comment in comments if comment.code not in disabled]
        yield from _remarks(path, location, left_out)


def _scripts(document: Document, around: Surroundings) -> dict[str, tuple[Scalar, bytes]]:
    """Return the shell scripts by their paths, each with where it is first named."""
    found: dict[str, tuple[Scalar, bytes]] = {}
    for location in _locations(document):
        # A slash in front changes nothing: the location is looked up in the revision.
        path = posixpath.normpath(location.text.strip().lstrip("/") or ".")
        if path in found or path.startswith(".."):
            continue
        data = around.read(path)
        if data is not None and _is_shell(path, data):
            found[path] = (location, data)
    return found


def _locations(document: Document) -> Iterator[Scalar]:
    for entry in merged_root(document).mapping("hooks").entries:
        scripts = entry.value.items if isinstance(entry.value, Sequence) else []
        for script in scripts:
            location = script.get("location") if isinstance(script, Mapping) else None
            if isinstance(location, Scalar) and location.text.strip():
                yield location


def _is_shell(path: str, data: bytes) -> bool:
    return bool(_SHELL.match(data)) if data.startswith(b"#!") else path.endswith(".sh")


def _remarks(path: str, location: Scalar, comments: list[Comment]) -> Iterator[Remark]:
    """Yield the gravest remarks on a script, one for each code."""
    stop = stop_of(comments)
    by_code: dict[int, list[Comment]] = {}
    for comment in [stop] if stop else comments:
        if comment.code not in LEFT_OUT and comment.code not in LEFT_OUT_OF_SCRIPTS:
            by_code.setdefault(comment.code, []).append(comment)
    remarks = [_remark(path, location, same) for same in by_code.values()]
    told = sorted(remarks, key=lambda remark: remark.severity is Severity.INFO)[:MOST]
    if more := len(remarks) - len(told):
        hint = f"shellcheck says {more} more of this script"
        told[-1] = replace(told[-1], hint="; ".join(filter(None, (told[-1].hint, hint))))
    yield from told


def _remark(path: str, location: Scalar, same: list[Comment]) -> Remark:
    first, *others = same
    place = f"{path}:{first.line}:{first.column}"
    remark = remark_of(replace(first, message=f"{place}: {first.message}"), location.span)
    return replace(remark, hint=on_lines({comment.line for comment in others} - {first.line}))
