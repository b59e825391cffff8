"""Values that only text will do for, and that YAML reads as something else."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar, Sequence
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem

_NOT_TEXT = {
    "Integer": "an integer",
    "Float": "a number",
    "TrueClass": "a boolean",
    "FalseClass": "a boolean",
    "Date": "a date",
}
_ABSENT = ("NilClass", "FalseClass")


def not_text(document: Document) -> Iterator[Problem]:
    """Yield the paths, patterns and owners that YAML reads as something other than text."""
    fixes = Fixes(document)
    for section, keys in (
        ("files", ("source", "destination")),
        ("permissions", ("pattern", "except", "owner", "group")),
    ):
        for item in document.mapping.items_of(section):
            for entry in item.entries if isinstance(item, Mapping) else ():
                for node in _texts_in(entry, keys):
                    name, key = ruby.class_of(node), entry.key.text
                    yield Problem(
                        node,
                        f"YAML reads {key} {node.text} as {_NOT_TEXT[name]}, not text",
                        f'put it in quotes: "{node.text}"',
                        ruby.no_text(node)
                        if key not in ("pattern", "except")
                        else ruby.no_method("chars", node),
                        fixes.quote(node),
                    )


def _texts_in(entry: Entry, keys: tuple[str, ...]) -> list[Scalar]:
    """Return what ought to be text at a key, or in its list of exceptions, and is not."""
    key, value = entry.key.text, entry.value
    if key not in keys:
        return []
    listed = value.items if isinstance(value, Sequence) else []
    found = listed if key == "except" else [value]
    # Without an owner or a group the agent leaves them alone; `false` is no owner to it.
    absent = ("NilClass",) if key in ("source", "destination", "except") else _ABSENT
    fine = ("String", *absent)
    texts = [node for node in found if isinstance(node, Scalar) and not node.tag]
    return [node for node in texts if ruby.class_of(node) not in fine]
