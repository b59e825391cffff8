"""The resource of a Lambda or ECS deployment, and the function (`AS501`, `AS502`, `AS507`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.grammar import (
    LAMBDA_TYPE,
    described,
    find,
    is_left_open,
    is_null,
    properties_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-lambda", "appspec-ecs", topic="appspec")


@RULES.rule("AS501", Severity.ERROR)
def one_resource(document: Document) -> Iterator[Problem]:
    """There is not exactly one resource.

    `Resources` is a list of one mapping with one key: the name of the resource.

    ## Why
    One deployment shifts one function or one service. Several functions need a deployment
    each.

    ## AWS says
    `The deployment failed because the AppSpec file that specifies the AWS Lambda deployment
    configuration is missing or has an invalid configuration.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
      - Billing:
          Type: AWS::Lambda::Function
          Properties:
            Name: billing
            Alias: live
            CurrentVersion: "3"
            TargetVersion: "4"
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
    ```

    ## Source
    [AppSpec 'resources' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html)
    """
    entry = find(document.mapping, "Resources")
    if not entry or is_null(entry.value):
        return
    wrong, at = _not_one(entry)
    if wrong:
        yield Problem(at, wrong, "write a list of one mapping with one key, the resource's name")


def _not_one(resources: Entry) -> tuple[str, Node]:
    """Return what is wrong with the form of the resources, and where; empty where nothing is."""
    value = resources.value
    if not isinstance(value, Sequence):
        return (
            f"{resources.key.text} is {described(value.type_name)}, not a list of one resource",
            value,
        )
    if not value.items:
        return f"{resources.key.text} is empty, and one resource is deployed", resources.key
    if len(value.items) > 1:
        return f"here are {len(value.items)} resources, and one is deployed", value.items[1]
    return _not_one_name(value.items[0])


def _not_one_name(item: Node) -> tuple[str, Node]:
    if not isinstance(item, Mapping):
        return f"a resource is a mapping, and this is {described(item.type_name)}", item
    if len(item.entries) != 1:
        at = item.entries[1].key if item.entries else item
        return f"here are {len(item.entries)} names of resources, and one is deployed", at
    resource = item.entries[0]
    if not isinstance(resource.value, Mapping):
        return f"{resource.key.text} has no type and no properties", resource.key
    return "", item


@RULES.rule("AS502", Severity.ERROR, kinds=("appspec-lambda",))
def function_version(document: Document) -> Iterator[Problem]:
    """A function's version is not a number.

    `CurrentVersion` and `TargetVersion` are whole numbers above 0, in quotes or not. A target
    version that is missing is AS102's, a current one AS507's, and a placeholder such as
    `${VERSION}` is left alone.

    ## Why
    Traffic is shifted between two published versions, and those have numbers: 1, 2, 3 and so
    on. `$LATEST` is the unpublished code, and an alias is no version.

    ## AWS says
    The deployment fails with the code `INVALID_LAMBDA_CONFIGURATION`.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: $LATEST
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
    ```

    ## Source
    [AppSpec 'resources' section for Lambda](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-lambda)
    """
    properties = properties_of(document, LAMBDA_TYPE)
    for key in ("CurrentVersion", "TargetVersion") if properties else ():
        entry = find(properties, key) if properties else None
        if entry and not is_left_open(entry.value):
            text = entry.value.text if isinstance(entry.value, Scalar) else ""
            if not re.fullmatch("0*[1-9][0-9]*", text):
                shown = text or described(entry.value.type_name)
                yield Problem(
                    entry.value,
                    f"{entry.key.text} is {shown}, not the number of a published version",
                    'publish a version and name it, such as "8"',
                )


@RULES.rule("AS507", Severity.WARNING, kinds=("appspec-lambda",))
def no_current_version(document: Document) -> Iterator[Problem]:
    """The version that runs now is not given.

    A function without `CurrentVersion`, or with nothing in it.

    ## Why
    The reference requires it: traffic is shifted away from that version, and back to it if the
    deployment fails. The templates of the user guide call it optional, so this is a warning.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            TargetVersion: "8"
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
    ```

    ## Source
    [AppSpec 'resources' section for Lambda](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html#reference-appspec-file-structure-resources-lambda);
    [AppSpec template for Lambda](https://docs.aws.amazon.com/codedeploy/latest/userguide/application-revisions-appspec-file.html)
    """
    properties = properties_of(document, LAMBDA_TYPE)
    if not properties:
        return
    entry = find(properties, "CurrentVersion")
    blank = entry and isinstance(entry.value, Scalar) and not entry.value.text.strip()
    if entry is None or is_null(entry.value) or blank:
        yield Problem(
            entry.key if entry else properties,
            "CurrentVersion is not given",
            'name the version the alias points to now, such as "7"',
        )
