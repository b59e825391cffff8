"""Publishes flags as a new version and rolls it out to one environment."""

import os
import sys
import time
from pathlib import Path

import boto3


class RolledBack(Exception):
    """The rollout did not last: the previous version is back."""


class Release:
    """Publishes to one profile and rolls out to one environment."""

    def __init__(self, appconfig, application, profile, environment):
        self._appconfig = appconfig
        self._application = application
        self._profile = profile
        self._environment = environment

    def publish(self, content):
        """Store the flags; AppConfig refuses what breaks its schema."""
        version = self._appconfig.create_hosted_configuration_version(
            ApplicationId=self._application,
            ConfigurationProfileId=self._profile,
            Content=content,
            ContentType="application/json",
        )
        return str(version["VersionNumber"])

    def roll_out(self, version, strategy, pause=15):
        """Deploy a version and wait until its bake time is over."""
        deployment = self._appconfig.start_deployment(
            ApplicationId=self._application,
            EnvironmentId=self._environment,
            ConfigurationProfileId=self._profile,
            ConfigurationVersion=version,
            DeploymentStrategyId=strategy,
        )
        while deployment["State"] != "COMPLETE":
            if deployment["State"] in ("ROLLED_BACK", "REVERTED"):
                events = deployment.get("EventLog", [])
                raise RolledBack([e.get("Description") for e in events])
            time.sleep(pause)
            deployment = self._appconfig.get_deployment(
                ApplicationId=self._application,
                EnvironmentId=self._environment,
                DeploymentNumber=deployment["DeploymentNumber"],
            )
            print(deployment["State"], deployment.get("PercentageComplete"))


def main():
    """Release the file named on the command line."""
    release = Release(
        boto3.client("appconfig"),
        application=os.environ["APPLICATION_ID"],
        profile=os.environ["PROFILE_ID"],
        environment=os.environ["ENVIRONMENT_ID"],
    )
    version = release.publish(Path(sys.argv[1]).read_bytes())
    release.roll_out(version, os.environ["STRATEGY_ID"])


if __name__ == "__main__":
    main()
