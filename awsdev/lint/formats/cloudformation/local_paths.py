"""Paths in a template that `sam build`, `sam package` and `aws cloudformation package` resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, walk
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.formats.cloudformation.template import Resource, Template

_NOT_LOCAL = re.compile(r"://|^arn:|[\n${}<>*?|]|^\s*$")
_INCLUDE = "AWS::Include"


@dataclass(frozen=True, slots=True)
class Packaged:
    """A property that holds a local path until packaging.

    Attributes:
        names: The way to it from the resource's properties.
        file: Whether it has to be a file; else a file or a folder.
    """

    names: tuple[str, ...]
    file: bool


@dataclass(frozen=True, slots=True)
class LocalPath:
    """A local path in a template.

    Attributes:
        node: Where it stands.
        name: The property's name.
        owner: The logical id of the resource, or what else it belongs to.
        file: Whether it has to be a file; else a file or a folder.
    """

    node: Scalar
    name: str
    owner: str
    file: bool

    @property
    def text(self) -> str:
        """Return the path."""
        return self.node.text.strip()


def _files(*names: str) -> tuple[Packaged, ...]:
    return tuple(Packaged(tuple(name.split(".")), file=True) for name in names)


def _archives(*names: str) -> tuple[Packaged, ...]:
    return tuple(Packaged(tuple(name.split(".")), file=False) for name in names)


_RESOLVER = _files(
    "RequestMappingTemplateS3Location", "ResponseMappingTemplateS3Location", "CodeS3Location"
)
_PACKAGED = {
    "AWS::ApiGateway::RestApi": _files("BodyS3Location"),
    "AWS::ApiGatewayV2::Api": _files("BodyS3Location"),
    "AWS::AppSync::FunctionConfiguration": _RESOLVER,
    "AWS::AppSync::GraphQLSchema": _files("DefinitionS3Location"),
    "AWS::AppSync::Resolver": _RESOLVER,
    "AWS::CloudFormation::ModuleVersion": _archives("ModulePackage"),
    "AWS::CloudFormation::ResourceVersion": _archives("SchemaHandlerPackage"),
    "AWS::CloudFormation::Stack": _files("TemplateURL"),
    "AWS::CloudFormation::StackSet": _files("TemplateURL"),
    "AWS::CodeCommit::Repository": _archives("Code.S3"),
    "AWS::ElasticBeanstalk::ApplicationVersion": _archives("SourceBundle"),
    "AWS::Glue::Job": _files("Command.ScriptLocation"),
    "AWS::Lambda::Function": _archives("Code"),
    "AWS::Lambda::LayerVersion": _archives("Content"),
    "AWS::Serverless::Api": _files("DefinitionUri"),
    "AWS::Serverless::Application": _files("Location"),
    "AWS::Serverless::Function": _archives("CodeUri"),
    "AWS::Serverless::GraphQLApi": _files("SchemaUri"),
    "AWS::Serverless::HttpApi": _files("DefinitionUri"),
    "AWS::Serverless::LayerVersion": _archives("ContentUri"),
    "AWS::Serverless::StateMachine": _files("DefinitionUri"),
    "AWS::StepFunctions::StateMachine": _files("DefinitionS3Location"),
}
_PUBLISHED = "AWS::ServerlessRepo::Application"


def local_paths(document: Document) -> Iterator[LocalPath]:
    """Yield every local path in a template, each once, resource by resource."""
    seen: set[int] = set()
    for path in _all_paths(document):
        if id(path.node) not in seen:
            seen.add(id(path.node))
            yield path


def is_local(node: Node | None) -> bool:
    """Return whether a value is a local path: no address, no intrinsic function, no pattern."""
    return isinstance(node, Scalar) and (
        not node.tag and node.type_name != "null" and not _NOT_LOCAL.search(node.text)
    )


def _all_paths(document: Document) -> Iterator[LocalPath]:
    root = merged_root(document)
    for resource in Template(document).resources.values():
        yield from _of_resource(resource)
    published = root.mapping("Metadata").mapping(_PUBLISHED)
    for name in ("LicenseUrl", "ReadmeUrl"):
        yield from _path(published.get(name), name, _PUBLISHED, file=True)
    yield from _includes(root)


def _of_resource(resource: Resource) -> Iterator[LocalPath]:
    if resource.type == "AWS::Serverless::Function" and not _has_code_uri(resource):
        return
    for packaged in _PACKAGED.get(resource.type, ()):
        node = resource.property(packaged.names[0])
        for name in packaged.names[1:]:
            node = node.get(name) if isinstance(node, Mapping) else None
        name = ".".join(packaged.names)
        yield from _path(node, name, resource.logical_id, file=packaged.file)
    if resource.type == "AWS::Serverless::GraphQLApi":
        yield from _graph_code(resource)


def _has_code_uri(resource: Resource) -> bool:
    """Return whether a function's code comes from `CodeUri`."""
    package = resource.property("PackageType")
    is_image = isinstance(package, Scalar) and package.text == "Image"
    return not is_image and resource.property("InlineCode") is None


def _graph_code(resource: Resource) -> Iterator[LocalPath]:
    for section in ("Functions", "Resolvers"):
        for node in walk(resource.properties.get(section)):
            if isinstance(node, Mapping):
                yield from _path(node.get("CodeUri"), "CodeUri", resource.logical_id, file=True)


def _includes(root: Mapping) -> Iterator[LocalPath]:
    """Yield what `AWS::Include` takes in, in whichever form the transform is written."""
    for node in walk(root):
        if not isinstance(node, Mapping):
            continue
        for transform in (node, node.get("Fn::Transform"), node.get("Transform")):
            tagged = transform is not node or node.tag == "!Transform"
            if tagged and isinstance(transform, Mapping) and transform.text("Name") == _INCLUDE:
                location = transform.mapping("Parameters").get("Location")
                yield from _path(location, "Location", _INCLUDE, file=True)


def _path(node: Node | None, name: str, owner: str, *, file: bool) -> Iterator[LocalPath]:
    if isinstance(node, Scalar) and is_local(node):
        yield LocalPath(node, name, owner, file)
