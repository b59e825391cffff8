"""What a file is: told from its content first, from its name second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from awsdev.lint.documents.document import DocumentError
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of, kind_of_text, kind_within
from awsdev.lint.kinds import FAMILIES, Kind

TABLE: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("kinds.yaml").read_text("utf-8")
)
WHOLE = [
    pytest.param(row, id=f"{row.get('kind', 'none')} {row['name']}")
    for row in TABLE
    if not row.get("broken")
]
BROKEN = [
    pytest.param(row, id=f"{row.get('kind', 'none')} {row['name']}")
    for row in TABLE
    if row.get("broken")
]


@pytest.mark.parametrize("row", WHOLE)
def test_kind_of_a_document(row: dict[str, Any]) -> None:
    assert kind_of(parse_yaml(row["text"]), row["name"]) == row.get("kind")


@pytest.mark.parametrize("row", BROKEN)
def test_kind_of_a_text_that_cannot_be_parsed(row: dict[str, Any]) -> None:
    with pytest.raises(DocumentError):
        parse_yaml(row["text"])
    assert kind_of_text(row["text"], row["name"]) == row.get("kind")


def test_every_kind_stands_in_the_table() -> None:
    assert {row["kind"] for row in TABLE if "kind" in row} == set(Kind)


@pytest.mark.parametrize("row", WHOLE)
@pytest.mark.parametrize("family", FAMILIES)
def test_what_the_user_says_holds_and_the_content_tells_the_member(
    family: str, row: dict[str, Any]
) -> None:
    told = kind_within(family, parse_yaml(row["text"]), row["name"])
    assert told in FAMILIES[family]
    if row.get("kind") in FAMILIES[family]:
        assert told == row["kind"]


def test_an_appspec_file_of_any_name_is_told_by_its_resources() -> None:
    listed = parse_yaml("version: 0.0\nResources:\n  - fn: {Type: AWS::Lambda::Functoin}\n")
    assert kind_within("appspec", listed, "deploy.yaml") == Kind.APPSPEC_LAMBDA
    assert kind_within("appspec", parse_yaml("os: linux\n"), "deploy.yaml") == Kind.APPSPEC_SERVER
