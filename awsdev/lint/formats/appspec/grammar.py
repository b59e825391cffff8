"""What an AppSpec file may hold, as data: one grammar for each compute platform.

The agent on a server compares keys letter by letter. CodeDeploy's documentation
writes the keys of Lambda and ECS files in either case, so both count there.
`Anything()` marks what a rule of its own looks after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.files.recognition import kind_within
from awsdev.lint.grammars.shape import (
    Anything,
    Keys,
    ListOf,
    MapOf,
    Shape,
    Straying,
    Text,
    strayings,
)
from awsdev.lint.kinds import Kind

PLATFORMS = (Kind.APPSPEC_SERVER, Kind.APPSPEC_LAMBDA, Kind.APPSPEC_ECS)
LAMBDA_TYPE, ECS_TYPE = "AWS::Lambda::Function", "AWS::ECS::Service"

_FILE = Keys({"source": Text(), "destination": Text()}, ("source", "destination"))
_CONTEXT = Keys({"name": Text(), "type": Text(), "range": Text()}, ("type",))
_PERMISSION = Keys(
    {
        "object": Text(),
        "pattern": Text(),
        "except": ListOf(Text()),
        "owner": Text(),
        "group": Text(),
        "mode": Text(),
        "acls": ListOf(Anything()),
        "context": _CONTEXT,
        "type": ListOf(Text(choices=("file", "directory"))),
    },
    ("object",),
)
_SCRIPT = Keys(
    # The agent reads `sudo` as well, although no page of AWS's says so.
    {"location": Text(), "timeout": Anything(), "runas": Text(), "sudo": Anything()},
    ("location",),
)
SERVER = Keys(
    {
        "version": Anything(),
        "os": Text(choices=("linux", "windows")),
        "files": ListOf(_FILE),
        "file_exists_behavior": Text(choices=("DISALLOW", "OVERWRITE", "RETAIN")),
        "permissions": ListOf(_PERMISSION),
        "hooks": MapOf(ListOf(_SCRIPT)),
    },
    ("version", "os"),
)

# Tools in wide use deploy to ECS with other versions than 0.0, so nothing is said about it here.
DEPLOYMENT = Keys(
    {"version": Anything(), "Resources": Anything(), "Hooks": Anything()},
    ("Resources",),
    ignore_case=True,
)


def _resource(types: tuple[str, ...], properties: Shape) -> Keys:
    known = {"Type": Text(choices=types), "Properties": properties}
    return Keys(known, ("Type", "Properties"), ignore_case=True)


LAMBDA = _resource(
    (LAMBDA_TYPE,),
    Keys(
        {
            "Name": Text(),
            "Alias": Text(),
            "CurrentVersion": Anything(),
            "TargetVersion": Anything(),
        },
        # The reference requires CurrentVersion, AWS's templates call it optional: AS507 tells.
        ("Name", "Alias", "TargetVersion"),
        ignore_case=True,
    ),
)
_NETWORK = Keys(
    {
        "AwsvpcConfiguration": Keys(
            {
                "Subnets": ListOf(Text()),
                "SecurityGroups": ListOf(Text()),
                "AssignPublicIp": Text(choices=("ENABLED", "DISABLED")),
            },
            ignore_case=True,
        )
    },
    ignore_case=True,
)
ECS = _resource(
    (ECS_TYPE,),
    Keys(
        {
            "TaskDefinition": Text(),
            "LoadBalancerInfo": Keys(
                {"ContainerName": Text(), "ContainerPort": Anything()},
                ("ContainerName", "ContainerPort"),
                ignore_case=True,
            ),
            "PlatformVersion": Text(),
            "NetworkConfiguration": _NETWORK,
            "CapacityProviderStrategy": ListOf(
                Keys(
                    {"CapacityProvider": Text(), "Base": Anything(), "Weight": Anything()},
                    ignore_case=True,
                )
            ),
        },
        ("TaskDefinition", "LoadBalancerInfo"),
        ignore_case=True,
    ),
)
_UNDECIDED = _resource((LAMBDA_TYPE, ECS_TYPE), Anything())
_RESOURCES = {LAMBDA_TYPE: LAMBDA, ECS_TYPE: ECS}

_FOR_A_SHELL = re.compile(r"[*?]|^~|^[A-Za-z]:[\\/]")
# `${VERSION}`, `<TASK_DEFINITION>`, `{{ port }}`, `TASK_DEFINITION`, `VERSION`, `__version__`.
_PLACEHOLDER = re.compile(r"[^$<>{}%@]*[$<>{}%@].*|[A-Z][A-Z0-9_]+|_+[A-Za-z_]+_+", re.DOTALL)


def platform_of(document: Document) -> Kind:
    """Return the compute platform of a document that is an AppSpec file, whatever its name."""
    return kind_within("appspec", document, "appspec.yml")


def strayings_of(document: Document) -> Iterator[Straying]:
    """Compare a document with the grammar of its platform."""
    for node, shape, route in grammars_of(document):
        for straying in strayings(node, shape):
            yield replace(straying, route=(*route, *straying.route))


def grammars_of(document: Document) -> Iterator[tuple[Node, Shape, tuple[str | int, ...]]]:
    """Yield what is to be compared with which grammar, and the route to it."""
    if document.root is None:
        return
    if platform_of(document) is Kind.APPSPEC_SERVER:
        yield document.root, SERVER, ()
        return
    yield document.root, DEPLOYMENT, ()
    resource = single_resource(document)
    if resource and isinstance(resource.value, Mapping):
        resources = find(document.mapping, "Resources")
        route = (resources.key.text if resources else "Resources", 0, resource.key.text)
        shape = _RESOURCES.get(text_of(resource.value, "Type"), _UNDECIDED)
        yield resource.value, shape, route


def single_resource(document: Document) -> Entry | None:
    """Return the one resource of a Lambda or ECS file, or None where there is not just one."""
    resources = value_of(document.mapping, "Resources")
    items = resources.items if isinstance(resources, Sequence) else []
    if len(items) == 1 and isinstance(items[0], Mapping) and len(items[0].entries) == 1:
        return items[0].entries[0]
    return None


def properties_of(document: Document, resource_type: str) -> Mapping | None:
    """Return the properties of the one resource where it is of this type, else None."""
    resource = single_resource(document)
    if not resource or not isinstance(resource.value, Mapping):
        return None
    properties = value_of(resource.value, "Properties")
    same_type = text_of(resource.value, "Type") == resource_type
    return properties if same_type and isinstance(properties, Mapping) else None


def find(mapping: Mapping, key: str) -> Entry | None:
    """Return the entry with this key in either case (the last one), or None."""
    entries = reversed(mapping.entries)
    return next((entry for entry in entries if entry.key.text.lower() == key.lower()), None)


def value_of(mapping: Mapping, key: str) -> Node | None:
    """Return the value under this key in either case, or None."""
    entry = find(mapping, key)
    return entry.value if entry else None


def text_of(mapping: Mapping, key: str) -> str:
    """Return the text of the scalar under this key in either case, or an empty string."""
    value = value_of(mapping, key)
    return value.text if isinstance(value, Scalar) else ""


def is_null(node: Node) -> bool:
    """Tell whether nothing stands there, or `null`."""
    return isinstance(node, Scalar) and node.type_name == "null"


def is_left_open(node: Node | None) -> bool:
    """Tell whether nothing stands there yet, or what a pipeline is to replace."""
    if not isinstance(node, Scalar):
        return node is None
    is_open = bool(_PLACEHOLDER.fullmatch(node.text)) and node.text.upper() != "$LATEST"
    return is_open or is_null(node) or not node.text.strip()


def described(type_name: str) -> str:
    """Return a type as a sentence names it: `a list`, `an integer`, `text`, `nothing`."""
    if type_name in ("text", "nothing", "null"):
        return type_name.replace("null", "nothing")
    return f"an {type_name}" if type_name == "integer" else f"a {type_name}"


def mappings_in(mapping: Mapping, key: str) -> Iterator[tuple[int, Mapping]]:
    """Yield the mappings in the list under this key, with their places in it."""
    for index, item in enumerate(mapping.items_of(key)):
        if isinstance(item, Mapping):
            yield index, item


def linux_permissions(document: Document) -> Iterator[Mapping]:
    """Yield the permissions of a file for linux: elsewhere the agent refuses them all."""
    if document.mapping.text("os") == "linux":
        for _, permission in mappings_in(document.mapping, "permissions"):
            yield permission


def empty_required(node: Node, shape: Shape) -> Iterator[tuple[Entry, Mapping]]:
    """Yield the required keys that have no value, and the mappings they stand in."""
    if isinstance(node, Sequence) and isinstance(shape, ListOf):
        for item in node.items:
            yield from empty_required(item, shape.item)
    elif isinstance(node, Mapping) and isinstance(shape, Keys | MapOf):
        for entry in node.entries:
            if isinstance(shape, Keys) and _is_empty(entry, shape):
                yield entry, node
            elif below := _value_shape(entry, shape):
                yield from empty_required(entry.value, below)


def _is_empty(entry: Entry, shape: Keys) -> bool:
    if entry.key.text not in _fold(shape.required, shape, entry):
        return False
    # An empty source is the whole revision, an empty destination the root folder.
    blank = isinstance(entry.value, Scalar) and not entry.value.text.strip()
    return is_null(entry.value) or (blank and entry.key.text not in ("source", "destination"))


def _fold(names: tuple[str, ...], shape: Keys, entry: Entry) -> tuple[str, ...]:
    """Return the names, the entry's own spelling for the one it stands for."""
    if not shape.ignore_case:
        return names
    own = entry.key.text
    return tuple(own if name.lower() == own.lower() else name for name in names)


def _value_shape(entry: Entry, shape: Keys | MapOf) -> Shape | None:
    if isinstance(shape, MapOf):
        return shape.value
    names = tuple(shape.known)
    known = dict(zip(_fold(names, shape, entry), shape.known.values(), strict=True))
    return known.get(entry.key.text)


def is_for_a_shell(source: str) -> bool:
    """Return whether a source holds what only a shell would understand."""
    return bool(_FOR_A_SHELL.search(source))
