"""The table of action types agrees with the categories and owners of CodePipeline's API."""

from __future__ import annotations

import datetime
from pathlib import Path

import botocore.session
import yaml

from awsdev.lint.formats.cloudformation import pipelines
from awsdev.lint.formats.cloudformation.pipelines import OWNERS, action_types

SHAPES = botocore.session.get_session().get_service_model("codepipeline")


def test_owners_and_categories_are_those_of_the_api() -> None:
    assert set(OWNERS) == set(SHAPES.shape_for("ActionOwner").enum)
    categories = set(SHAPES.shape_for("ActionCategory").enum)
    assert set(action_types()["AWS"]) == categories
    assert set(action_types()["ThirdParty"]) <= categories


def test_providers_have_the_form_the_api_asks_for() -> None:
    limit = SHAPES.shape_for("ActionProvider").metadata["max"]
    for categories in action_types().values():
        for providers in categories.values():
            assert list(providers) == sorted(set(providers))
            assert all(provider.isalnum() and len(provider) <= limit for provider in providers)


def test_cfn_lint_counts_artifacts_of_no_action_that_is_not_in_the_table() -> None:
    from cfnlint.rules.resources.codepipeline.PipelineArtifactCounts import (  # noqa: PLC0415 - slow
        PipelineArtifactCounts,
    )

    counted = PipelineArtifactCounts()._artifact_counts
    for category, providers in counted["AWS"].items():
        assert set(providers) <= set(action_types()["AWS"][category]), category


def test_the_data_says_where_it_is_from_and_when_it_was_read() -> None:
    path = Path(pipelines.__file__).with_name("pipeline_actions.yaml")
    data = yaml.safe_load(path.read_text("utf-8"))
    assert data["source"].startswith("https://docs.aws.amazon.com/codepipeline/")
    assert isinstance(data["date"], datetime.date)
