"""Additions: what they put into a template is right, and all that was there still stands."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from awsdev.errors import AwsdevError, Status
from awsdev.lint.engine import lint_data
from awsdev.scaffolds.addition import (
    Addition,
    find_addition,
    new_findings,
    plan_addition,
    read_template,
)
from awsdev.scaffolds.answers import Given
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.names import addition_names
from awsdev.scaffolds.write import plan_addition_writing, write_plan
from tests.conftest import Prove
from tests.scaffolds.combinations import combinations
from tests.scaffolds.projects import at_defaults, in_good_style
from tests.scaffolds.workshop import tree

PLAIN = """\
# Written by hand, indented by four.
AWSTemplateFormatVersion: "2010-09-09"

Resources:
    Role:   # takes part
        Type: AWS::IAM::Role
        Properties:
            AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                    - Effect: Allow
                      Principal: {Service: lambda.amazonaws.com}
                      Action: sts:AssumeRole

    Worker:
        Type: AWS::Lambda::Function
        Properties:
            Handler: index.handler
            Runtime: python3.14
            Role: !GetAtt Role.Arn
            Code:
                ZipFile: |
                    def handler(event, context):
                        return event
"""
API = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      OpenApiVersion: "3.0.1"
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: python3.14
      InlineCode: |
        def handler(event, context):
            return {"statusCode": 200}
      Events:
        Get: {Type: Api, Properties: {RestApiId: !Ref Api, Method: GET, Path: /}}
"""


def scaffolded(name: str) -> str:
    scaffold = awsdevs_catalogue().find(name)
    return at_defaults(scaffold)[1]["template.yaml"].data.decode()


BASES = {
    "plain": PLAIN,
    "api": API,
    "sam-api": scaffolded("sam-api"),
    "sns-sqs-lambda": scaffolded("sns-sqs-lambda"),
}
# What an addition needs that not every template has.
FITTING = {"authorizer": ["api"]}
CASES = [
    pytest.param(name, base, id=f"{name}-{base}")
    for name in addition_names()
    for base in FITTING.get(name, BASES)
]


def planned(addition: str, path: Path, **settings: str) -> Addition:
    template = read_template(path)
    found = find_addition(addition, template)
    return plan_addition(found, template, Given(settings=settings), None)


def written(base: str, folder: Path) -> Path:
    path = folder / "template.yaml"
    path.write_text(BASES[base], "utf-8")
    return path


def add(name: str, path: Path) -> Addition:
    addition = planned(name, path)
    write_plan(plan_addition_writing(addition.project, path))
    return addition


def is_within(lines: list[str], others: list[str]) -> bool:
    """Return whether all lines are among the others, in their order."""
    rest = iter(others)
    return all(line in rest for line in lines)


@pytest.mark.parametrize(("name", "base"), CASES)
def test_nothing_else_changes(name: str, base: str, tmp_path: Path) -> None:
    path = written(base, tmp_path)
    addition = add(name, path)
    assert addition.added
    assert is_within(BASES[base].splitlines(), path.read_text("utf-8").splitlines())
    assert read_template(path).resources.keys() >= {*addition.added, *addition.template.resources}
    for rendered in addition.files:
        assert (tmp_path / rendered).is_file()


@pytest.mark.parametrize("base", BASES)
def test_what_is_added_is_clean(base: str, tmp_path: Path, prove: Prove) -> None:
    """All that fit go into one template, one after the other; not even a note is new."""
    path = written(base, tmp_path)
    before = read_template(path)
    fitting = [name for name in addition_names() if base in FITTING.get(name, BASES)]
    for name in fitting:
        last = add(name, path)
    assert new_findings(replace(last, template=before)) == []
    prove(f"addition to {base}", "awsdev lint before and after", len(fitting))


@pytest.mark.parametrize(("name", "base"), CASES)
def test_names_are_made_unique(name: str, base: str, tmp_path: Path) -> None:
    """A second time under other names; what cannot have others is refused."""
    path = written(base, tmp_path)
    first = add(name, path)
    if find_addition(name, read_template(path)).parameter("name") is None or name == "authorizer":
        with pytest.raises(AwsdevError, match="is there already"):
            planned(name, path)
        return
    second = add(name, path)
    assert second.added
    assert not set(first.added) & set(second.added)
    with pytest.raises(AwsdevError, match="is there already; choose another name") as caught:
        planned(name, path, name=str(first.answers["name"]))
    assert caught.value.status is Status.NO


