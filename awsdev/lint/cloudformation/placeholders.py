"""What `sam package` and a deployment would fill in: artifacts in S3, parameter values.

The SAM translator runs after packaging and with parameters known. Stand-ins
of the right form let it run on a template as it lies in a repository.
"""

from __future__ import annotations

import copy
from typing import Any

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
    """Return a value for every parameter without a default, of the parameter's type."""
    return {
        name: _parameter_value(parameter)
        for name, parameter in _mapping(template.get("Parameters")).items()
        if isinstance(parameter, dict) and "Default" not in parameter
    }


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
    if properties.get("PackageType", defaults.get("PackageType")) == "Image":
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
    return "placeholder"


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
