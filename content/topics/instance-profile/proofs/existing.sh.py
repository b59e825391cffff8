"""Proves existing.sh: the instance has the profile, and answers no request without a token.

What IAM would allow, which moto cannot say, is left to the check of the command.
"""

from __future__ import annotations

import json
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import role


def prove(path: Path) -> None:
    """Run the script on an instance without a profile."""
    role("orders-reports", "ec2")
    iam, ec2 = boto3.client("iam"), boto3.client("ec2")
    iam.create_instance_profile(InstanceProfileName="orders-reports")
    iam.add_role_to_instance_profile(
        InstanceProfileName="orders-reports", RoleName="orders-reports"
    )
    image = ec2.describe_images()["Images"][0]["ImageId"]
    (instance,) = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1)["Instances"]
    answers = answers_of(
        path, beyond_moto=("SimulatePrincipalPolicy",), INSTANCE_ID=instance["InstanceId"]
    )
    texts = [text for _, text in answers]
    assert json.loads(texts[0]) == [], "none before"
    first = json.loads(texts[1])["IamInstanceProfileAssociation"]["AssociationId"]
    assert texts[2].strip() == first
    (now,) = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"]
    assert now["IamInstanceProfile"]["Arn"].endswith("/orders-reports")
    profile = next(text for call, text in answers if call.operation == "GetInstanceProfile")
    assert json.loads(profile)["InstanceProfile"]["Roles"][0]["RoleName"] == "orders-reports"
