"""Real folders for the rules that look across files."""

from __future__ import annotations

from pathlib import Path

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Finding
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from awsdev.lint.running.linter import Source, lint_source

Files = dict[str, str | bytes | None]
"""Contents by path; None stands for a folder."""


def lay_out(top: Path, files: Files) -> Path:
    """Write files below a folder that is a repository, and return the folder."""
    (top / ".git").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        place = top / name
        (place if content is None else place.parent).mkdir(parents=True, exist_ok=True)
        if content is not None:
            place.write_bytes(content.encode() if isinstance(content, str) else content)
    return top


def findings_in(path: Path | str, prefix: str = "") -> list[Finding]:
    """Lint a file on disk in this process, and keep the findings whose codes begin so."""
    result = lint_source(Source(str(path)))
    assert result.reason == ""
    return [finding for finding in result.findings if finding.code.startswith(prefix)]


def codes_in(path: Path | str, prefix: str = "") -> list[str]:
    """Lint a file on disk in this process, and return the codes in the order of the file."""
    return [finding.code for finding in findings_in(path, prefix)]


def own_findings_in(path: Path | str, prefix: str = "") -> list[Finding]:
    """Check a file on disk with awsdev's own rules alone, without the tools underneath."""
    document = parse_yaml(Path(path).read_text("utf-8"), str(path))
    document.surroundings = Surroundings(str(Path(path).parent))
    kind = kind_of(document, str(path))
    assert kind
    found = check_document(document, kind)
    return [finding for finding in found if finding.code.startswith(prefix)]
