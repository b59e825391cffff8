"""Good files have no findings; bad ones have exactly those they declare.

A bad file declares what it expects in comments: `# expect: SG201 3:1` is a finding of that
code at that line and column. JSON has no comments; such a file has a neighbour of the same
name that ends in `.expect`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from awsdev.lint.documents.document import Document, plain_value
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.samconfig import RULES
from awsdev.lint.formats.samconfig.commands import GLOBAL, Option, commands
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")
EXPECTED = re.compile(r"# expect: (SG\d{3}) (\d+):(\d+)$", re.MULTILINE)
REFUSED = {"SG101", "SG103", "SG106", "SG202", "SG203", "SG301", "SG302", "SG303", "SG305"}
# What a schema can see, too: to it 1 and 1.0 are one number, and a text says nothing.
OF_A_SCHEMA = ("SG101.", "SG101_t", "SG101_n", "SG103", "SG201", "SG202", "SG203", "SG204")
TYPES: dict[str, Any] = {
    "boolean": {"enum": [True, False, "yes", "on", "no"]},
    "integer": {"type": ["integer", "string"], "pattern": "^[0-9]+$"},
    "text": {"type": ["string", "number", "boolean", "null"]},
    "string": {"type": "string"},
    "metadata": {"type": "string"},
    "parameters": {
        "type": ["string", "array", "object"],
        "items": {"type": ["string", "array", "object"]},
    },
    "tags": {"type": ["string", "array"], "items": {"type": "string"}},
    "words": {"type": ["string", "array"]},
    "pairs": {"type": ["string", "object"]},
}


def document_of(path: Path) -> Document:
    parse = parse_toml if path.suffix == ".toml" else parse_yaml
    return parse(path.read_text(encoding="utf-8"), path.name)


def findings_in(path: Path) -> list[Finding]:
    return check_document(document_of(path), "samconfig")


def expected_in(path: Path) -> list[tuple[str, int, int]]:
    declared = path.with_suffix(".expect") if path.suffix == ".json" else path
    found = EXPECTED.findall(declared.read_text(encoding="utf-8"))
    return sorted((code, int(line), int(column)) for code, line, column in found)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert findings_in(path) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    expected = expected_in(path)
    assert expected, "declares nothing"
    found = [(one.code, one.span.line, one.span.column) for one in findings_in(path)]
    assert sorted(found) == expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_bad_file(rule) -> None:
    named = [path for path in BAD if path.name.startswith(rule.code)]
    assert any(rule.code == code for path in named for code, _, _ in expected_in(path))


def test_findings_carry_path_and_sentence() -> None:
    for path in BAD:
        for one in findings_in(path):
            assert one.path == path.name
            assert one.message
            assert not one.message.endswith(".")
            assert (one.span.line, one.span.column) <= (one.span.end_line, one.span.end_column)


def test_errors_are_only_for_what_the_sam_cli_refuses() -> None:
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} == REFUSED


@cache
def validator() -> jsonschema.protocols.Validator:
    """A JSON schema of the same data, in an independent validator."""
    tables = {
        name: {
            "type": "object",
            "properties": {"parameters": parameters_schema(options)},
        }
        for name, options in commands().tables.items()
    }
    environment = {"type": "object", "properties": tables}
    schema = {
        "properties": {"version": {"type": "number"}},
        "required": ["version"],
        "patternProperties": {"^(?!version$)": environment},
    }
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def parameters_schema(options: dict[str, tuple[Option, ...]]) -> dict[str, Any]:
    known = {
        name: {"anyOf": [*(form_schema(form) for form in forms), {"type": "null"}]}
        for name, forms in options.items()
    }
    return {"type": "object", "properties": known, "additionalProperties": False}


def form_schema(form: Option) -> dict[str, Any]:
    if form.kind == "choice":
        lower = [choice.lower() for choice in form.choices] if form.any_case else []
        one: dict[str, Any] = {"enum": [*form.choices, *lower]}
    else:
        one = TYPES[form.kind]
    return {"anyOf": [one, {"type": "array", "items": one}]} if form.several else one


def plain(path: Path) -> Any:
    return plain_value(merged_root(document_of(path)))


@pytest.mark.parametrize(
    "path", [path for path in GOOD if "comments" not in path.name], ids=lambda path: path.name
)
def test_good_file_fits_the_schema(path: Path) -> None:
    validator().validate(plain(path))


@pytest.mark.parametrize(
    "path", [path for path in BAD if path.name.startswith(OF_A_SCHEMA)], ids=lambda path: path.name
)
def test_schema_refuses_what_it_can_see(path: Path) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(plain(path))


def test_data_knows_the_commands_and_their_source() -> None:
    known = commands()
    assert {"build", "deploy", "local_start_api", "remote_test_event_put", GLOBAL} <= set(
        known.tables
    )
    assert known.unread["delete"] == "deploy"
    assert known.tables["deploy"]["on_failure"][0].choices == ("ROLLBACK", "DELETE", "DO_NOTHING")
    assert known.tables["build"]["template"] == known.tables["build"]["template_file"]
    assert "no_prompts" in known.tables["deploy"]
