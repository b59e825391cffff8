"""What findings say: the near neighbour, the SAM CLI's own words, and fixes that mend."""

from __future__ import annotations

import tomllib

import pytest
from botocore.exceptions import InvalidRegionError
from botocore.session import get_session
from botocore.utils import validate_region_name
from hypothesis import given
from hypothesis import strategies as st

from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding
from awsdev.lint.formats.samconfig.values import _REGION, _REGION_TAKEN, CAPABILITIES
from awsdev.lint.rules.check import check_document


def findings_in(text: str, name: str = "samconfig.toml") -> list[Finding]:
    parse = parse_toml if name.endswith(".toml") else parse_yaml
    return check_document(parse(text, name), "samconfig")


def only_finding(text: str, name: str = "samconfig.toml") -> Finding:
    found = findings_in(text, name)
    assert len(found) == 1, found
    return found[0]


def in_table(table: str, line: str) -> str:
    return f"version = 0.1\n[default.{table}.parameters]\n{line}\n"


def mended(text: str, finding: Finding) -> str:
    assert finding.fix
    lines = text.splitlines(keepends=True)
    for edit in finding.fix.edits:
        line = lines[edit.span.line - 1]
        before, after = line[: edit.span.column - 1], line[edit.span.end_column - 1 :]
        lines[edit.span.line - 1] = before + edit.text + after
    return "".join(lines)


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("deploy", 'stack-name = "x"', "write stack_name"),
        ("deploy", 'StackName = "x"', "write stack_name"),
        ("deploy", "no_confirm_changeset = true", "to turn it off, set confirm_changeset to false"),
        ("deploy", "no-resolve-s3 = true", "to turn it off, set resolve_s3 to false"),
        ("deploy", "cached = true", "it is an option of build"),
        ("deploy", 'config_env = "x"', "the file cannot say which file to read: give --config-env"),
        ("deploy", "confirm_changset = true", "did you mean confirm_changeset? Valid: "),
        ("validate", 'colour = "x"', "valid: "),
    ],
)
def test_unknown_option_says_what_to_do(table: str, line: str, says: str) -> None:
    found = only_finding(in_table(table, line))
    assert found.code == "SG201"
    assert found.hint.startswith(says)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("default.local-invoke.parameters", "did you mean local_invoke? Valid: "),
        ("default.local.invoke.parameters", "did you mean local_invoke? Valid: "),
        ("default.start_api.parameters", "did you mean local_start_api? Valid: "),
        ("deploy.parameters", "put an environment before it: default.deploy.parameters"),
        ("test.parameters", "name a command, or global for all: test.global.parameters"),
    ],
)
def test_unknown_command_says_what_to_do(header: str, says: str) -> None:
    found = only_finding(f"version = 0.1\n[{header}]\n")
    assert found.code == "SG105"
    assert found.hint.startswith(says)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('version = "0.1"\n', 0.1),
        ("[default.build.parameters]\ncached = true\n", 0.1),
        ("# ours\n[default.build.parameters]\ncached = true\n", 0.1),
    ],
)
def test_fix_gives_the_file_its_version(text: str, value: float) -> None:
    found = only_finding(text)
    assert found.service_error == "'version' key is not present or is in unrecognized format."
    if text.startswith("version"):
        assert tomllib.loads(mended(text, found))["version"] == value
        assert findings_in(mended(text, found)) == []


def test_fix_puts_the_version_before_everything() -> None:
    text = "default:\n  build:\n    parameters:\n      cached: true\n"
    found = only_finding(text, "samconfig.yaml")
    assert findings_in(mended(text, found), "samconfig.yaml") == []


@pytest.mark.parametrize("line", ['stack-name = "x"', '"stack-name" = "x"', "'Stack_Name'='x'"])
def test_fix_gives_an_option_its_name(line: str) -> None:
    text = in_table("deploy", line)
    found = only_finding(text)
    assert findings_in(mended(text, found)) == []


def test_no_fix_where_the_right_option_stands_beside_the_wrong_one() -> None:
    text = in_table("deploy", 'stack-name = "x"\nstack_name = "y"')
    assert only_finding(text).fix is None


def test_fix_quotes_a_number_that_shall_be_text() -> None:
    text = in_table("deploy", "s3_prefix = 1.10")
    found = only_finding(text)
    assert found.message == "without quotes 1.10 becomes the text 1.1"
    assert findings_in(mended(text, found)) == []


def test_fix_of_json_is_a_name() -> None:
    found = only_finding('{"version": 0.1}', "config/samconfig.json")
    assert found.fix
    assert (found.fix.rename, found.fix.edits) == ("samconfig.yaml", ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('lint = "maybe"', "'maybe' is not a valid boolean."),
        ("lint = 2", ""),
    ],
)
def test_wrong_type_quotes_the_sam_cli(line: str, says: str) -> None:
    found = only_finding(in_table("validate", line))
    assert (found.code, found.service_error) == ("SG202", says)


def test_wrong_choice_quotes_the_sam_cli_and_names_the_neighbour() -> None:
    found = only_finding(in_table("deploy", 'on_failure = "ROLBACK"'))
    assert found.hint == "did you mean ROLLBACK? Valid: ROLLBACK, DELETE, DO_NOTHING"
    assert found.service_error == ("'ROLBACK' is not one of 'ROLLBACK', 'DELETE', 'DO_NOTHING'.")


def test_capabilities_are_those_of_cloudformation() -> None:
    model = get_session().get_service_model("cloudformation")
    assert set(CAPABILITIES) == set(model.shape_for("Capability").enum)


def test_every_region_has_the_form() -> None:
    session = get_session()
    regions = [
        region
        for partition in session.get_available_partitions()
        for region in session.get_available_regions("cloudformation", partition)
    ]
    assert len(regions) > 30
    assert [region for region in regions if not _REGION.fullmatch(region)] == []


@given(st.text(st.sampled_from("ab1-_Z .\n"), min_size=1, max_size=8) | st.from_regex("a{60,66}"))
def test_regions_are_taken_as_botocore_takes_them(region: str) -> None:
    try:
        validate_region_name(region)
    except InvalidRegionError:
        taken = False
    else:
        # A line feed at the end slips through botocore's check; no host has one.
        taken = not region.endswith("\n")
    assert bool(_REGION_TAKEN.fullmatch(region)) is taken


def test_what_is_merged_into_two_environments_is_told_once() -> None:
    text = (
        "version: 0.1\ndefault: &d {deploy: {parameters: {on_failure: x, stack-name: y}}}\n"
        "prod: {<<: *d}\n"
    )
    assert [one.code for one in findings_in(text, "samconfig.yaml")] == ["SG203", "SG201"]
