"""Every scaffold at its defaults: clean, in style, and told whole in its README."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.manifest import Scaffold
from tests.scaffolds.projects import SCAFFOLDS, at_defaults, in_good_style, lint_clean, written

# What a reader of the README must find: what it costs, and what to do from first to last.
CHAPTERS = {"What it costs to leave running", "Deploy", "Test", "Watch", "Remove"}
GROUPS = {"serverless", "delivery", "data", "web", "identity", "operations"}


def test_all_lint_clean() -> None:
    """In one run, which is many times faster than one run for each."""
    lint_clean([at_defaults(scaffold) for scaffold in awsdevs_catalogue().all()])


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_generated_python_is_in_good_style(scaffold: Scaffold, tmp_path: Path) -> None:
    in_good_style(written(at_defaults(scaffold)[1], tmp_path / "project"))


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_its_readme_tells_all(scaffold: Scaffold) -> None:
    readme = at_defaults(scaffold)[1]["README.md"].data.decode()
    assert set(re.findall(r"^## (.+)$", readme, re.MULTILINE)) >= CHAPTERS
    named = set(re.findall(r"awsdev show ([a-z0-9-]+)", readme))
    assert set(scaffold.topics) == named, "the README names the topics of its choices"


@pytest.mark.parametrize("scaffold", SCAFFOLDS)
def test_its_manifest_holds_together(scaffold: Scaffold) -> None:
    assert scaffold.group in GROUPS
    assert len(scaffold.title) <= 52, "the title is its line in the list"
    assert len(scaffold.summary) <= 200
    for path in scaffold.files:
        skeleton = scaffold.folder / "skeleton"
        assert (skeleton / path).is_file() or (skeleton / f"{path}.jinja").is_file()
