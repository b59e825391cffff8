"""Fragments in templates: nothing that stands there changes, and what is new is all there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from awsdev.errors import AwsdevError
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.splice import splice
from tests.scaffolds.projects import at_defaults

FRAGMENT = """\
Parameters:
  Days:
    Type: Number
Resources:
  # Why there is one.
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      Tags:
        - Key: a
          Value: !Ref Days
  Second:
    Type: AWS::SQS::Queue
Outputs:
  Url:
    Value: !Ref Queue
"""
PLAIN = """\
# A template.
AWSTemplateFormatVersion: "2010-09-09"

Resources: # all of it
  Topic: # the first
    Type: AWS::SNS::Topic
    Properties:
      Name: !Sub "${AWS::StackName}" # its name
      # nothing more

  Bucket:
    Type: AWS::S3::Bucket

# What comes out.
Outputs:
  Arn: {Value: !Ref Topic}
"""


def without(text: str, lines: list[str]) -> list[str]:
    """Return what is left of a text's lines when others, in their order, are taken out of it."""
    kept, position = [], 0
    for line in text.splitlines():
        if position < len(lines) and line == lines[position]:
            position += 1
        else:
            kept.append(line)
    assert position == len(lines), f"missing: {lines[position]!r}"
    return kept


def test_sections_resources_and_outputs_go_to_their_places() -> None:
    assert (
        splice(PLAIN, FRAGMENT)
        == """\
# A template.
AWSTemplateFormatVersion: "2010-09-09"

Parameters:
  Days:
    Type: Number

Resources: # all of it
  Topic: # the first
    Type: AWS::SNS::Topic
    Properties:
      Name: !Sub "${AWS::StackName}" # its name
      # nothing more

  Bucket:
    Type: AWS::S3::Bucket

  # Why there is one.
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      Tags:
        - Key: a
          Value: !Ref Days

  Second:
    Type: AWS::SQS::Queue

# What comes out.
Outputs:
  Arn: {Value: !Ref Topic}
  Url:
    Value: !Ref Queue
"""
    )


def test_a_template_indented_by_four() -> None:
    text = (
        "Resources:\n    A:\n        Type: AWS::SQS::Queue\n    B:\n        Type: AWS::SQS::Queue\n"
    )
    assert splice(text, FRAGMENT) == (
        "Parameters:\n    Days:\n        Type: Number\n\n" + text + "    # Why there is one.\n"
        "    Queue:\n        Type: AWS::SQS::Queue\n        Properties:\n            Tags:\n"
        "                - Key: a\n                  Value: !Ref Days\n"
        "    Second:\n        Type: AWS::SQS::Queue\n\nOutputs:\n    Url:\n"
        "        Value: !Ref Queue\n"
    )


def test_into_what_is_there() -> None:
    text = """\
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Name: |
        many

        lines
    # about the next one
  Other:
    Type: AWS::SNS::Topic
"""
    new = "Resources:\n  Api:\n    Properties:\n      Auth:\n        Default: x\n"
    expected = text.replace("        lines\n", "        lines\n      Auth:\n        Default: x\n")
    assert splice(text, new) == expected


@pytest.mark.parametrize(
    "ending",
    ["", "\n", "\n\n\n", "\n# the end\n", "\n  # of the resources\n", "\n...\n"],
)
def test_ends_of_templates(ending: str) -> None:
    text = f"Resources:\n  A:\n    Type: AWS::SNS::Topic{ending}"
    spliced = splice(text, "Resources:\n  B:\n    Type: AWS::SNS::Topic\n")
    assert list(yaml.safe_load(spliced)["Resources"]) == ["A", "B"]
    new = ["", "  B:", "    Type: AWS::SNS::Topic"]
    assert "".join(without(spliced, new)) == "".join(text.splitlines())


def test_line_ends_of_windows() -> None:
    spliced = splice(PLAIN.replace("\n", "\r\n"), FRAGMENT)
    assert spliced.count("\r\n") == spliced.count("\n")
    assert spliced.replace("\r\n", "\n") == splice(PLAIN, FRAGMENT)


def test_what_is_there_already_is_not_there_twice() -> None:
    once = splice(PLAIN, FRAGMENT)
    assert splice(once, FRAGMENT) == once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Resources: {A: {Type: AWS::SNS::Topic}}\n", "t.yaml:1: nothing can be added safely: "
         "Resources is written in braces"),
        ("Resources: {}\n", "Resources is written in braces"),
        ("- a\n", "it is not one mapping"),
        ("Resources:\n  A: {}\n---\nResources: {}\n", "it is not one mapping"),
        ("Resources:\n  Queue: {Type: AWS::SNS::Topic}\n",
         "t.yaml:2: Resources.Queue.Type is there already, and differs"),
        ("Resources:\n  Queue:\n    Type: AWS::SNS::Topic\n",
         "t.yaml:3: Resources.Queue.Type is there already, and differs"),
        ("X: &x\n  A: {Type: AWS::SNS::Topic}\nResources: *x\n",
         "Resources is written by an alias"),
        ("X: &x\n  A: {Type: AWS::SNS::Topic}\nResources:\n  <<: *x\n",
         "Resources is written by an alias"),
        ("Resources:\n", "Resources is there already, and differs"),
    ],
)  # fmt: skip
def test_what_is_not_safe_is_refused(text: str, words: str) -> None:
    with pytest.raises(AwsdevError, match=re.escape(words)):
        splice(text, FRAGMENT, "t.yaml")


TEMPLATES = [
    pytest.param(file.data.decode(), id=f"{scaffold.name}-{Path(path).name}")
    for scaffold in awsdevs_catalogue().all()
    for path, file in at_defaults(scaffold)[1].items()
    if path.endswith((".yaml", ".yml")) and re.search(rb"^Resources:\n  [^-]", file.data, re.M)
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_real_templates_keep_every_line(text: str) -> None:
    fragment = FRAGMENT.replace("Days", "DaysOfMine").replace("Queue:", "QueueOfMine:")
    fragment = fragment.replace("!Ref Queue", "!Ref QueueOfMine").replace("Url", "UrlOfMine")
    spliced = splice(text, fragment)
    kept = iter(spliced.splitlines())
    assert all(line in kept for line in text.splitlines())
    before, after = parse_yaml(text).mapping, parse_yaml(spliced).mapping
    for section in ("Parameters", "Resources", "Outputs"):
        new = parse_yaml(fragment).mapping.mapping(section).keys()
        assert after.mapping(section).keys() == [*before.mapping(section).keys(), *new]
