"""Additions: resources that are put into a template that is there, with the code they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from awsdev.errors import AwsdevError, Status
from awsdev.lint.documents.document import Document, DocumentError, Mapping, Scalar
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding, Severity
from awsdev.locations import templates_folder
from awsdev.names import did_you_mean, name_key
from awsdev.scaffolds.answers import Given, settle, values_for_templates
from awsdev.scaffolds.expressions import FAULTS, environment, render_text
from awsdev.scaffolds.manifest import SHARED, Scaffold, load_scaffold
from awsdev.scaffolds.names import addition_names, additions_folder
from awsdev.scaffolds.parameter import Parameter, Value
from awsdev.scaffolds.render import Project, RenderedFile, render_files
from awsdev.scaffolds.splice import splice

FRAGMENT = "fragment.yaml.jinja"
TEMPLATES = ("template.yaml", "template.yml")
"""Names under which a template is looked for in a folder."""

_MOST_NAMES = 20
_NAME = "name"
"""The parameter that names what is added."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template on disk.

    Attributes:
        path: Where it lies.
        text: What it holds.
        document: The same as a tree.
    """

    path: Path
    text: str
    document: Document

    @property
    def resources(self) -> dict[str, str]:
        """Types of its resources, by logical ID."""
        resources = self.document.mapping.mapping("Resources")
        return {
            entry.key.text: entry.value.text("Type")
            for entry in resources.entries
            if isinstance(entry.value, Mapping)
        }

    @property
    def is_sam(self) -> bool:
        """Whether SAM translates it."""
        transforms = [self.document.mapping.get("Transform")]
        transforms += self.document.mapping.items_of("Transform")
        texts = [each.text for each in transforms if isinstance(each, Scalar)]
        return any(text.startswith("AWS::Serverless-") for text in texts)


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition would do.

    Attributes:
        template: The template as it is.
        text: The template as it would be.
        answers: What was answered.
        files: Files that would be written beside the template, by path from its folder.
        then: What is left to do, one sentence each.
    """

    template: Template
    text: str
    answers: dict[str, Value]
    files: Project
    then: list[str]

    @property
    def added(self) -> list[str]:
        """Logical IDs of the resources that are new."""
        now = parse_yaml(self.text).mapping.mapping("Resources").keys()
        return [each for each in now if each not in self.template.resources]

    @property
    def project(self) -> Project:
        """All that would be written, the template included, by path from its folder."""
        changed = {self.template.path.name: RenderedFile(self.text.encode())}
        return {**changed, **self.files}


def all_additions() -> list[Scaffold]:
    """Return all additions as they are without a template, by name."""
    return [_load(name, None) for name in addition_names()]


def find_addition(name: str, template: Template) -> Scaffold:
    """Return an addition, its questions fitted to a template.

    Raises:
        AwsdevError: There is none by this name, or the template lacks what it is added to.
    """
    for each in addition_names():
        if name_key(each) == name_key(name):
            return _load(each, template.resources)
    hint = did_you_mean(name, addition_names()) or "`awsdev scaffold add` lists the additions"
    raise AwsdevError(f"there is no addition {name}", hint, Status.NO)


def read_template(place: Path) -> Template:
    """Read the template at a path, or the one in a folder.

    Raises:
        AwsdevError: There is none, or it cannot be added to.
    """
    path = _template_in(place) if place.is_dir() else place
    try:
        text = path.read_bytes().decode("utf-8")
        document = parse_yaml(text, str(path))
    except OSError as error:
        raise AwsdevError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise AwsdevError(f"{path}: this is not UTF-8 text") from error
    except DocumentError as error:
        raise AwsdevError(f"{path}:{error.span.line}: {error.message}", "mend it first") from error
    if text.lstrip().startswith("{"):
        raise AwsdevError(
            f"{path}: additions go into templates in YAML, and this is JSON",
            "convert it first",
            Status.NO,
        )
    if not isinstance(document.mapping.get("Resources"), Mapping):
        raise AwsdevError(f"{path}: this is no template: it has no Resources")
    return Template(path, text, document)


