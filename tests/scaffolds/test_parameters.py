"""Answers have types, and what is refused is refused in one sentence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awsdev.datafile import DataFileError
from awsdev.errors import AwsdevError, Status
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value
from awsdev.terminal import one_line
from tests.scaffolds.workshop import make

NAME = Parameter("name", ParameterType.STRING, "h", "a", pattern="[a-z]+", message="small letters")
TEXT = Parameter("text", ParameterType.STRING, "h", "")
BARE = Parameter("bare", ParameterType.STRING, "h", "a", pattern="[a-z]+")
SIZE = Parameter("size", ParameterType.INTEGER, "h", 3, minimum=1, maximum=9)
LEAST = Parameter("least", ParameterType.INTEGER, "h", 3, minimum=1)
MOST = Parameter("most", ParameterType.INTEGER, "h", 3, maximum=9)
ANY = Parameter("any", ParameterType.INTEGER, "h", 3)
FLAG = Parameter("flag", ParameterType.BOOLEAN, "h", True)
HUE = Parameter("hue", ParameterType.CHOICE, "h", "red", choices=("red", "green"))
ALL = [NAME, TEXT, BARE, SIZE, LEAST, MOST, ANY, FLAG, HUE]

TAKEN: list[tuple[Parameter, str, Value]] = [
    (NAME, "orders", "orders"),
    (TEXT, "", ""),
    (TEXT, "한글 = any: text", "한글 = any: text"),
    (SIZE, "1", 1),
    (SIZE, "9", 9),
    (SIZE, " 4 ", 4),
    (SIZE, "+4", 4),
    (SIZE, "007", 7),
    (ANY, "-12", -12),
    (FLAG, "true", True),
    (FLAG, "Yes", True),
    (FLAG, "y", True),
    (FLAG, "on", True),
    (FLAG, "1", True),
    (FLAG, "FALSE", False),
    (FLAG, "no", False),
    (FLAG, "N", False),
    (FLAG, "off", False),
    (FLAG, "0", False),
    (HUE, "green", "green"),
]
REFUSED: list[tuple[Parameter, str, str]] = [
    (NAME, "Orders", "name: 'Orders' does not fit; small letters"),
    (NAME, "orders\n", "name: it holds a character that cannot be printed"),
    (BARE, "1", "bare: '1' does not fit; [a-z]+"),
    (TEXT, "a\x1b[31m", "text: it holds a character that cannot be printed"),
    (SIZE, "0", "size: 0 is not a whole number from 1 to 9"),
    (SIZE, "10", "size: 10 is not a whole number from 1 to 9"),
    (SIZE, "3.0", "size: '3.0' is not a whole number from 1 to 9"),
    (SIZE, "1_0", "size: '1_0' is not a whole number from 1 to 9"),
    (SIZE, "٣", "size: '٣' is not a whole number from 1 to 9"),
    (SIZE, "", "size: '' is not a whole number from 1 to 9"),
    (LEAST, "0", "least: 0 is not a whole number of 1 or more"),
    (MOST, "10", "most: 10 is not a whole number of 9 or less"),
    (ANY, "much", "any: 'much' is not a whole number"),
    (FLAG, "maybe", "flag: 'maybe' is not yes or no"),
    (HUE, "gren", "hue: 'gren' is no choice; did you mean green? Choices: red, green"),
    (HUE, "Green", "hue: 'Green' is no choice; did you mean green? Choices: red, green"),
    (HUE, "12", "hue: '12' is no choice; choices: red, green"),
]
WRONG_TYPES: list[tuple[Parameter, object, str]] = [
    (SIZE, "3", "size: '3' is not a whole number from 1 to 9"),
    (SIZE, True, "size: True is not a whole number from 1 to 9"),
    (SIZE, 3.0, "size: 3.0 is not a whole number from 1 to 9"),
    (SIZE, None, "size: None is not a whole number from 1 to 9"),
    (FLAG, "yes", "flag: 'yes' is not yes or no"),
    (FLAG, 1, "flag: 1 is not yes or no"),
    (NAME, 12, "name: 12 is not text"),
    (NAME, ["a"], "name: ['a'] is not text"),
    (NAME, datetime.date(2026, 11, 23), "name: datetime.date(2026, 11, 23) is not text"),
    (HUE, False, "hue: False is not one of red, green"),
]


@pytest.mark.parametrize(("parameter", "text", "value"), TAKEN)
def test_typed_text_is_taken(parameter: Parameter, text: str, value: Value) -> None:
    parsed = parameter.parse(text)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(("parameter", "text", "sentence"), REFUSED)
def test_typed_text_is_refused(parameter: Parameter, text: str, sentence: str) -> None:
    assert refusal(lambda: parameter.parse(text)) == sentence


@pytest.mark.parametrize(("parameter", "value", "sentence"), WRONG_TYPES)
def test_a_value_of_another_type_is_refused(
    parameter: Parameter, value: object, sentence: str
) -> None:
    assert refusal(lambda: parameter.check(value)) == sentence


@given(st.sampled_from(ALL), st.text() | st.integers().map(str))
def test_any_text_is_an_answer_or_refused(parameter: Parameter, text: str) -> None:
    answer = attempt(lambda: parameter.parse(text))
    if isinstance(answer, AwsdevError):
        assert is_one_sentence(answer, parameter.name)
    else:
        assert parameter.check(answer) == answer
        assert parameter.parse(str(answer)) == answer


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.sampled_from(ALL), _ANYTHING)
def test_any_value_is_an_answer_or_refused(parameter: Parameter, value: object) -> None:
    answer = attempt(lambda: parameter.check(value))
    assert answer is value or is_one_sentence(answer, parameter.name)


def test_what_is_refused_is_cut_short() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    broad: list[Any] = ["x"]
    for _ in range(40):
        broad = [broad, broad]
    for value in (deep, broad, "x" * 1_000_000, 10**400):
        for parameter in (SIZE, FLAG, HUE):
            assert len(refusal(lambda p=parameter, v=value: p.check(v))) < 400
    assert len(refusal(lambda: NAME.parse("X" * 1_000_000))) < 400


MANIFESTS: list[tuple[dict[str, Any], str]] = [
    ({"type": "text"}, "parameter 1: text is no type of parameter"),
    ({"type": None}, "parameter 1: type is not text"),
    ({"name": "Bad-Name"}, "parameter 1: Bad-Name is no name for a parameter"),
    ({"default": 12}, "parameter 1: size: 12 is not a whole number from 1 to 9"),
    ({"default": [1]}, "parameter 1: default is missing or not a single value"),
    ({"edges": [1, 10]}, "parameter 1: size: 10 is not a whole number from 1 to 9"),
    ({"minimum": "1"}, "parameter 1: minimum is not a whole number"),
    ({"maximum": 9.5}, "parameter 1: maximum is not a whole number"),
    ({"pattern": "[a-"}, "parameter 1: pattern is no regular expression"),
    ({"hlep": "x"}, "parameter 1: hlep is not known; did you mean help?"),
    ({"when": True}, "parameter 1: when is not text"),
]


@pytest.mark.parametrize(("change", "words"), MANIFESTS)
def test_a_faulty_manifest_is_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    good = {
        "name": "size",
        "type": "integer",
        "help": "h",
        "default": 3,
        "minimum": 1,
        "maximum": 9,
    }
    make(tmp_path / "good", {}, parameters=[good])
    with pytest.raises(DataFileError, match=re.escape(words)) as caught:
        make(tmp_path, {}, parameters=[{**good, **change}])
    assert str(caught.value).startswith(str(tmp_path / "made" / "scaffold.yaml"))


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"paramters": []}, "scaffold.yaml: paramters is not known; did you mean parameters?"),
        ({"title": 1}, "scaffold.yaml: title is not text"),
        ({"version": "1"}, "scaffold.yaml: version is not a whole number"),
        ({"computed": {"x": 1}}, "scaffold.yaml: computed.x is not text"),
        ({"files": {"x": {"mode": "0777"}}}, 'files.x: mode is neither "0644" nor "0755"'),
        ({"files": {"x": {"wen": "y"}}}, "files.x: wen is not known; did you mean when?"),
        ({"parameters": ["x"]}, "scaffold.yaml: parameter 1 is not a mapping"),
        ({"proof": {"test": []}}, "proof: test is not known; did you mean tests?"),
    ],
)
def test_a_faulty_scaffold_is_refused(tmp_path: Path, manifest: dict[str, Any], words: str) -> None:
    with pytest.raises(DataFileError, match=re.escape(words)):
        make(tmp_path, {}, **manifest)


def test_a_parameter_stands_once(tmp_path: Path) -> None:
    twice = {"name": "size", "type": "integer", "help": "h", "default": 3}
    with pytest.raises(DataFileError, match="the parameter size stands twice"):
        make(tmp_path, {}, parameters=[twice, dict(twice)])


def test_what_several_scaffolds_ask_is_written_once(tmp_path: Path) -> None:
    size = {"type": "integer", "help": "h", "default": 3, "minimum": 1, "edges": [1]}
    (tmp_path / "_shared").mkdir()
    (tmp_path / "_shared" / "parameters.yaml").write_text(yaml.safe_dump({"size": size}), "utf-8")
    [plain] = make(tmp_path, {}, parameters=[{"shared": "size"}]).parameters
    assert plain == Parameter("size", ParameterType.INTEGER, "h", 3, minimum=1, edges=(1,))
    own = {"shared": "size", "name": "length", "default": 5, "help": "own"}
    [changed] = make(tmp_path / ".", {}, parameters=[own]).parameters
    assert (changed.name, changed.default, changed.help, changed.minimum) == ("length", 5, "own", 1)
    with pytest.raises(DataFileError, match="holds no parameter sise; did you mean size"):
        make(tmp_path, {}, parameters=[{"shared": "sise"}])


def attempt(call: Callable[[], Value]) -> Any:
    try:
        return call()
    except AwsdevError as error:
        return error


def refusal(call: Callable[[], Value]) -> str:
    with pytest.raises(AwsdevError) as caught:
        call()
    assert caught.value.status is Status.UNASKED
    return str(caught.value)


def is_one_sentence(error: AwsdevError, name: str) -> bool:
    shown = one_line(str(error))
    return str(error).startswith(f"{name}: ") and shown.splitlines() == [shown]
