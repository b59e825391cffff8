"""Pages: the text that says where one ended."""

import base64
import json
from collections.abc import Callable

import pytest

from items import keys, paging


def test_the_text_leads_back_to_the_key(key: Callable[[int], keys.Key]) -> None:
    text = paging.encode(key(42))

    assert paging.decode(text) == key(42)
    assert text.isascii()
    assert not set(text) & set("+/=&%")


@pytest.mark.parametrize(
    "values", ["", "{", "{}", "[]", "null", "[null]", "[[]]", '["a", "b", "c"]', "[" * 100_000]
)
def test_refuses_a_text_somebody_made_up(values: str) -> None:
    assert paging.decode(base64.urlsafe_b64encode(values.encode()).decode()) is None


@pytest.mark.parametrize("text", ["A", "???", "é", "/w"])
def test_refuses_what_is_no_such_text(text: str) -> None:
    assert paging.decode(text) is None


def test_refuses_values_that_are_no_key(key: Callable[[int], keys.Key]) -> None:
    for place in range(len(keys.KEY)):
        values: list[object] = list(key(42).values())
        values[place] = None
        text = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
        assert paging.decode(text) is None
