"""What a version of a scaffold renders stays what it is, so that projects can be updated."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from awsdev.scaffolds.earlier import checked_out
from awsdev.scaffolds.manifest import load_scaffold
from awsdev.scaffolds.render import render_project
from tests.scaffolds.versions import RENDERINGS, keep, renderings
from tests.scaffolds.workshop import answers_to, make


def test_every_version_renders_what_it_did() -> None:
    recorded = yaml.safe_load(RENDERINGS.read_text("utf-8"))
    for name, versions in renderings().items():
        assert versions == recorded.get(name), (
            f"{name} renders something else. Where its version is in a release: keep that one and "
            "raise the version; else write down what it renders now (tests/scaffolds/versions.py)"
        )


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Three versions of a scaffold: files change, come and go, what is shared changes too."""
    first = tmp_path / "first"
    shared = "_shared"
    name = {"name": "project_name", "type": "string", "help": "h", "default": "tea"}
    size = {"name": "size", "type": "integer", "help": "h", "default": 3}

    def version(templates: Path, number: int, words: str, files: dict[str, str | bytes]) -> Path:
        (templates / shared).mkdir(parents=True, exist_ok=True)
        (templates / shared / "words").write_text(words, "utf-8")
        parameters = [name, size] if number > 1 else [name]
        make(templates, files, version=number, parameters=parameters)
        return templates

    version(first, 1, "one\n", {"a.jinja": '{% include "_shared/words" %}', "gone": "gone\n"})
    second = version(tmp_path / "second", 2, "two\n", {"a.jinja": "{{ size }}\n", "new": "new\n"})
    third = version(tmp_path / "third", 3, "two\n", {"a.jinja": '{% include "_shared/words" %}'})
    keep("made", first, second)
    keep("made", second, third)
    # What was kept for the version before comes along.
    kept = second / "made" / "earlier" / "1"
    kept.rename(third / "made" / "earlier" / "1")
    return third


def test_earlier_versions_are_laid_over_later_ones(history: Path) -> None:
    scaffold = load_scaffold(history / "made")
    found = {}
    for number in (1, 2, 3):
        with checked_out(scaffold, number) as then:
            assert then is not None
            assert then.version == number
            project = render_project(then, answers_to(then))
            found[number] = {p: f.data.decode() for p, f in project.items() if p[0] != "."}
    assert found == {
        1: {"a": "one\n", "gone": "gone\n"},
        2: {"a": "3\n", "new": "new\n"},
        3: {"a": "two\n"},
    }


def test_a_version_that_was_not_kept(history: Path) -> None:
    scaffold = load_scaffold(history / "made")
    for path in sorted((history / "made" / "earlier" / "2").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (history / "made" / "earlier" / "2").rmdir()
    for number in (1, 2, 4):
        with checked_out(scaffold, number) as then:
            assert then is None
