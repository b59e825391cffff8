"""JSON schemas as grammars: how far a document strays from one, node by node.

The `jsonschema` package compares; this module says where in the file, and in the words of
`awsdev.lint.grammars.shape`, so that a rule turns either kind of straying into a problem.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from awsdev.lint.documents.document import Mapping, Node, Scalar, Sequence
from awsdev.lint.grammars.shape import Sort, Straying

Schema = dict[str, Any] | bool
Route = tuple[str | int, ...]
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
_BOUNDS = {
    "minimum": "{} or more",
    "exclusiveMinimum": "more than {}",
    "maximum": "{} or less",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "pattern": "text of the form {}",
    "format": "text of the format {}",
    "minLength": "text of {} characters or more",
    "maxLength": "text of {} characters or less",
    "minItems": "{} items or more",
    "maxItems": "{} items or less",
    "minProperties": "{} keys or more",
    "maxProperties": "{} keys or less",
}


def never(_: Node) -> bool:
    """Take no node for a placeholder."""
    return False


def schema_strayings(
    node: Node,
    schema: Schema,
    *,
    route: Route = (),
    holder: Node | None = None,
    stands_in: Callable[[Node], bool] = never,
) -> Iterator[Straying]:
    """Compare a node with a JSON schema and yield every straying, in the order of the file.

    Besides the keywords of JSON schema, `requiredXor` is known: a list of keys of which
    exactly one must be there. A schema's `description` says what is allowed, where its
    keywords would not say it well.

    Args:
        node: What is compared.
        schema: Must not be recursive deeper than Python's stack.
        route: Where the node stands in its document.
        holder: What is pointed at in place of the node, such as its key, where that is shorter.
        stands_in: Tells nodes whose value is not known yet, which are fit for anything.
    """
    validator = _validator_class()(schema)
    top = _Top(node, holder or node, route, stands_in)
    found = [
        straying
        for error in validator.iter_errors(plain(node))
        for straying in _strayings_of(top, error)
    ]
    yield from sorted(dict.fromkeys(found), key=lambda one: (one.at.span, one.name))


def plain(node: Node | None) -> Any:
    """Return a node as JSON would hold it: dates are text, and `1e3` is a number."""
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if not isinstance(node, Scalar):
        return None
    if node.type_name == "date":
        return node.text
    is_number = not node.quoted and node.type_name == "text" and _NUMBER.fullmatch(node.text)
    return float(node.text) if is_number else node.value


@dataclass(frozen=True, slots=True)
class _Top:
    """What is compared: the arguments of `schema_strayings`."""

    node: Node
    holder: Node
    route: Route
    stands_in: Callable[[Node], bool]

    def at(self, error: Any) -> tuple[Node | None, Node, Route]:
        """Return the node an error is about, what is pointed at, and the way to it."""
        steps = tuple(error.absolute_path)
        return *_node_at(self.node, self.holder, steps), self.route + steps


def _strayings_of(top: _Top, error: Any) -> Iterator[Straying]:
    node, holder, route = top.at(error)
    if node is None or top.stands_in(node):
        return
    if error.context and error.validator in ("anyOf", "oneOf"):
        yield from _of_alternatives(top, error)
    else:
        yield from _of_error(error, node, holder, route)


def _of_error(error: Any, node: Node, holder: Node, route: Route) -> Iterator[Straying]:
    """Turn an error of one keyword, whose message is a name where this module's own is."""
    keyword, value = error.validator, error.validator_value
    if keyword in ("properties", "additionalProperties"):
        known = tuple(
            name for name, shape in error.schema.get("properties", {}).items() if shape is not False
        )
        for entry in node.entries if isinstance(node, Mapping) else ():
            if entry.key.text in error.message.split("\0"):
                yield Straying(Sort.UNKNOWN_KEY, entry.key, route, entry.key.text, known)
    elif keyword in ("required", "dependentRequired"):
        known = tuple(error.schema.get("properties", ()))
        yield Straying(Sort.MISSING_KEY, holder, route, error.message, known)
    elif keyword == "requiredXor":
        found = ", ".join(name for name in value if name in error.instance)
        yield Straying(Sort.NOT_ONE_OF, holder, route, "", tuple(value), found)
    elif keyword == "type":
        wanted = [value] if isinstance(value, str) else value
        yield _wrong_type(node, holder, route, wanted)
    elif keyword in ("enum", "const"):
        choices = tuple(str(one) for one in (value if keyword == "enum" else [value]))
        yield Straying(Sort.WRONG_VALUE, node, route, "", choices, _shown(node))
    else:
        bound = _BOUNDS.get(keyword, f"what {keyword} asks").format(value)
        words = error.schema.get("description", bound) if error.schema else "nothing"
        yield Straying(Sort.WRONG_VALUE, _small(node, holder), route, "", (words,), _shown(node))


