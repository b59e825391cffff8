"""Publishes the configuration as a new version, rolls it out, and waits for how it ends.

    python tools/release.py STACK FILE

It ends with an error where the rollout was rolled back, so a pipeline stops there too.
"""

import logging
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import boto3
from botocore.exceptions import ClientError

logger = logging.getLogger("release")

PAUSE_SECONDS = 15
_ENDED_BADLY = ("ROLLED_BACK", "REVERTED")


class RolledBackError(Exception):
    """The version before is back; the message says what AppConfig tells about it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a configuration goes, and how."""

    application: str
    environment: str
    profile: str
    strategy: str

    @classmethod
    def from_stack(cls, cloudformation: Any, stack: str) -> Self:  # noqa: ANN401 - a client
        """Read the IDs from a stack's outputs."""
        [description] = cloudformation.describe_stacks(StackName=stack)["Stacks"]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in description["Outputs"]}
        return cls(
            application=outputs["ApplicationId"],
            environment=outputs["EnvironmentId"],
            profile=outputs["ProfileId"],
            strategy=outputs["StrategyId"],
        )


def publish(appconfig: Any, target: Target, content: bytes) -> str:  # noqa: ANN401 - a client
    """Store a new version, which changes nothing for anybody yet; return its number."""
    version = appconfig.create_hosted_configuration_version(
        ApplicationId=target.application,
        ConfigurationProfileId=target.profile,
        Content=content,
        ContentType="application/json",
    )
    return str(version["VersionNumber"])


def roll_out(
    appconfig: Any,  # noqa: ANN401 - a client
    target: Target,
    version: str,
    pause: float = PAUSE_SECONDS,
) -> None:
    """Deploy a version and wait until its bake time is over.

    Raises:
        RolledBackError: An alarm or somebody ended it.
    """
    deployment = appconfig.start_deployment(
        ApplicationId=target.application,
        EnvironmentId=target.environment,
        ConfigurationProfileId=target.profile,
        ConfigurationVersion=version,
        DeploymentStrategyId=target.strategy,
    )
    number = deployment["DeploymentNumber"]
    while deployment["State"] != "COMPLETE":
        logger.info("%s, %g%%", deployment["State"], deployment.get("PercentageComplete", 0))
        if deployment["State"] in _ENDED_BADLY:
            events = [event.get("Description", "") for event in deployment.get("EventLog", [])]
            raise RolledBackError("\n".join([f"deployment {number} did not last", *events]))
        time.sleep(pause)
        deployment = appconfig.get_deployment(
            ApplicationId=target.application,
            EnvironmentId=target.environment,
            DeploymentNumber=number,
        )
    logger.info("version %s is complete, by deployment %s", version, number)


def main(arguments: list[str]) -> None:
    """Release the file to the stack, both named on the command line."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    try:
        stack, file = arguments
    except ValueError:
        sys.exit("usage: python tools/release.py STACK FILE")
    target = Target.from_stack(boto3.client("cloudformation"), stack)
    appconfig = boto3.client("appconfig")
    try:
        version = publish(appconfig, target, Path(file).read_bytes())
        roll_out(appconfig, target, version)
    except (ClientError, RolledBackError) as error:
        # What AppConfig says is for people: which rule of a validator was broken, which alarm.
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
