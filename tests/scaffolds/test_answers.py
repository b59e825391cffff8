"""From what a user gave to a full set of answers, and from those to the same project again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.answers import (
    Given,
    parse_settings,
    read_answers,
    settle,
    values_for_templates,
)
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, Value
from awsdev.scaffolds.record import ANSWERS_FILE, Record, digest, read_record, record_text
from awsdev.scaffolds.render import render_project
from tests.scaffolds.workshop import answers_to, kettle, make

KETTLE = kettle()
DEFAULTS: dict[str, Value] = {
    "project_name": "kettle", "litres": 2, "whistle": True, "pitch": 440,
    "colour": "green", "motto": "",
}  # fmt: skip
UNKNOWN = "kettle has no parameter liters; did you mean litres?"


def test_defaults_in_the_order_of_the_manifest() -> None:
    answers = settle(KETTLE, Given(), None)
    assert list(answers.items()) == list(DEFAULTS.items())


def test_precedence_settings_answers_suggestions_defaults() -> None:
    given_ = Given(
        settings={"project_name": "set"},
        answers={"project_name": "filed", "litres": 4},
        suggestions={"project_name": "suggested", "litres": 1, "colour": "blue"},
    )
    answers = settle(KETTLE, given_, None)
    assert answers == {**DEFAULTS, "project_name": "set", "litres": 4, "colour": "blue"}


def test_only_what_is_open_is_asked() -> None:
    asked: list[str] = []

    def ask(parameter: Parameter) -> Value:
        asked.append(parameter.name)
        return parameter.default

    settle(KETTLE, Given(settings={"litres": "3"}, answers={"colour": "red"}), ask)
    assert asked == ["project_name", "whistle", "pitch", "motto"]


def test_what_does_not_apply_is_not_asked_and_not_answered() -> None:
    answers = settle(KETTLE, Given(settings={"whistle": "no"}), None)
    assert "pitch" not in answers
    assert values_for_templates(KETTLE, answers)["pitch"] == 440


@pytest.mark.parametrize(
    ("settings", "answers", "sentence"),
    [
        ({"whistle": "no", "pitch": "99"}, {}, "pitch does not apply: it is asked when whistle"),
        ({"whistle": "no"}, {"pitch": 99}, "pitch does not apply: it is asked when whistle"),
        ({"liters": "3"}, {}, UNKNOWN),
        ({}, {"liters": 3}, UNKNOWN),
        ({"zzz": "3"}, {}, f"kettle has no parameter zzz; it has {', '.join(DEFAULTS)}"),
        ({"liters": "3", "colour": "pink"}, {}, UNKNOWN),
        ({"colour": "pink"}, {}, "colour: 'pink' is no choice; choices: red, green, blue"),
        ({}, {"litres": "3"}, "litres: '3' is not a whole number from 1 to 5"),
    ],
)  # fmt: skip
def test_refused_before_anything_is_asked(
    settings: dict[str, str], answers: dict[str, Any], sentence: str
) -> None:
    def never(parameter: Parameter) -> Value:
        # What decides whether a parameter applies may have to be asked before it.
        assert "whistle" in settings, f"{parameter.name} was asked"
        return parameter.default

    with pytest.raises(AwsdevError) as caught:
        settle(KETTLE, Given(settings, answers), never)
    assert str(caught.value) == sentence
    assert caught.value.status is Status.UNASKED


def test_computed_values_follow_from_answers() -> None:
    values = values_for_templates(KETTLE, answers_to(KETTLE, litres="5", project_name="pot"))
    assert (values["spoons"], values["label"]) == (15, "POT")


def test_a_computed_value_may_use_one_before_it(tmp_path: Path) -> None:
    scaffold = make(tmp_path, {}, computed={"a": "2", "b": "a * 3"})
    assert values_for_templates(scaffold, {})["b"] == 6


@pytest.mark.parametrize(
    "expression",
    ["nowhere", "1 +", "1 / 0", "litres + 'x'", "''.__class__.__mro__", "nowhere.x", "[1][7]",
     "'%d' % 'x'", "'{1}'.format(2)", "[] | first", "'x' | nofilter", "{}['k']",
     "''.join.__globals__", "range(9 ** 9)"],
)  # fmt: skip
def test_an_expression_that_cannot_be_evaluated_is_refused(tmp_path: Path, expression: str) -> None:
    litres = {"name": "litres", "type": "integer", "help": "h", "default": 2}
    scaffold = make(tmp_path, {}, parameters=[litres], computed={"x": expression})
    with pytest.raises(AwsdevError, match="made: x: ") as caught:
        values_for_templates(scaffold, {})
    assert caught.value.status is Status.UNASKED


def test_settings_are_key_and_value() -> None:
    assert parse_settings(["a=1", "b=", "c=x=y", "d= z "]) == {
        "a": "1", "b": "", "c": "x=y", "d": " z ",
    }  # fmt: skip


@pytest.mark.parametrize("settings", [["a"], ["=1"], [""], ["a=1", "a=1"]])
def test_other_settings_are_refused(settings: list[str]) -> None:
    with pytest.raises(AwsdevError, match="--set"):
        parse_settings(settings)


@pytest.mark.parametrize(
    "scaffold", [KETTLE, *awsdevs_catalogue().all()], ids=lambda each: each.name
)
def test_the_answers_file_makes_the_project_again(scaffold: Scaffold, tmp_path: Path) -> None:
    project = render_project(scaffold, settle(scaffold, Given(), None))
    path = tmp_path / ANSWERS_FILE
    path.write_bytes(project[ANSWERS_FILE].data)
    again = settle(scaffold, Given(answers=read_answers(path, scaffold)), None)
    assert render_project(scaffold, again) == project


_ANSWERS = st.fixed_dictionaries(
    {
        "project_name": st.from_regex(r"[a-z][a-z0-9-]{1,19}", fullmatch=True),
        "litres": st.integers(1, 5),
        "whistle": st.booleans(),
        "colour": st.sampled_from(["red", "green", "blue"]),
        "motto": st.text().filter(str.isprintable),
    }
)


@given(_ANSWERS)
def test_any_answers_survive_their_file(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Any]
) -> None:
    """`no`, `1e3`, `~`, `2026-11-23`: whatever YAML could take for something else."""
    path = tmp_path_factory.getbasetemp() / "answers.yaml"
    settled = settle(KETTLE, Given(answers=answers), None)
    path.write_text(record_text(Record("kettle", 3, settled, {})), "utf-8")
    assert settle(KETTLE, Given(answers=read_answers(path, KETTLE)), None) == settled


def test_the_answers_file_says_what_it_is_and_how_to_use_it() -> None:
    project = render_project(KETTLE, DEFAULTS)
    text = project[ANSWERS_FILE].data.decode()
    assert f"awsdev scaffold kettle DEST --answers {ANSWERS_FILE}" in text
    body = yaml.safe_load(text)
    assert (body["scaffold"], body["version"], body["answers"]) == ("kettle", 3, DEFAULTS)
    assert body["files"] == {
        path: digest(file.data) for path, file in project.items() if path != ANSWERS_FILE
    }


def test_the_record_of_a_project(tmp_path: Path) -> None:
    project = render_project(KETTLE, DEFAULTS)
    (tmp_path / ANSWERS_FILE).write_bytes(project[ANSWERS_FILE].data)
    assert read_record(tmp_path) == Record(
        "kettle",
        3,
        DEFAULTS,
        {path: digest(file.data) for path, file in project.items() if path != ANSWERS_FILE},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a mapping was expected"),
        ("answers: {}\nversion: 1\n", "scaffold is missing"),
        ("scaffold: kettle\nanswers: {}\n", "version is missing"),
        ("scaffold: kettle\nversion: 1\n", "answers is missing"),
        ("scaffold: kettle\nversion: 1\nanswers: {}\nfiles: {a: 1}\n", "not text"),
        ("scaffold: kettle\nversion: 1\nanswers: {}\nflies: {}\n", "did you mean files?"),
    ],
)
def test_a_faulty_record(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / ANSWERS_FILE).write_text(text, "utf-8")
    with pytest.raises(AwsdevError, match=re.escape(words)):
        read_record(tmp_path)


def test_a_folder_that_awsdev_did_not_make(tmp_path: Path) -> None:
    with pytest.raises(AwsdevError, match=r"there is no \.awsdev-scaffold\.yaml; name the folder"):
        read_record(tmp_path)


def test_a_plain_mapping_is_an_answers_file_too(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("litres: 4\nmotto: tea\n", "utf-8")
    assert read_answers(path, KETTLE) == {"litres": 4, "motto": "tea"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a mapping was expected"),
        ("- a\n", "a mapping was expected"),
        ("a: b: c\n", "not valid YAML: line 1: mapping values are not allowed"),
        ("answers: 3\n", "answers is not a mapping"),
        ("answers: {}\nextra: 1\n", "extra is not known"),
        ("scaffold: pot\nanswers: {}\n", "these are answers to pot, not to kettle"),
        ("motto: &m tea\nproject_name: *m\n", "aliases are not taken"),
    ],
)
def test_other_answers_files_are_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(AwsdevError) as caught:
        read_answers(path, KETTLE)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)