def _of_alternatives(top: _Top, error: Any) -> Iterator[Straying]:
    """Say what is wrong with the alternative that comes nearest, or name the types of all."""
    branches: dict[Any, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    of_type = [inner for inner in error.context if inner.validator == "type" and not inner.path]
    near = [inners for inners in branches.values() if not any(one in of_type for one in inners)]
    if near:
        nearest = max(near, key=lambda inners: (max(len(one.path) for one in inners), -len(inners)))
        for inner in nearest:
            yield from _strayings_of(top, inner)
        return
    node, holder, route = top.at(error)
    values = [inner.validator_value for inner in of_type]
    wanted = [one for value in values for one in ([value] if isinstance(value, str) else value)]
    if node is not None:
        yield _wrong_type(node, holder, route, dict.fromkeys(wanted))


def _wrong_type(node: Node, holder: Node, route: Route, wanted: Iterable[str]) -> Straying:
    empty = isinstance(node, Scalar) and node.type_name == "null"
    expected = tuple(_TYPES.get(one, one) for one in wanted)
    found = "nothing" if empty else node.type_name
    return Straying(Sort.WRONG_TYPE, holder if empty else node, route, "", expected, found)


def _node_at(top: Node, holder: Node, steps: Iterable[str | int]) -> tuple[Node | None, Node]:
    """Return the node that steps lead to, and what is pointed at where it is a mapping's value."""
    node: Node | None = top
    for step in steps:
        if isinstance(node, Mapping) and (entry := node.entry(str(step))):
            node, holder = entry.value, entry.key
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = holder = node.items[step]
        else:
            return None, holder
    return node, holder


def _small(node: Node, holder: Node) -> Node:
    return node if isinstance(node, Scalar) else holder


def _shown(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else node.type_name


@cache
def _jsonschema() -> Any:
    """Import the package; that takes longer than checking most files, so it is done late."""
    return importlib.import_module("jsonschema")


@cache
def _validator_class() -> Any:
    package = _jsonschema()
    keywords = {
        "properties": _properties,
        "additionalProperties": _additional_properties,
        "required": _required,
        "requiredXor": _required_xor,
    }
    return package.validators.extend(package.Draft202012Validator, keywords)


def _properties(validator: Any, value: Any, instance: Any, _: Any) -> Iterator[Any]:
    for name, shape in value.items() if isinstance(instance, dict) else ():
        if name in instance and shape is False:
            yield _jsonschema().ValidationError(name)
        elif name in instance:
            yield from validator.descend(instance[name], shape, path=name, schema_path=name)


def _additional_properties(validator: Any, value: Any, instance: Any, schema: Any) -> Iterator[Any]:
    if not isinstance(instance, dict):
        return
    known, patterns = schema.get("properties", {}), list(schema.get("patternProperties", {}))
    extra = [
        key
        for key in instance
        if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    ]
    if value is False and extra:
        yield _jsonschema().ValidationError("\0".join(extra))
    elif isinstance(value, dict):
        for key in extra:
            yield from validator.descend(instance[key], value, path=key)


def _required(_: Any, value: Any, instance: Any, __: Any) -> Iterator[Any]:
    for name in value if isinstance(instance, dict) else ():
        if name not in instance:
            yield _jsonschema().ValidationError(name)


def _required_xor(_: Any, value: Any, instance: Any, __: Any) -> Iterator[Any]:
    if isinstance(instance, dict) and sum(name in instance for name in value) != 1:
        yield _jsonschema().ValidationError("one of several keys")
