"""Reading a fact's value where a machine can: botocore's models and cfn-lint's schemas."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

import botocore.model
import botocore.session
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER

from awsdev.locations import content_folder
from awsdev.notes.topic import Fact
from awsdev.notes.units import converted, load_units

_BLOCK = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|note|important|br|b|i)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_WORDS = {1: "one", 2: "twice", 3: "three", 4: "four", 5: "five", 6: "six", 10: "ten"}


def proof_of(fact: Fact) -> str:
    """Compare a fact with its machine-readable source and return what that was.

    Raises:
        AssertionError: They differ, or the source is not there.
    """
    proof = dict(fact.proof)
    if "cfn_schema" in proof:
        assert schema_value(proof.pop("cfn_schema")) == fact.value
        assert not proof
        return "cfn-lint's resource schemas"
    shape = botocore_shape(proof.pop("botocore"))
    if "constraint" in proof:
        assert shape.metadata.get(proof.pop("constraint")) == fact.value
    else:
        check_quote(proof.pop("says"), fact, folded(documentation(shape)))
    assert not proof, f"proof holds more than is read: {proof}"
    return "botocore's models"


def check_quote(quote: str, fact: Fact, text: str) -> None:
    """Check that a documentation says a fact's value at `{value}` in a quote.

    The mark binds the value to its place: without it, any number of the quote, or a part
    of one, could be taken for the value.
    """
    assert quote.count("{value}") == 1, f"mark the value in {quote!r} as {{value}}"
    quotes = (re.escape(folded(quote.replace("{value}", form))) for form in _forms(fact))
    boundary = r"(?!\w|[.,]\d)"
    found = any(re.search(rf"(?<![\w.,]){each}{boundary}", text) for each in quotes)
    assert found, f"botocore does not say {fact.value} in {quote!r}"


def _forms(fact: Fact) -> set[str]:
    """Return the ways in which a documentation may write a fact's value."""
    if isinstance(fact.value, str):
        return {fact.value, fact.value.replace(", ", " and ")}
    forms = {str(fact.value), f"{fact.value:,}", _WORDS.get(int(fact.value), str(fact.value))}
    unit = load_units(content_folder()).get(fact.unit)
    for other in load_units(content_folder()).values():
        if unit and unit.dimension and unit.dimension == other.dimension:
            value = converted(fact.value, unit, other)
            spelled = _WORDS.get(int(value), value)
            forms |= {f"{value} {word}" for word in (other.one, other.many)}
            forms |= {f"{value}-{other.one}", f"{spelled} {other.many}"}
    return forms


def schema_value(route: str) -> Any:
    """Return what stands at `AWS::SQS::Queue/properties/VisibilityTimeout/maximum`."""
    resource, *steps = route.split("/")
    value: Any = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource).schema
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def botocore_shape(route: str) -> Any:
    """Return the operation or member at `service/Operation.Member.Member`.

    Members are looked up in the input, then in the output; lists and maps are
    stepped through.
    """
    service, _, rest = route.partition("/")
    operation, *members = rest.split(".")
    model = service_model(service).operation_model(operation)
    if not members:
        return model
    for start in (model.input_shape, model.output_shape):
        shape = start
        for name in members:
            shape = _member(shape, name)
        if shape is not None:
            return shape
    raise AssertionError(f"botocore has no {route}")


@cache
def service_model(service: str) -> botocore.model.ServiceModel:
    """Return botocore's model of a service."""
    return botocore.session.Session().get_service_model(service)


def documentation(shape: Any) -> str:
    """Return a shape's documentation as plain text."""
    return html.unescape(_TAG.sub("", _BLOCK.sub(" ", shape.documentation)))


def folded(text: str) -> str:
    """Return text with white space folded, none before punctuation (tags leave some)."""
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(text.split()))


def _member(shape: Any, name: str) -> Any:
    while shape is not None and shape.type_name in ("list", "map"):
        shape = shape.member if shape.type_name == "list" else shape.value
    return getattr(shape, "members", {}).get(name) if shape is not None else None
