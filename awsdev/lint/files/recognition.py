"""Which kind of AWS file a text is: told from its content first, its name second."""

from __future__ import annotations

import re

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.kinds import FAMILIES, TEMPLATE_SECTIONS, Kind, kind_of_name

_PHASES = {"install", "pre_build", "build", "post_build"}
_APPSPEC_TYPES = {
    "AWS::Lambda::Function": Kind.APPSPEC_LAMBDA,
    "AWS::ECS::Service": Kind.APPSPEC_ECS,
}

_FOREIGN_VERSIONS = ("1", "1.1", "5.0")
"""Of policies of Alibaba Cloud and Huawei Cloud, which look like those of IAM."""
_VERSION_ZERO = r"""\bversion["']?\s*:\s*["']?0\.0\b"""
_LOOKS = {
    Kind.BUILDSPEC: re.compile(r"^version\s*:\s*[\"']?0\.[12]\b.*^phases\s*:", re.M | re.S),
    Kind.APPSPEC_SERVER: re.compile(r"^version\s*:\s*[\"']?0\.0\b.*^os\s*:", re.M | re.S),
    Kind.APPSPEC_LAMBDA: re.compile(rf"{_VERSION_ZERO}.*targetversion", re.I | re.S),
    Kind.APPSPEC_ECS: re.compile(rf"{_VERSION_ZERO}.*loadbalancerinfo", re.I | re.S),
    Kind.SAM: re.compile(r"AWS::Serverless"),
    Kind.CLOUDFORMATION: re.compile(
        r"""AWSTemplateFormatVersion|["']?Type["']?\s*:\s*["']?AWS::\w+::|"Resources"\s*:\s*[{[]"""
    ),
}
"""What gives a text away that no parser takes, the most telling first."""


def kind_of(document: Document, path: str) -> Kind | None:
    """Return the kind of a document, or None where it is no AWS file.

    Args:
        document: The parsed file.
        path: Its name; it decides only where the content leaves the question open.
    """
    root = document.mapping
    for tell in _TELLERS:
        if told := tell(root):
            return told
    return None if _is_of_another_tool(root) else _kind_of_name(path, root)


def kind_of_text(text: str, path: str) -> Kind | None:
    """Return the kind of a text that could not be parsed, from its looks and its name."""
    for kind, pattern in _LOOKS.items():
        if pattern.search(text):
            return kind
    return kind_of_name(path)


def _kind_of_name(path: str, root: Mapping) -> Kind | None:
    named = kind_of_name(path)
    return _appspec_member(root) if named is Kind.APPSPEC_SERVER else named


def _appspec_member(root: Mapping) -> Kind:
    """Return which AppSpec file this is, where nothing but its name says that it is one."""
    listed = root.entry("Resources") or root.entry("resources")
    return Kind.APPSPEC_LAMBDA if listed else Kind.APPSPEC_SERVER


def _is_of_another_tool(root: Mapping) -> bool:
    """Return whether a file is none of AWS's, whatever its name.

    Backstage has a template.yaml, in the form of a manifest of Kubernetes'; workflows of
    GitHub's are named for what they do, amplify.yml for one.
    """
    manifest = root.entry("apiVersion") is not None and root.entry("kind") is not None
    workflow = root.entry("on") is not None and isinstance(root.get("jobs"), Mapping)
    return manifest or workflow


def kind_within(family: str, document: Document, path: str) -> Kind:
    """Return the kind of a document of which the user said the family.

    Args:
        family: One of `FAMILIES`.
        document: The parsed file; it tells the members of a family apart.
        path: Its name.
    """
    members = FAMILIES[family]
    told = kind_of(document, path)
    if told in members:
        return told
    if family == "appspec":
        return _appspec_member(document.mapping)
    return Kind.SAM if family == "cloudformation" and _is_serverless(document) else members[0]


def _is_serverless(document: Document) -> bool:
    return any(name.startswith("AWS::Serverless") for name in _transforms(document.mapping))


