"""Proves deploy-ec2.sh: what is uploaded is what the deployment takes."""

from __future__ import annotations

from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import archive, bucket, role


def prove(path: Path) -> None:
    """Run the script where the application and its deployment group are."""
    bucket("orders-releases")
    codedeploy = boto3.client("codedeploy")
    codedeploy.create_application(applicationName="orders", computePlatform="Server")
    codedeploy.create_deployment_group(
        applicationName="orders",
        deploymentGroupName="production",
        serviceRoleArn=role("codedeploy", "codedeploy"),
    )
    revision = archive()
    answers_of(path, files={"orders-8.zip": revision})
    (made,) = codedeploy.list_deployments()["deployments"]
    place = codedeploy.get_deployment(deploymentId=made)["deploymentInfo"]["revision"]["s3Location"]
    stored = boto3.client("s3").get_object(Bucket=place["bucket"], Key=place["key"])
    assert stored["Body"].read() == revision
    assert place["bundleType"] == "zip"
