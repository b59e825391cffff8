"""The examples on the rules' pages, linted: for their test and for the reference of the rules.

An example is a file, or several that lie together in a folder of their own. Those of rules that
look around are laid out on disk, where there is something to look at; the others are not.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from awsdev.lint.engine import lint_data, lint_files
from awsdev.lint.files.find import find_files
from awsdev.lint.kinds import Kind
from awsdev.lint.report import Report
from awsdev.lint.result import FileResult
from awsdev.lint.rules.page import PageExample, page_of
from awsdev.lint.rules.rule import Rule

PARTS_WITH_EXAMPLES = ("Wrong", "Right")
USUAL_NAMES = {
    Kind.BUILDSPEC: "buildspec.yml",
    Kind.APPSPEC_SERVER: "appspec.yml",
    Kind.APPSPEC_LAMBDA: "appspec.yml",
    Kind.APPSPEC_ECS: "appspec.yml",
    Kind.CLOUDFORMATION: "template.yaml",
    Kind.SAM: "template.yaml",
    Kind.AMPLIFY: "amplify.yml",
    Kind.IAM_POLICY: "policy.json",
    Kind.TASK_DEFINITION: "taskdef.json",
    Kind.STATE_MACHINE: "orders.asl.json",
    Kind.SAMCONFIG: "samconfig.toml",
    Kind.MAPPING_TEMPLATE: "request.vtl",
}


@dataclass(frozen=True, slots=True)
class ShownExample:
    """An example on a rule's page.

    Attributes:
        rule: The rule.
        part: `Wrong` or `Right`.
        number: Which one of the part, from 0.
        files: The fences it is made of, which lie together in a folder.
    """

    rule: Rule
    part: str
    number: int
    files: tuple[PageExample, ...]

    @property
    def folder(self) -> str:
        """Return the folder it lies in, such as `BS201/Wrong0`; no other example does."""
        return f"{self.rule.code}/{self.part}{self.number}"

    def texts(self) -> dict[str, bytes]:
        """Return the bytes of its files, by path below `folder`."""
        usual = USUAL_NAMES[Kind(sorted(self.rule.kinds)[0])]
        return {file.name or usual: file.data for file in self.files}


def shown_examples(rule: Rule, part: str) -> list[ShownExample]:
    """Return the examples under `Wrong` or `Right` on a rule's page."""
    page = page_of(rule.function)
    folders = page.folders(part) if rule.across else [[each] for each in page.examples(part)]
    return [ShownExample(rule, part, n, tuple(files)) for n, files in enumerate(folders)]


def lint_examples(examples: Iterable[ShownExample]) -> dict[str, Report]:
    """Lint examples, all in one run or two.

    Returns:
        By `ShownExample.folder`: what `awsdev lint` says in that folder.
    """
    alone: list[ShownExample] = []
    around: list[ShownExample] = []
    for example in examples:
        (around if example.rule.across else alone).append(example)
    results = lint_data(_laid_out(alone)).files + _on_disk(_laid_out(around))
    reports: dict[str, list[FileResult]] = {each.folder: [] for each in (*alone, *around)}
    for result in results:
        folder, path = _parted(result.path)
        findings = [replace(finding, path=path) for finding in result.findings]
        reports[folder].append(replace(result, path=path, findings=findings))
    return {folder: Report(files) for folder, files in reports.items()}


def _laid_out(examples: Iterable[ShownExample]) -> dict[str, bytes]:
    return {
        f"{example.folder}/{name}": data
        for example in examples
        for name, data in example.texts().items()
    }


def _on_disk(texts: dict[str, bytes]) -> list[FileResult]:
    if not texts:
        return []
    with tempfile.TemporaryDirectory() as top, contextlib.chdir(top):
        for name, data in texts.items():
            # Each folder is a repository: what it looks at ends there.
            (Path(*PurePosixPath(name).parts[:2]) / ".git").mkdir(parents=True, exist_ok=True)
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(data)
        return lint_files(find_files(["."])).files


def _parted(path: str) -> tuple[str, str]:
    parts = Path(path).parts
    return "/".join(parts[:2]), "/".join(parts[2:])
