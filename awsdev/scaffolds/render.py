"""A project in memory: every file of it, before any is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2.sandbox import SandboxedEnvironment

from awsdev.errors import AwsdevError
from awsdev.scaffolds.answers import Given, settle, values_for_templates
from awsdev.scaffolds.expressions import FAULTS, environment, evaluate, render_text
from awsdev.scaffolds.manifest import FileRule, Scaffold
from awsdev.scaffolds.parameter import Value
from awsdev.scaffolds.record import ANSWERS_FILE, Record, digest, record_text

README = "README.md"
_SUFFIX = ".jinja"


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file of a project.

    Attributes:
        data: Its bytes.
        executable: Whether it may be run.
    """

    data: bytes
    executable: bool = False


Project = dict[str, RenderedFile]
"""Files by path, relative to the project, with forward slashes; sorted."""


def render_project(scaffold: Scaffold, answers: dict[str, Value]) -> Project:
    """Render a scaffold in memory, the answers file included.

    Raises:
        AwsdevError: A template is faulty, or a path would leave the project.
    """
    project = render_files(scaffold, values_for_templates(scaffold, answers))
    digests = {path: digest(project[path].data) for path in sorted(project)}
    record = Record(scaffold.name, scaffold.version, answers, digests)
    project[ANSWERS_FILE] = RenderedFile(record_text(record).encode())
    return dict(sorted(project.items()))


def render_files(scaffold: Scaffold, values: dict[str, Any]) -> Project:
    """Render the files of a skeleton.

    Args:
        scaffold: Whose skeleton.
        values: What its templates may use.

    Raises:
        AwsdevError: A template is faulty, or a path would leave the project.
    """
    made = Draft(scaffold, values)
    return {path: made.file(path) for path in made.paths}


class Draft:
    """A project of which each file is rendered when it is asked for; without its answers file.

    Args:
        scaffold: Whose skeleton.
        values: What its templates may use.

    Raises:
        AwsdevError: The name of a file is faulty, or would leave the project.
    """

    def __init__(self, scaffold: Scaffold, values: dict[str, Any]) -> None:
        self._jinja = environment(scaffold.folder, scaffold.shared)
        self._values = values
        self._sources: dict[str, tuple[Path, FileRule]] = {}
        skeleton = scaffold.folder / "skeleton"
        for source in _sources(skeleton):
            inner = source.relative_to(skeleton).as_posix()
            rule = scaffold.files.get(inner.removesuffix(_SUFFIX), FileRule())
            if rule.when and not evaluate(rule.when, values, inner):
                continue
            path = _path(self._jinja, inner, values)
            if path in self._sources:
                raise AwsdevError(f"{scaffold.name}: two files would be {path}")
            self._sources[path] = source, rule

    @property
    def paths(self) -> list[str]:
        """Return the paths of its files, in the order of the skeleton."""
        return list(self._sources)

    @property
    def written(self) -> list[str]:
        """Return the paths of all that is written, the answers file too, sorted."""
        return sorted([*self._sources, ANSWERS_FILE])

    def file(self, path: str) -> RenderedFile:
        """Render a file.

        Raises:
            AwsdevError: Its template is faulty.
        """
        source, rule = self._sources[path]
        return RenderedFile(_data(self._jinja, source, self._values), rule.executable)

    def text(self, path: str) -> str:
        """Render a file as text, a mark for what is none.

        Raises:
            AwsdevError: Its template is faulty.
        """
        return self.file(path).data.decode(errors="replace")


def draft(scaffold: Scaffold, answers: dict[str, Value]) -> Draft:
    """Return the project that a scaffold makes by some answers.

    Raises:
        AwsdevError: The name of a file is faulty, or would leave the project.
    """
    return Draft(scaffold, values_for_templates(scaffold, answers))


def usual_draft(scaffold: Scaffold) -> Draft:
    """Return the project that a scaffold makes by its defaults.

    Raises:
        AwsdevError: The name of a file is faulty, or would leave the project.
    """
    return draft(scaffold, settle(scaffold, Given(), None))


def _sources(skeleton: Path) -> list[Path]:
    """Return the files of a skeleton, without what installing awsdev compiled beside them."""
    files = sorted(path for path in skeleton.rglob("*") if path.is_file())
    for path in files:
        if not path.resolve().is_relative_to(skeleton.resolve()):
            raise AwsdevError(
                f"{path}: a link leads out of the scaffold", "put the file itself there"
            )
    return [path for path in files if path.parent.name != "__pycache__"]


def _data(jinja: SandboxedEnvironment, source: Path, values: dict[str, Any]) -> bytes:
    data = source.read_bytes()
    if source.suffix != _SUFFIX:
        return data
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AwsdevError(f"{source}: this template is not UTF-8 text") from error
    return _rendered(jinja, text, values, str(source)).encode()


def _path(jinja: SandboxedEnvironment, inner: str, values: dict[str, Any]) -> str:
    path = inner.removesuffix(_SUFFIX)
    if "{{" in path:
        path = _rendered(jinja, path, values, inner)
    inside = PurePosixPath(path)
    leaves = inside.is_absolute() or "\\" in path or ":" in path or ".." in inside.parts
    # `a//b`, `./a` and `a/` would be other names for files that are there.
    if leaves or str(inside) != path or not inside.parts or not path.isprintable():
        raise AwsdevError(f"{inner}: {path!r} is no path inside a project")
    return path


def _rendered(jinja: SandboxedEnvironment, text: str, values: dict[str, Any], where: str) -> str:
    try:
        return render_text(jinja, text, values)
    except FAULTS as error:
        raise AwsdevError(f"{where}: {error}") from error
