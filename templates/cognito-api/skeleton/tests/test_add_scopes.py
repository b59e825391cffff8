"""The trigger before tokens are made."""

from collections.abc import Callable
from typing import Any

import pytest

from notes.add_scopes import handler

LoadEvent = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize(
    "source",
    ["TokenGeneration_Authentication", "TokenGeneration_RefreshTokens"],
)
def test_adds_the_scopes_to_the_access_token(
    load_event: LoadEvent, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setenv("SCOPES", "notes/read notes/write")
    event = load_event("add-scopes") | {"triggerSource": source}

    answer = handler(event, None)

    details = answer["response"]["claimsAndScopeOverrideDetails"]
    assert details == {"accessTokenGeneration": {"scopesToAdd": ["notes/read", "notes/write"]}}
    assert answer["request"] == load_event("add-scopes")["request"]
