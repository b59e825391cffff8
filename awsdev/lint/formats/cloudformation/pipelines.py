"""Actions of CodePipeline (code `SM402`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from awsdev.lint.documents.document import Document, Mapping, Node
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.template import Template
from awsdev.lint.formats.cloudformation.texts import items_of, literal
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("cloudformation", "sam", topic="codepipeline")

OWNERS = ("AWS", "ThirdParty", "Custom")
_DATA = Path(__file__).with_name("pipeline_actions.yaml")
_PIPELINE = "AWS::CodePipeline::Pipeline"


@cache
def action_types() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the providers of actions by owner and category, from the data file here."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return {
        owner: {category: tuple(providers) for category, providers in data[owner].items()}
        for owner in OWNERS
        if owner in data
    }


@RULES.rule("SM402", Severity.WARNING)
def unknown_action_type(document: Document) -> Iterator[Problem]:
    """An action of a pipeline whose type does not exist.

    Category, owner, provider and version name an action type together: `CodeBuild` builds and
    tests, and does not deploy. Actions of the owner `Custom` are left alone, and of partners
    those that are none of AWS's. An unknown category is cfn-lint's E3030. CodePipeline gets new
    types now and then: hence a warning.

    ## Why
    CodePipeline refuses the pipeline, and the stack is rolled back.

    ## AWS says
    `ActionType (Category: 'Source', Provider: 'Bitbucket', Owner: 'ThirdParty', Version: '1')
    in action 'Source' is not available in region 'EU_WEST_3'`

    ## Wrong
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
      Bucket: {Type: String}
      Connection: {Type: String}
    Resources:
      Pipeline:
        Type: AWS::CodePipeline::Pipeline
        Properties:
          RoleArn: !Ref Role
          ArtifactStore: {Type: S3, Location: !Ref Bucket}
          Stages:
            - Name: Source
              Actions:
                - Name: Checkout
                  ActionTypeId:
                    Category: Source
                    Owner: AWS
                    Provider: CodeStarConnection
                    Version: "1"
                  OutputArtifacts: [{Name: source}]
                  Configuration:
                    ConnectionArn: !Ref Connection
                    FullRepositoryId: shop/orders
                    BranchName: main
            - Name: Build
              Actions:
                - Name: Build
                  ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
                  InputArtifacts: [{Name: source}]
                  Configuration: {ProjectName: orders}
    ```

    ## Right
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
      Bucket: {Type: String}
      Connection: {Type: String}
    Resources:
      Pipeline:
        Type: AWS::CodePipeline::Pipeline
        Properties:
          RoleArn: !Ref Role
          ArtifactStore: {Type: S3, Location: !Ref Bucket}
          Stages:
            - Name: Source
              Actions:
                - Name: Checkout
                  ActionTypeId:
                    Category: Source
                    Owner: AWS
                    Provider: CodeStarSourceConnection
                    Version: "1"
                  OutputArtifacts: [{Name: source}]
                  Configuration:
                    ConnectionArn: !Ref Connection
                    FullRepositoryId: shop/orders
                    BranchName: main
            - Name: Build
              Actions:
                - Name: Build
                  ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}
                  InputArtifacts: [{Name: source}]
                  Configuration: {ProjectName: orders}
    ```

    ## Source
    [Action structure reference](https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html);
    [valid action providers](https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-valid-providers.html)
    """
    for action in _actions(Template(document)):
        type_ = action.mapping("ActionTypeId")
        parts = [literal(type_.get(key)) for key in ("Category", "Owner", "Provider", "Version")]
        named = [part for part in parts if part is not None]
        wrong = _fault(type_, *named) if len(named) == len(parts) else None
        if wrong is not None:
            at, message, hint = wrong
            yield Problem(at, message, hint, _words(action, named))


def _actions(template: Template) -> Iterator[Mapping]:
    for pipeline in template.of_type(_PIPELINE):
        for stage in items_of(pipeline.properties.get("Stages")):
            for action in items_of(stage.get("Actions") if isinstance(stage, Mapping) else None):
                if isinstance(action, Mapping):
                    yield action


def _fault(
    type_: Mapping, category: str, owner: str, provider: str, version: str
) -> tuple[Node, str, str] | None:
    """Return where an action type is wrong, why and what is right; None where nothing is."""
    if owner not in OWNERS:
        message = f"{owner} is no owner of actions"
        return _at(type_, "Owner"), message, valid_ones(owner, OWNERS)
    homes = _homes(provider) if owner != "Custom" else [(owner, category)]
    if (owner, category) in homes:
        if owner == "AWS" and version != "1":
            message = f"{provider} has no version {version}"
            return _at(type_, "Version"), message, 'write "1"'
        return None
    if category not in action_types()["AWS"] or (owner != "AWS" and not _is_of_aws(homes)):
        return None
    message = f"{owner} has no {category} action {provider}"
    if homes:
        right = (f"Category: {category} and Owner: {owner}" for owner, category in homes)
        return _at(type_, "Provider"), message, f"{provider} takes {', or '.join(right)}"
    return _at(type_, "Provider"), message, valid_ones(provider, action_types()["AWS"][category])


def _homes(provider: str) -> list[tuple[str, str]]:
    """Return the owners and categories a provider is found in."""
    return [
        (owner, category)
        for owner, categories in action_types().items()
        for category, providers in categories.items()
        if provider in providers
    ]


def _is_of_aws(homes: list[tuple[str, str]]) -> bool:
    return any(owner == "AWS" for owner, _ in homes)


def _at(type_: Mapping, key: str) -> Node:
    return type_.get(key) or type_


def _words(action: Mapping, named: list[str]) -> str:
    category, owner, provider, version = named
    return (
        f"ActionType (Category: '{category}', Provider: '{provider}', Owner: '{owner}', "
        f"Version: '{version}') in action '{action.text('Name')}' is not available in region …"
    )
