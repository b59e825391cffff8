"""What builds around a file are known to do: why a path that is not there may still come to be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from awsdev.lint.documents.document import DocumentError, Mapping, Scalar, walk
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.repository.artifacts import Artifacts, artifacts_of
from awsdev.lint.repository.surroundings import Surroundings, joined

_OUTPUT_FOLDERS = frozenset(
    {".aws-sam", ".build", ".gradle", ".next", ".serverless", "_build", "bin", "build", "built"}
    | {"cdk.out", "dist", "generated", "node_modules", "obj", "out", "output", "package"}
    | {"publish", "release", "target", "vendor"}
)
_OUTPUT_ENDINGS = frozenset(
    {".deb", ".dll", ".ear", ".exe", ".gz", ".jar", ".nupkg", ".rpm", ".tar", ".tgz", ".war"}
    | {".wasm", ".whl", ".zip"}
)
_PACKAGED = re.compile(r"packaged|generated|rendered", re.IGNORECASE)
_BUILDSPEC = re.compile(r"buildspec[^/]*\.ya?ml", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:GNU)?[Mm]akefile|package\.json|Jenkinsfile|justfile|Taskfile\.ya?ml|\.gitlab-ci\.yml"
    r"|bitbucket-pipelines\.yml|azure-pipelines\.yml|[^/]+\.sh"
)
_WORKFLOW = re.compile(r"[^/]+\.ya?ml")
_WORKFLOWS = ".github/workflows"
_MAKES = re.compile(
    r">|\b(?:build|cat|clone|compile|copy|cp|curl|download|envsubst|git|install|ln|make|mkdir|mv"
    r"|out\w*|package|printf|rsync|sed|sync|tar|target|tee|touch|tsc|unzip|webpack|wget|zip)\b|-[ot]\b"
)
"""What a line does that makes files."""
_STATEMENT = re.compile(r"&&|\|\|?|;")
_RUNS = (
    r"[\s-]*(?:(?:sudo|time|exec|source|\.|(?:ba|da|z)?sh|python3?|node|ruby|perl)\s+(?:-\w+\s+)*)*"
    r"[\w./-]*"
)
"""What stands before a script where a statement runs it."""
_COPIES = re.compile(r"\b(?:cp|mv|rsync|install|x?copy|Copy-Item|Move-Item)\b", re.IGNORECASE)
_MOST = 40
"""Files that are looked into; a repository that has more is not looked through."""


@dataclass(frozen=True, slots=True)
class Buildspec:
    """A build specification around a file.

    Attributes:
        path: Where it lies, from the file's folder.
        commands: The lines its phases run.
        artifacts: What it hands on: the primary output under an empty name, and secondary ones.
    """

    path: str
    commands: list[str]
    artifacts: dict[str, Artifacts]


class Builds:
    """The builds around a file, as far as its surroundings tell.

    Args:
        around: The surroundings of the file.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    @cached_property
    def buildspecs(self) -> list[Buildspec]:
        """Return the build specifications in the file's folder and in those above it."""
        found = (self.buildspec_at(path) for path in self._paths(_BUILDSPEC))
        return [each for each in found if each]

    def buildspec_at(self, path: str) -> Buildspec | None:
        """Return the build specification at a path, or None where there is none to read."""
        data = self._around.read(path)
        return None if data is None else read_buildspec(data.decode("utf-8-sig", "replace"), path)

    @property
    def assembles(self) -> bool:
        """Return whether a build lays out its output otherwise than the source."""
        outputs = (each for build in self.buildspecs for each in build.artifacts.values())
        return any(output.base or output.flat for output in outputs)

    def may_make(self, path: str) -> bool:
        """Return whether a build likely makes what is to lie at a path.

        It does where git ignores the path, and where a statement of a build that makes files
        names it.
        """
        if self._around.ignored(path):
            return True
        name = re.escape(posixpath.basename(posixpath.normpath(path)))
        word = re.compile(rf"(?<![\w.-]){name}(?![\w-])")
        runs = re.compile(rf"{_RUNS}(?<![\w.-]){name}(?![\w-])")
        return any(
            word.search(statement)
            and _MAKES.search(word.sub(" ", statement))
            and not runs.match(statement)
            for line in self._lines
            for statement in _STATEMENT.split(line)
        )

    def copies(self, name: str) -> bool:
        """Return whether a build copies or moves a file of this name.

        Args:
            name: The name, or how it begins.
        """
        return any(name in line and _COPIES.search(line) for line in self._lines)

    @cached_property
    def _lines(self) -> list[str]:
        """The lines of what describes builds."""
        lines = [line for build in self.buildspecs for line in build.commands]
        paths = [*self._paths(_OTHERS), *self._workflows()]
        for path in paths[:_MOST]:
            lines += (self._around.read(path) or b"").decode("utf-8", "replace").splitlines()
        return lines

    def _workflows(self) -> Iterator[str]:
        for base in self._around.bases:
            for name in self._around.names(joined(base, _WORKFLOWS)):
                if _WORKFLOW.fullmatch(name):
                    yield joined(base, _WORKFLOWS, name)

    def _paths(self, pattern: re.Pattern[str]) -> list[str]:
        return [
            joined(base, name)
            for base in self._around.bases
            for name in self._around.names(base)
            if pattern.fullmatch(name)
        ][:_MOST]


def read_buildspec(text: str, path: str = "") -> Buildspec | None:
    """Read a build specification, or return None where the text is none."""
    try:
        root = merged_root(parse_yaml(text, path))
    except DocumentError:
        return None
    phases = root.get("phases")
    if not isinstance(phases, Mapping):
        return None
    texts = (node.text for node in walk(phases) if isinstance(node, Scalar))
    lines = [line for text in texts for line in text.splitlines()]
    return Buildspec(path, lines, artifacts_of(root))


def looks_made(path: str) -> bool:
    """Return whether a path looks like what builds make: `dist/`, `app.jar`, `packaged.yaml`."""
    steps = posixpath.normpath(path.replace("\\", "/")).lower().split("/")
    ending = posixpath.splitext(steps[-1])[1]
    in_output = not _OUTPUT_FOLDERS.isdisjoint(steps)
    return in_output or ending in _OUTPUT_ENDINGS or bool(_PACKAGED.search(path))
