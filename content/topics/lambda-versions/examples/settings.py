"""Changes environment variables of a function without losing the others."""

from __future__ import annotations

from typing import Any


def change_settings(client: Any, name: str, changes: dict[str, str]) -> str:
    """Return the number of the version that has the changes.

    The API takes the whole map, so what stays is sent again. The revision
    makes it fail if somebody else changed the function meanwhile.
    """
    now = client.get_function_configuration(FunctionName=name)
    variables = now.get("Environment", {}).get("Variables", {}) | changes
    client.update_function_configuration(
        FunctionName=name,
        Environment={"Variables": variables},
        RevisionId=now["RevisionId"],
    )
    client.get_waiter("function_updated_v2").wait(FunctionName=name)
    return str(client.publish_version(FunctionName=name)["Version"])
