"""The grammar of task definitions, made from the API model of ECS that botocore carries.

A task definition is the input of `RegisterTaskDefinition`. The model says which keys there are,
of which types their values are, and which must be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from awsdev.lint.documents.document import Document, Mapping
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.grammars.shape import (
    Anything,
    Keys,
    ListOf,
    MapOf,
    Shape,
    Straying,
    Text,
    Whole,
    YesNo,
    strayings,
)


@cache
def task_definition() -> Shape:
    """Return what `RegisterTaskDefinition` takes; anything at all where the model is missing."""
    # Loading botocore takes a tenth of a second; only who lints a task definition waits for it.
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415 - slow
    from botocore.loaders import Loader  # noqa: PLC0415 - slow
    from botocore.model import ServiceModel  # noqa: PLC0415 - slow

    # Models that lie in the user's home are nobody else's.
    loader = Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    try:
        model = ServiceModel(loader.load_service_model("ecs", "service-2"), "ecs")
        return _as_shape(model.operation_model("RegisterTaskDefinition").input_shape)
    except (BotoCoreError, OSError):
        return Anything()


def strayings_of(document: Document) -> Iterator[Straying]:
    """Yield where a task definition strays from the grammar."""
    is_mapping = isinstance(document.root, Mapping)
    root = merged_root(document) if is_mapping else document.root
    yield from strayings(root, task_definition())


def _as_shape(shape: Any) -> Shape:
    """Return a shape of botocore's as one of ours."""
    converted: dict[str, Callable[[], Shape]] = {
        "structure": lambda: Keys(
            {name: _as_shape(member) for name, member in shape.members.items()},
            tuple(shape.required_members),
        ),
        "list": lambda: ListOf(_as_shape(shape.member)),
        "map": lambda: MapOf(_as_shape(shape.value)),
        "integer": lambda: Whole(least=shape.metadata.get("min"), exact=True),
        "boolean": lambda: YesNo(exact=True),
        "string": lambda: Text(tuple(shape.enum), exact=True),
    }
    return converted.get(shape.type_name, Anything)()