def _template_kind(root: Mapping) -> Kind | None:
    resources = root.get("Resources")
    typed = isinstance(resources, Mapping) and any(
        isinstance(entry.value, Mapping) and "::" in entry.value.text("Type")
        for entry in resources.entries
    )
    # Nothing but a template has these sections and no other keys, however empty they are.
    # An AppSpec file's resources are a list.
    listed = isinstance(resources, Sequence)
    bare = resources is not None and not listed and set(root.keys()).issubset(TEMPLATE_SECTIONS)
    named = root.entry("AWSTemplateFormatVersion") is not None
    if not (typed or bare or named or _transforms(root)):
        return None
    serverless = any(name.startswith("AWS::Serverless") for name in _transforms(root))
    return Kind.SAM if serverless else Kind.CLOUDFORMATION


def _transforms(root: Mapping) -> list[str]:
    value = root.get("Transform")
    items = value.items if isinstance(value, Sequence) else [value]
    names = [item.text for item in items if isinstance(item, Scalar)]
    return [name for name in names if name.startswith("AWS::")]


def _appspec_kind(root: Mapping) -> Kind | None:
    for key in ("Resources", "resources"):
        for item in root.items_of(key):
            found = _appspec_resource_kind(item) if isinstance(item, Mapping) else None
            if found:
                return found
    # The shape decides where the version is missing or wrong: a rule then says so.
    zero = root.text("version").strip() in ("0", "0.0", "0.00")
    has_os = root.text("os") in ("linux", "windows")
    listed = isinstance(root.get("files"), Sequence) and root.entry("hooks") is not None
    return Kind.APPSPEC_SERVER if has_os and (zero or listed) else None


def _appspec_resource_kind(item: Mapping) -> Kind | None:
    for entry in item.entries:
        if isinstance(entry.value, Mapping):
            declared = entry.value.text("Type") or entry.value.text("type")
            if declared in _APPSPEC_TYPES:
                return _APPSPEC_TYPES[declared]
    return None


def _buildspec_kind(root: Mapping) -> Kind | None:
    phases = root.get("phases")
    in_phases = isinstance(phases, Mapping) and _PHASES & set(phases.keys())
    versioned = root.text("version") in ("0.1", "0.2")
    shaped = versioned and (phases is not None or root.entry("batch") is not None)
    return Kind.BUILDSPEC if shaped or in_phases else None


def _amplify_kind(root: Mapping) -> Kind | None:
    apps = root.get("applications")
    if isinstance(apps, Sequence):
        named = any(isinstance(app, Mapping) and app.entry("appRoot") for app in apps.items)
        return Kind.AMPLIFY if named else None
    frontend, backend = root.mapping("frontend"), root.mapping("backend")
    built = frontend.entry("phases") or frontend.entry("artifacts") or backend.entry("phases")
    return Kind.AMPLIFY if built else None


def _policy_kind(root: Mapping) -> Kind | None:
    statements = root.get("Statement")
    items = statements.items if isinstance(statements, Sequence) else [statements]
    found = [item for item in items if isinstance(item, Mapping) and item.entry("Effect")]
    foreign = root.text("Version") in _FOREIGN_VERSIONS or any(map(_is_about_updates, found))
    return Kind.IAM_POLICY if found and not foreign else None


def _is_about_updates(statement: Mapping) -> bool:
    """Return whether this is a statement of a stack policy, whose actions are `Update:…`."""
    actions = [statement.get("Action"), *statement.items_of("Action")]
    return any(isinstance(each, Scalar) and each.text.startswith("Update:") for each in actions)


def _task_definition_kind(root: Mapping) -> Kind | None:
    return Kind.TASK_DEFINITION if isinstance(root.get("containerDefinitions"), Sequence) else None


def _state_machine_kind(root: Mapping) -> Kind | None:
    states = isinstance(root.get("States"), Mapping)
    return Kind.STATE_MACHINE if states and root.entry("StartAt") else None


_TELLERS = (
    _template_kind,
    _appspec_kind,
    _buildspec_kind,
    _amplify_kind,
    _policy_kind,
    _task_definition_kind,
    _state_machine_kind,
)
"""What tells a kind from a document's content, the commonest first."""
