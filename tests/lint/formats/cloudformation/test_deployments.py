"""The predefined types of deployments are those of the SAM translator."""

from __future__ import annotations

from samtranslator.model.preferences.deployment_preference_collection import (
    CODEDEPLOY_PREDEFINED_CONFIGURATIONS_LIST,
)

from awsdev.lint.formats.cloudformation.deployments import PREDEFINED


def test_the_predefined_types_are_the_translators() -> None:
    assert sorted(PREDEFINED) == sorted(CODEDEPLOY_PREDEFINED_CONFIGURATIONS_LIST)
