"""What goes to CloudFormation: a deployment named after its API, and code that stays the same."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

import build_stack

TEMPLATE = (build_stack.PROJECT / "template.yaml").read_text(encoding="utf-8")
ROOT_PATH = "          /items:\n"


def deployments(text: str) -> list[str]:
    resources = build_stack.read_template(build_stack.name_deployment(text))["Resources"]
    return [
        name
        for name, resource in resources.items()
        if resource["Type"] == "AWS::ApiGateway::Deployment"
    ]


def folder_digest(folder: Path) -> str:
    """Digest what a package of a folder is made of."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        facts: tuple[Any, ...] = (path.relative_to(folder), path.stat().st_mode)
        if path.is_file():
            facts += (path.stat().st_mtime, path.read_bytes())
        whole.update(repr(facts).encode())
    return whole.hexdigest()


def test_everything_refers_to_the_deployment_by_its_new_name() -> None:
    named = build_stack.read_template(build_stack.name_deployment(TEMPLATE))["Resources"]

    (name,) = deployments(TEMPLATE)
    assert name != build_stack.DEPLOYMENT
    assert named["ApiStage"]["Properties"]["DeploymentId"] == {"!Ref": name}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ROOT_PATH, "          /goods:\n"),
        ("            post:\n", "            put:\n"),
        ("                - sigv4: []\n", "                - nobody: []\n"),
        ("functions/${GetItem.Arn}", "functions/${ListItems.Arn}"),
    ],
    ids=["another path", "another method", "other callers", "another function"],
)
def test_a_change_of_the_api_gives_a_new_name(before: str, after: str) -> None:
    assert before in TEMPLATE

    assert deployments(TEMPLATE.replace(before, after, 1)) != deployments(TEMPLATE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ROOT_PATH, f"          # The collection.\n{ROOT_PATH}"),
        ("Returns one item.", "Returns a single item."),
        ("    Default: 30\n", "    Default: 90\n"),
    ],
    ids=["a comment", "a function", "a parameter"],
)
def test_any_other_change_leaves_the_name(before: str, after: str) -> None:
    assert before in TEMPLATE

    assert deployments(TEMPLATE.replace(before, after, 1)) == deployments(TEMPLATE)


def test_the_build_holds_what_is_deployed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(build_stack.PROJECT / "src", tmp_path / "src")
    (tmp_path / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "src/__pycache__").mkdir(exist_ok=True)
    (tmp_path / "build/src/removed").mkdir(parents=True)
    monkeypatch.setattr(build_stack, "PROJECT", tmp_path)

    build_stack.main()

    built = (tmp_path / "build/template.yaml").read_text(encoding="utf-8")
    assert built == build_stack.name_deployment(TEMPLATE)
    code = tmp_path / "build/src"
    assert sorted(path.name for path in code.iterdir()) == ["items"]
    assert (code / "items/get_item.py").read_text(encoding="utf-8").startswith('"""')


def test_the_same_code_makes_the_same_package(tmp_path: Path) -> None:
    source = build_stack.PROJECT / "src"
    build_stack.collect_code(source, tmp_path / "first")
    later = shutil.copytree(source, tmp_path / "later", copy_function=shutil.copyfile)
    (later / "items/model.py").chmod(0o600)

    build_stack.collect_code(later, tmp_path / "second")

    assert folder_digest(tmp_path / "first") == folder_digest(tmp_path / "second")
