"""Proves deploy-lambda.sh: the deployment takes the file that appspec-lambda.yaml is."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import bucket, role


def prove(path: Path) -> None:
    """Run the script where the application and its deployment group are."""
    bucket("orders-releases")
    codedeploy = boto3.client("codedeploy")
    codedeploy.create_application(applicationName="orders-function", computePlatform="Lambda")
    codedeploy.create_deployment_group(
        applicationName="orders-function",
        deploymentGroupName="production",
        serviceRoleArn=role("codedeploy", "codedeploy"),
    )
    answers_of(path)
    (made,) = codedeploy.list_deployments()["deployments"]
    deployment = codedeploy.get_deployment(deploymentId=made)["deploymentInfo"]
    assert deployment["deploymentConfigName"].startswith("CodeDeployDefault.LambdaCanary10")
    place = deployment["revision"]["s3Location"]
    stored = boto3.client("s3").get_object(Bucket=place["bucket"], Key=place["key"])
    assert stored["Body"].read() == path.with_name("appspec-lambda.yaml").read_bytes()
    assert place["bundleType"] == "YAML"