def plan_addition(
    addition: Scaffold, template: Template, given: Given, ask: Callable[[Parameter], Value] | None
) -> Addition:
    """Work out what an addition does to a template.

    Args:
        addition: What is added, fitted to the template.
        template: The template.
        given: What the user gave.
        ask: Called for what is still open; defaults are taken where None.

    Raises:
        AwsdevError: An answer is not allowed, or the template cannot be added to safely.
    """
    decided = _NAME in given.settings or _NAME in given.answers
    named = addition if decided else _with_free_name(addition, template)
    answers = settle(named, given, ask)
    values = _values(named, template, answers)
    fragment = _render(named, values)
    _refuse_taken(named, fragment, template)
    text = splice(template.text, fragment, str(template.path))
    files = render_files(named, values)
    return Addition(template, text, answers, files, _then(named, values))


def new_findings(addition: Addition) -> list[Finding]:
    """Lint a template before and after; return what there is to say that was not said before.

    Raises:
        AwsdevError: It would have an error that it does not have now.
    """
    path = addition.template.path
    earlier, later = str(path.with_name(f"earlier-{path.name}")), str(path)
    texts = {earlier: addition.template.text.encode(), later: addition.text.encode()}
    findings = lint_data(texts).findings
    known = Counter((each.code, each.message) for each in findings if each.path == earlier)
    new: list[Finding] = []
    for finding in (each for each in findings if each.path == later):
        said = (finding.code, finding.message)
        known[said] -= 1
        if known[said] < 0:
            new.append(finding)
    for finding in new:
        if finding.severity is Severity.ERROR:
            raise AwsdevError(
                f"{path} would not pass its lint: {finding.code} {finding.message}",
                "nothing was written",
                Status.NO,
            )
    return new


def _load(name: str, resources: dict[str, str] | None) -> Scaffold:
    return load_scaffold(
        additions_folder() / name, shared=templates_folder() / SHARED, resources=resources
    )


def _template_in(folder: Path) -> Path:
    for name in TEMPLATES:
        if (folder / name).is_file():
            return folder / name
    raise AwsdevError(
        f"{folder}: there is no {' and no '.join(TEMPLATES)} here", "name the template itself"
    )


def _values(addition: Scaffold, template: Template, answers: dict[str, Value]) -> dict[str, Any]:
    values = values_for_templates(addition, answers)
    return {**values, "sam": template.is_sam, "resources": template.resources}


def _with_free_name(addition: Scaffold, template: Template) -> Scaffold:
    """Return the addition with a default name under which nothing stands in the template."""
    parameter = addition.parameter(_NAME)
    if parameter is None:
        return addition
    for number in range(1, _MOST_NAMES + 1):
        default = f"{parameter.default}{number if number > 1 else ''}"
        named = _with_default(addition, replace(parameter, default=default))
        values = _values(named, template, settle(named, Given(), None))
        there = [p for p in render_files(named, values) if (template.path.parent / p).exists()]
        if not there and not _taken(_render(named, values), template):
            return named
    return addition


def _with_default(addition: Scaffold, parameter: Parameter) -> Scaffold:
    parameters = [parameter if p.name == parameter.name else p for p in addition.parameters]
    return replace(addition, parameters=parameters)


def _render(addition: Scaffold, values: dict[str, Any]) -> str:
    source = addition.folder / FRAGMENT
    jinja = environment(addition.folder, addition.shared)
    try:
        return render_text(jinja, source.read_text("utf-8"), values)
    except FAULTS as error:
        raise AwsdevError(f"{source}: {error}") from error


def _taken(fragment: str, template: Template) -> list[str]:
    """Return those logical IDs of what a fragment adds that something in the template has."""
    resources = parse_yaml(fragment).mapping.mapping("Resources")
    # Without a type it is what the template must have, and is added to.
    own = [e.key.text for e in resources.entries
           if isinstance(e.value, Mapping) and e.value.get("Type")]  # fmt: skip
    return [name for name in own if name in template.resources]


def _refuse_taken(addition: Scaffold, fragment: str, template: Template) -> None:
    if taken := _taken(fragment, template):
        names = addition.parameter(_NAME)
        raise AwsdevError(
            f"{template.path}: {', '.join(taken)} is there already",
            "choose another name with --set name=NAME" if names else "nothing was written",
            Status.NO,
        )


def _then(addition: Scaffold, values: dict[str, Any]) -> list[str]:
    jinja = environment(addition.folder, addition.shared)
    texts = [render_text(jinja, each, values) for each in addition.then]
    return [text for text in texts if text]
