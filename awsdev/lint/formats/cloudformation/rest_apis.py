"""REST APIs of API Gateway and their deployments (codes `SM301` and `SM302`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.dependencies import mentioned, waits_for
from awsdev.lint.formats.cloudformation.template import Resource, Template, reference
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="cfn-lambda-api")

_API = "AWS::ApiGateway::RestApi"
_DEPLOYMENT, _STAGE = "AWS::ApiGateway::Deployment", "AWS::ApiGateway::Stage"
_METHOD = "AWS::ApiGateway::Method"
_OTHER_HANDS = ("AWS::CloudFormation::", "Custom::")


@RULES.rule("SM301", Severity.WARNING)
def api_without_stage(document: Document) -> Iterator[Problem]:
    """A REST API that no stage serves.

    The template has neither a deployment of the API, nor a stage of it, or has deployments
    and none with a stage. An API whose id leaves the template, by an output, to a nested stack
    or to a custom resource, may be deployed elsewhere and is left alone.

    ## Why
    The stack is made without a word, and there is nothing to call: only a deployment in a stage
    has an address.

    ## AWS says
    Nothing; a call is answered with `{"message":"Forbidden"}`.

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::ApiGateway::RestApi
        Properties:
          Name: orders
      Get:
        Type: AWS::ApiGateway::Method
        Properties:
          RestApiId: !Ref Orders
          ResourceId: !GetAtt Orders.RootResourceId
          HttpMethod: GET
          AuthorizationType: AWS_IAM
          Integration: {Type: MOCK}
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::ApiGateway::RestApi
        Properties:
          Name: orders
      Get:
        Type: AWS::ApiGateway::Method
        Properties:
          RestApiId: !Ref Orders
          ResourceId: !GetAtt Orders.RootResourceId
          HttpMethod: GET
          AuthorizationType: AWS_IAM
          Integration: {Type: MOCK}
      Deployment:
        Type: AWS::ApiGateway::Deployment
        DependsOn: Get
        Properties:
          RestApiId: !Ref Orders
      Live:
        Type: AWS::ApiGateway::Stage
        Properties:
          RestApiId: !Ref Orders
          DeploymentId: !Ref Deployment
          StageName: live
    ```

    ## Source
    [Deploy REST APIs in API Gateway](https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html)
    """
    template = Template(document)
    if not template.is_whole:
        return
    elsewhere = _known_elsewhere(template)
    for api in template.of_type(_API):
        name = api.logical_id
        if name in elsewhere or any(_of_api(api, template, _STAGE)):
            continue
        deployments = list(_of_api(api, template, _DEPLOYMENT))
        if any(_is_staged(deployment, template) for deployment in deployments):
            continue
        if deployments:
            yield Problem(
                deployments[-1].entry.key,
                f"{deployments[-1].logical_id} deploys {name} to no stage",
                f"add an {_STAGE} with this deployment, or a StageName",
            )
        else:
            yield Problem(
                api.entry.key,
                f"{name} is never deployed",
                f"add an {_DEPLOYMENT} that depends on the methods, and an {_STAGE}",
            )


@RULES.rule("SM302", Severity.ERROR)
def deployed_before_methods(document: Document) -> Iterator[Problem]:
    """A deployment that does not wait for the methods of its API.

    Reported where the API and all its methods are resources of the template and the deployment
    waits for nothing but the API: neither `DependsOn` nor any reference leads to a method.

    ## Why
    CloudFormation makes what does not depend on each other at the same time. The deployment
    needs the API alone, so it is made right after the API, which has no method yet, and the
    stack is rolled back.

    ## AWS says
    `The REST API doesn't contain any methods`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::ApiGateway::RestApi
        Properties:
          Name: orders
      Get:
        Type: AWS::ApiGateway::Method
        Properties:
          RestApiId: !Ref Orders
          ResourceId: !GetAtt Orders.RootResourceId
          HttpMethod: GET
          AuthorizationType: AWS_IAM
          Integration: {Type: MOCK}
      Deployment:
        Type: AWS::ApiGateway::Deployment
        Properties:
          RestApiId: !Ref Orders
          StageName: live
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::ApiGateway::RestApi
        Properties:
          Name: orders
      Get:
        Type: AWS::ApiGateway::Method
        Properties:
          RestApiId: !Ref Orders
          ResourceId: !GetAtt Orders.RootResourceId
          HttpMethod: GET
          AuthorizationType: AWS_IAM
          Integration: {Type: MOCK}
      Deployment:
        Type: AWS::ApiGateway::Deployment
        DependsOn: Get
        Properties:
          RestApiId: !Ref Orders
          StageName: live
    ```

    ## Source
    [AWS::ApiGateway::Deployment](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html)
    """
    template = Template(document)
    if not template.is_whole:
        return
    for deployment in template.of_type(_DEPLOYMENT):
        api = template.referred(deployment.properties.get("RestApiId"))
        if not api or api.type != _API or _has_definition(api):
            continue
        methods = [method.logical_id for method in _of_api(api, template, _METHOD)]
        if methods and _waits_for_nothing_but(api, deployment, template):
            yield Problem(
                deployment.entry.key,
                f"{deployment.logical_id} waits for no method of {api.logical_id}",
                f"add DependsOn with all methods: {', '.join(methods)}",
                "The REST API doesn't contain any methods",
            )


def _of_api(api: Resource, template: Template, type_: str) -> Iterator[Resource]:
    for resource in template.of_type(type_):
        if reference(resource.properties.get("RestApiId")) == api.logical_id:
            yield resource


def _is_staged(deployment: Resource, template: Template) -> bool:
    """Return whether a deployment has a stage; one of another template may name it as well."""
    if deployment.properties.get("StageName") is not None:
        return True
    return any(
        deployment.logical_id in mentioned(other.body)
        for other in template.resources.values()
        if other is not deployment
    ) or deployment.logical_id in set(mentioned(template.outputs))


def _known_elsewhere(template: Template) -> set[str]:
    """Return the logical ids whose values leave the template's own resources."""
    found = set[str]()
    for resource in template.resources.values():
        if resource.type.startswith(_OTHER_HANDS):
            found |= set(mentioned(resource.properties))
    for entry in template.outputs.entries:
        output = entry.value
        if isinstance(output, Mapping):
            # An id is for whoever reads it; an address is for callers.
            found |= {reference(output.get("Value"))}
            if output.get("Export") is not None:
                found |= set(mentioned(output.get("Value")))
    return found


def _has_definition(api: Resource) -> bool:
    """Return whether methods may come from elsewhere: a definition or another API."""
    names = ("Body", "BodyS3Location", "CloneFrom")
    return any(api.properties.get(name) is not None for name in names)


def _waits_for_nothing_but(api: Resource, deployment: Resource, template: Template) -> bool:
    before_api = {api.logical_id, *waits_for(api, template)}
    return waits_for(deployment, template) <= before_api
