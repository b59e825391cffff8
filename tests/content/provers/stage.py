"""What several proofs find in the memory of moto before their script begins."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import boto3
from cfnlint.decode import decode
from moto.ssm.models import ssm_backends

from awsdev.lint.tools.sam.translator import translate

REGION = "ap-northeast-2"
ACCOUNT = "123456789012"
_TO_LAMBDA = (
    f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions"
    f"/arn:aws:lambda:{REGION}:{ACCOUNT}:function:orders/invocations"
)


def archive(**files: str) -> bytes:
    """Return a zip file of Python modules, by the names of the modules."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        for name, text in (files or {"app": "def handler(event, context): ..."}).items():
            out.writestr(f"{name}.py", text)
    return data.getvalue()


def bucket(name: str, *, versions: bool = False) -> None:
    """Make a bucket."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    if versions:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})


def role(name: str, service: str = "lambda") -> str:
    """Make a role that a service may take; return its ARN."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": f"{service}.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    iam = boto3.client("iam")
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    return str(arn)


def function(name: str, *, versions: int = 0) -> str:
    """Make a function, and publish that many versions of it; return its ARN."""
    awslambda = boto3.client("lambda")
    made = awslambda.create_function(
        FunctionName=name,
        Role=role(name),
        Runtime="python3.14",
        Handler="app.handler",
        Architectures=["arm64"],
        Code={"ZipFile": archive()},
    )
    for number in range(versions):
        code = archive(app=f"# {number}")
        awslambda.update_function_code(FunctionName=name, ZipFile=code, Publish=True)
    return str(made["FunctionArn"])


def public_parameter(name: str, value: str) -> None:
    """Put a parameter below `/aws/`, where only AWS may write."""
    ssm = boto3.client("ssm")
    ssm.put_parameter(Name=name.lstrip("/").replace("aws", "own", 1), Type="String", Value=value)
    kept = ssm_backends[ACCOUNT][REGION]._parameters
    kept[name] = kept.pop(name.lstrip("/").replace("aws", "own", 1))
    kept[name][0].name = name


def document_of(template: Path) -> dict[str, Any]:
    """Read a template; a SAM template is translated."""
    document, broken = decode(str(template))
    assert not broken
    if "Transform" in document:
        translation = translate(document)
        assert translation.template is not None, (translation.refusals, translation.crash)
        document = translation.template
    plain: dict[str, Any] = json.loads(json.dumps(document))
    return plain


def resources_of(template: Path) -> dict[str, Any]:
    """Return the resources of a template; a SAM template is translated."""
    return dict(document_of(template)["Resources"])


def part_of(template: Path, *names: str) -> dict[str, Any]:
    """Return a template with these resources alone, and the outputs that need no other.

    The resources must need neither the others nor mappings and conditions. Each parameter is
    an output besides: moto refuses one without a use.
    """
    document = document_of(template)
    gone = set(document["Resources"]) - set(names)
    document["Resources"] = {name: document["Resources"][name] for name in names}
    document["Outputs"] = {
        name: output
        for name, output in document.get("Outputs", {}).items()
        if not gone & set(re.findall(r"\w+", json.dumps(output["Value"])))
    }
    for name in document.get("Parameters", {}):
        document["Outputs"][f"Given{name}"] = {"Value": {"Ref": name}}
    document.pop("Mappings", None)
    document.pop("Conditions", None)
    return document


def deploy(stack: str, resources: dict[str, Any]) -> dict[str, str]:
    """Make a stack, with a line of code in the place of each function's.

    Returns:
        The physical IDs of its resources, by their logical ones.
    """
    for resource in resources.values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["Code"] = {"ZipFile": "def handler(event, context): ..."}
    cloudformation = boto3.client("cloudformation")
    template = json.dumps({"Resources": resources})
    cloudformation.create_stack(StackName=stack, TemplateBody=template)
    made = cloudformation.describe_stack_resources(StackName=stack)["StackResources"]
    return {each["LogicalResourceId"]: each.get("PhysicalResourceId", "") for each in made}


def rest_api(body: dict[str, Any], stage: str, **variables: str) -> tuple[str, dict[str, str]]:
    """Make the API that a definition describes, and deploy it to a stage.

    Returns:
        Its ID, and the IDs of its resources by their paths.
    """
    gateway = boto3.client("apigateway")
    api = gateway.create_rest_api(name=body["info"]["title"])["id"]
    (root,) = gateway.get_resources(restApiId=api)["items"]
    made = {"": root["id"]}
    for path, methods in body["paths"].items():
        for end in [*[at for at, each in enumerate(path) if each == "/"][1:], len(path)]:
            parent, _, part = path[:end].rpartition("/")
            if path[:end] not in made:
                made[path[:end]] = gateway.create_resource(
                    restApiId=api, parentId=made[parent], pathPart=part
                )["id"]
        for verb, method in methods.items():
            if isinstance(method, dict) and "x-amazon-apigateway-integration" in method:
                place = {"restApiId": api, "resourceId": made[path], "httpMethod": verb.upper()}
                _integrate(gateway, place, method["x-amazon-apigateway-integration"])
    gateway.create_deployment(restApiId=api, stageName=stage, variables=variables)
    return api, made


def _integrate(gateway: Any, place: dict[str, str], integration: dict[str, Any]) -> None:
    gateway.put_method(**place, authorizationType="AWS_IAM")
    gateway.put_integration(
        **place,
        type=integration["type"].upper(),
        integrationHttpMethod=integration["httpMethod"],
        uri=integration["uri"] if isinstance(integration["uri"], str) else _TO_LAMBDA,
        requestTemplates=integration.get("requestTemplates", {}),
        passthroughBehavior=integration.get("passthroughBehavior", "when_no_match").upper(),
    )
