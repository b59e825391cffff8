"""The rules against the SAM CLI itself, where it is installed (`docs/samconfig_commands.py`).

It brings a hundred packages along, so the tests do not ask for it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("samcli", reason="aws-sam-cli is not installed")

import click
import tomlkit
import yaml
from samcli.cli.cli_config_file import handle_parse_options
from samcli.cli.types import CfnParameterOverridesType
from samcli.lib.config.exceptions import SamConfigVersionException
from samcli.lib.config.samconfig import SamConfig

from awsdev.lint.documents.toml import parse_toml
from awsdev.lint.formats.samconfig import commands as data
from awsdev.lint.formats.samconfig.commands import commands
from awsdev.lint.formats.samconfig.conversion import refusal
from awsdev.lint.formats.samconfig.pairs import Overrides
from awsdev.lint.rules.check import check_document

ROOT = Path(__file__).parents[3]
GOOD = sorted((Path(__file__).parent / "good").iterdir())
LITERALS = [
    *("true", "false", "0", "1", "5", "-1", "1.0", "1.5", "2020-01-01", "10:30:00"),
    *('"x"', '"true"', '" Yes "', '"off"', '"5"', '" 7 "', '"1_0"', '"1.5"', '"a=b"', '"EAGER"'),
    *('"eager"', '"arm64"', '"ARM64"', '"Zip"', '"json"', '"JSON"', '"DELETE"', '"delete"'),
    *("[]", '["a"]', '["1"]', "[1]", "[true]", '[["a"]]', '["a=b", "c=d"]', "[{}]"),
    *("{}", '{a = "b"}', '{a = ["b"]}', '[{a = "b"}]'),
]
# Text that is right as far as its type goes may still be refused for what it says.
SAYS_MORE = ("string", "tags", "parameters", "pairs", "metadata")


def script() -> Any:
    spec = importlib.util.spec_from_file_location("script", ROOT / "docs/samconfig_commands.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def every_option() -> list[Any]:
    return [
        pytest.param(table, option, id=f"{table}.{option.name}")
        for name, command in script().all_commands()
        for table in script().tables_read(name, command)
        for option in script().options(command)
    ]


def takes(option: Any, value: Any) -> bool:
    context = click.Context(click.Command("x", params=[option]))
    given = {option.name: value}
    with context:
        handle_parse_options(given)
        try:
            option.type_cast_value(context, given[option.name])
        except Exception:
            # A traceback is no less the end of a command.
            return False
    return True


def test_the_data_is_what_the_script_writes_now() -> None:
    written = yaml.safe_load(yaml.dump(script().described(), Dumper=script().Dumper))
    kept = yaml.safe_load(data._DATA.read_text(encoding="utf-8"))
    for key in ("source", "tables", "unread", "opposites", "aliases"):
        assert kept[key] == written[key]


@pytest.mark.parametrize(("table", "option"), every_option())
def test_what_is_refused_here_is_refused_there(table: str, option: Any) -> None:
    (form,) = commands().options(table)[option.name]
    is_argument = isinstance(option, click.Argument)
    for literal in LITERALS:
        value = parse_toml(f"v = {literal}").mapping.get("v")
        assert value
        refused = refusal(form, value)
        taken = takes(option, tomlkit.parse(f"v = {literal}")["v"])
        if refused and form.kind == "text":
            # It is taken, and becomes a text that nobody meant.
            assert taken
            assert refused.at.type_name in ("list", "mapping")
        elif refused and option.name == "signing_profiles" and literal == "[]":
            assert taken
        elif refused:
            # A number for a path is refused only when the path is used.
            assert not taken or (form.kind == "string" and literal in ("5", "-1")), literal
        elif form.kind not in SAYS_MORE and literal != "[true]" and not is_argument:
            assert taken, literal


def options_by_table() -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for table, option in (case.values for case in every_option()):
        found.setdefault(table, []).append(option)
    return found


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_is_taken_whole(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("overrides.yaml", "test.yaml"):
        (tmp_path / name).write_text("Stage: test\n")
    config = SamConfig(path.parent, path.name)
    for environment in config.get_stage_configuration_names():
        for table, options in options_by_table().items():
            given = config.get_all([table], "parameters", environment)
            by_name = {option.name: option for option in options}
            for name in given.keys() & by_name.keys():
                assert given[name] is None or takes(by_name[name], given[name]), (table, name)


@given(
    st.text(st.sampled_from("AB=, '\"\\\n1-{}"), max_size=16)
    | st.lists(
        st.sampled_from(
            [
                "A=1",
                "B='x y'",
                'C="d e"',
                "e",
                "F=",
                "=g",
                "ParameterKey=H,ParameterValue=i j",
                "\n",
            ]
        ),
        max_size=4,
    ).map(" ".join)
)
def test_pairs_are_found_as_the_sam_cli_finds_them(text: str) -> None:
    overrides = Overrides(text)
    try:
        CfnParameterOverridesType().convert([text], None, None)
    except click.UsageError:
        assert not overrides.taken
    else:
        assert overrides.taken


@pytest.mark.parametrize(
    "line",
    [
        *("", "version = 0.1", "version = 1", 'version = "0.1"', "version = 2.0", "version = true"),
        *("version = inf", "version = 1e3", "version = [0.1]", "version = 2020-01-01"),
    ],
)
def test_the_version_is_judged_alike(line: str, tmp_path: Path) -> None:
    text = f"{line}\n[default.validate.parameters]\nlint = true\n"
    (tmp_path / "samconfig.toml").write_text(text)
    try:
        SamConfig(tmp_path)
    except SamConfigVersionException:
        taken = False
    else:
        taken = True
    found = {one.code for one in check_document(parse_toml(text, "samconfig.toml"), "samconfig")}
    assert ("SG101" in found) is not taken


def test_unknown_names_are_passed_over_in_silence(tmp_path: Path, capsys: Any) -> None:
    text = 'version = 0.1\n[default.global.parameters]\nstack-name = "x"\n[default.no.parameters]\n'
    (tmp_path / "samconfig.toml").write_text(text)
    config = SamConfig(tmp_path)
    assert config.get_all(["deploy"], "parameters") == {"stack-name": "x"}
    assert capsys.readouterr().err == ""