@pytest.mark.gate
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("name", "base"), CASES)
def test_every_combination_is_clean(name: str, base: str, tmp_path: Path, prove: Prove) -> None:
    path = written(base, tmp_path)
    template = read_template(path)
    addition = find_addition(name, template)
    texts: dict[str, bytes] = {}
    usual = {(each.name, each.default) for each in addition.parameters if each.name == "name"}
    for number, answers in enumerate(combinations(addition)):
        # The usual name may be taken in this template: then another is the default.
        given = Given(answers=dict(answers.items() - usual))
        done = plan_addition(addition, template, given, None)
        texts[f"{number}/template.yaml"] = done.text.encode()
    before = {
        (f.code, f.message) for f in lint_data({"template.yaml": BASES[base].encode()}).findings
    }
    found = [f for f in lint_data(texts).findings if (f.code, f.message) not in before]
    assert not found, found
    prove(f"combination of the addition {name}", "awsdev lint", len(texts))


@pytest.mark.parametrize("base", ["api", "plain"])
def test_the_code_that_comes_along_runs(base: str, tmp_path: Path) -> None:
    path = written(base, tmp_path)
    add("queue", path)
    add("function", path)
    event = json.loads((tmp_path / "events" / "orders.json").read_text("utf-8"))
    consumer, task = (
        imported(tmp_path / "functions" / name / "app.py").handler for name in ("orders", "task")
    )
    assert consumer(event, None) == {"batchItemFailures": []}
    event["Records"][0]["body"] = "no JSON"
    message = event["Records"][0]["messageId"]
    assert consumer(event, None) == {"batchItemFailures": [{"itemIdentifier": message}]}
    assert task({"b": 1, "a": 2}, None) == {"received": ["a", "b"]}
    in_good_style(tmp_path)


def imported(path: Path):
    spec = importlib.util.spec_from_file_location("app", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_authorizer_goes_into_the_api(tmp_path: Path) -> None:
    path = written("api", tmp_path)
    add("authorizer", path)
    api = path.read_text("utf-8").partition("  Function:")[0]
    assert api.startswith(API.partition("  Function:")[0])
    assert api.endswith(
        '      OpenApiVersion: "3.0.1"\n'
        "      Auth:\n"
        "        DefaultAuthorizer: UsersAuthorizer\n"
        "        # A preflight carries no token; closed, no browser would get further.\n"
        "        AddDefaultAuthorizerToCorsPreflight: false\n"
        "        Authorizers:\n"
        "          UsersAuthorizer:\n"
        "            UserPoolArn: !GetAtt UsersPool.Arn\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("alarms", "Resources:\n  T:\n    Type: AWS::SNS::Topic\n",
         "the template has no resource of the type AWS::Serverless::Function or AWS::Lambda"),
        ("authorizer", scaffolded("sam-api"),
         "Resources.ItemsApi.Properties.Auth.DefaultAuthorizer is there already, and differs"),
        ("table", '{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}',
         "additions go into templates in YAML, and this is JSON"),
        ("table", "Resources: {T: {Type: AWS::SNS::Topic}}\n", "Resources is written in braces"),
        ("table", "version: 0.2\n", "this is no template: it has no Resources"),
        ("table", "Resources: [\n", "mend it first"),
        ("tabel", "Resources:\n  T:\n    Type: AWS::SNS::Topic\n",
         "there is no addition tabel; did you mean table"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_to(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(text, "utf-8")
    before = tree(tmp_path)
    with pytest.raises(AwsdevError, match=re.escape(words)):
        planned(name, path)
    assert tree(tmp_path) == before


def test_what_would_not_pass_its_lint_is_not_written(tmp_path: Path) -> None:
    """Five hundred resources are the most a template takes."""
    path = tmp_path / "template.yaml"
    topics = "".join(f"  T{number}:\n    Type: AWS::SNS::Topic\n" for number in range(500))
    path.write_text(f"Resources:\n{topics}", "utf-8")
    with pytest.raises(AwsdevError, match=r"would not pass its lint: E3010"):
        new_findings(planned("table", path))


def test_an_error_that_was_there_before_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text("Resources:\n  T:\n    Type: AWS::SNS::Topic\n    Propertys: {}\n", "utf-8")
    assert new_findings(add("table", path)) == []


def test_a_file_in_the_way_is_kept(tmp_path: Path) -> None:
    path = written("api", tmp_path)
    (tmp_path / "functions" / "orders").mkdir(parents=True)
    (tmp_path / "functions" / "orders" / "app.py").write_text("mine\n")
    # The default name steps aside; a chosen one is refused.
    assert planned("queue", path).answers["name"] == "Orders2"
    addition = planned("queue", path, name="Orders")
    with pytest.raises(AwsdevError, match=r"functions/orders/app\.py would change"):
        write_plan(plan_addition_writing(addition.project, path))
    assert path.read_text("utf-8") == API
