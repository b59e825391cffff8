"""What `sam package` and a deployment would fill in: artifacts in S3, parameter values.

The SAM translator runs after packaging and with parameters known. Stand-ins
of the right form let it run on a template as it lies in a repository.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

STAND_IN = "awsdevPlaceholder"
"""What stands for the text of a parameter whose value only a deployment knows."""

_ARCHIVE = "s3://awsdev-placeholder/artifact.zip"
_IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/placeholder:latest"
_NESTED = "https://s3.amazonaws.com/awsdev-placeholder/nested.template"
# The properties that hold a local path until packaging, by resource type (SAM specification).
_PATHS = {
    "AWS::Serverless::Api": "DefinitionUri",
    "AWS::Serverless::HttpApi": "DefinitionUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::GraphQLApi": "SchemaUri",
}


def packaged(template: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a SAM template whose local paths are places in S3."""
    result = copy.deepcopy(template)
    defaults = _mapping(_mapping(result.get("Globals")).get("Function"))
    if isinstance(defaults.get("CodeUri"), str):
        defaults["CodeUri"] = _ARCHIVE
    for resource in _mapping(result.get("Resources")).values():
        if isinstance(resource, dict):
            _package(resource, defaults)
    return result


def parameter_values(template: dict[str, Any]) -> dict[str, Any]:
    """Return a value for every parameter whose value the template does not tell."""
    return {
        name: _parameter_value(parameter)
        for name, parameter in _mapping(template.get("Parameters")).items()
        if isinstance(parameter, dict) and ("Default" not in parameter or _is_lookup(parameter))
    }


def default_texts(template: dict[str, Any]) -> set[str]:
    """Return the defaults of parameters that are text; a deployment may give others."""
    parameters = _mapping(template.get("Parameters")).values()
    defaults = (parameter.get("Default") for parameter in parameters if isinstance(parameter, dict))
    return {default for default in defaults if isinstance(default, str)}


def policy_arns(template: dict[str, Any]) -> dict[str, str]:
    """Return an ARN for every name under `Policies`.

    The translator asks IAM for the managed policies that are newer than its own list.
    """
    resources = _mapping(template.get("Resources")).values()
    holders = [_mapping(_mapping(resource).get("Properties")) for resource in resources]
    holders += [_mapping(shared) for shared in _mapping(template.get("Globals")).values()]
    names = (name for holder in holders for name in _texts(holder.get("Policies")))
    return {name: f"arn:aws:iam::aws:policy/{name}" for name in names}


def _texts(value: Any) -> Iterator[str]:
    """Yield the names in a list of policies, those that an `Fn::If` chooses from included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(value.get("Fn::If"))


def _package(resource: dict[str, Any], defaults: dict[str, Any]) -> None:
    kind = resource.get("Type")
    properties = resource.setdefault("Properties", {})
    if not isinstance(properties, dict):
        return
    if kind == "AWS::Serverless::Function":
        _package_function(properties, defaults)
    elif kind == "AWS::Serverless::Application":
        # A location in the application repository would be looked up over the network.
        properties["Location"] = _NESTED
    elif kind in _PATHS and isinstance(properties.get(_PATHS[kind]), str):
        properties[_PATHS[kind]] = _ARCHIVE


def _package_function(properties: dict[str, Any], defaults: dict[str, Any]) -> None:
    if properties.get("PackageType") == "Image":
        properties.setdefault("ImageUri", _IMAGE)
        return
    # `sam build` takes the template's folder where CodeUri is left out.
    local = isinstance(properties.get("CodeUri", ""), str)
    own = "CodeUri" in properties or "CodeUri" not in defaults
    if local and own and "InlineCode" not in properties:
        properties["CodeUri"] = _ARCHIVE


def _parameter_value(parameter: dict[str, Any]) -> Any:
    allowed = parameter.get("AllowedValues")
    if isinstance(allowed, list) and allowed:
        return allowed[0]
    if parameter.get("Type") == "Number":
        return parameter.get("MinValue", 1)
    return STAND_IN


def _is_lookup(parameter: dict[str, Any]) -> bool:
    """Return whether the default is the name of a value in Systems Manager, not the value."""
    return str(parameter.get("Type")).startswith("AWS::SSM::Parameter::Value<")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
