{% if configuration == "flags" %}
"""The flags that go out: they keep their own constraints, and the code understands them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from checkout.settings import Settings

FLAGS = json.loads((Path(__file__).parent.parent / "config/flags.json").read_text(encoding="utf-8"))


def delivered(**enabled: bool) -> bytes:
    """Return what the agent delivers: values alone, and none of a flag that is off."""
    flags = {}
    for key, value in FLAGS["values"].items():
        on = enabled.get(key, value["enabled"])
        flags[key] = value | {"enabled": True} if on else {"enabled": False}
    return json.dumps(flags).encode()


def test_every_flag_has_a_value() -> None:
    assert FLAGS["version"] == "1"
    assert FLAGS["flags"].keys() == FLAGS["values"].keys()


@pytest.mark.parametrize("key", FLAGS["flags"])
def test_values_keep_their_constraints(key: str) -> None:
    attributes: dict[str, Any] = FLAGS["flags"][key]["attributes"]
    values = {name: value for name, value in FLAGS["values"][key].items() if name != "enabled"}

    assert values.keys() == attributes.keys()
    for name, value in values.items():
        constraints = dict(attributes[name]["constraints"])
        # Here AppConfig's constraints differ from JSON Schema. Without it a flag could be switched
        # on without its attribute, and the code would refuse that.
        assert constraints.pop("required") is True
        Draft4Validator(constraints).validate(value)


@pytest.mark.parametrize("gift_wrap", [True, False])
@pytest.mark.parametrize("free_shipping", [True, False])
def test_the_code_understands_every_state(gift_wrap: bool, free_shipping: bool) -> None:
    content = delivered(gift_wrap=gift_wrap, free_shipping=free_shipping)

    settings = Settings.from_content(content, "7")

    assert (settings.gift_wrap_price is not None) == gift_wrap
    assert (settings.free_shipping_from is not None) == free_shipping


def test_the_code_understands_what_goes_out() -> None:
    assert Settings.from_content(delivered(), "7").version == "7"
{% else %}
"""The settings that go out: the validator takes them, and the code understands them."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft4Validator

from checkout.settings import InvalidSettingsError, Settings

PROJECT = Path(__file__).parent.parent
SETTINGS = json.loads((PROJECT / "config/settings.json").read_text(encoding="utf-8"))


class Loader(yaml.SafeLoader):
    """Reads a template; what CloudFormation's short forms stand for does not matter here."""


Loader.add_multi_constructor("!", lambda _loader, _tag, _node: None)


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    """Return the validator of the profile, which is what stands in the template."""
    text = (PROJECT / "{{ template }}").read_text(encoding="utf-8")
    resources = yaml.load(text, Loader)["Resources"]  # noqa: S506 - a kind of SafeLoader
    [declared] = resources["Profile"]["Properties"]["Validators"]
    schema = json.loads(declared["Content"])
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def test_the_validator_takes_what_goes_out(validator: Draft4Validator) -> None:
    validator.validate(SETTINGS)


def test_the_code_understands_what_goes_out() -> None:
    assert Settings.from_content(json.dumps(SETTINGS).encode(), "7").version == "7"


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"gift_wrap_price": 350},
        SETTINGS | {"gift_wrap_price": -1},
        SETTINGS | {"gift_wrap_price": 3.5},
        SETTINGS | {"gift_wrap_price": "350"},
        SETTINGS | {"free_shipping_from": True},
    ],
)
def test_the_validator_refuses_what_the_code_would_refuse(
    validator: Draft4Validator, document: object
) -> None:
    assert not validator.is_valid(document)
    with pytest.raises(InvalidSettingsError):
        Settings.from_content(json.dumps(document).encode(), "7")


@pytest.mark.parametrize(
    "document",
    [
        SETTINGS | {"gift_wrap_price": 2001},
        SETTINGS | {"free_shipping_from": 0},
        SETTINGS | {"free_shiping_from": 5000},
    ],
)
def test_the_validator_refuses_slips(validator: Draft4Validator, document: object) -> None:
    assert not validator.is_valid(document)
{% endif %}
