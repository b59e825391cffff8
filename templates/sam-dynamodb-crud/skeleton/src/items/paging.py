"""Where a page ended, as a text that callers hand back and need not understand."""

import base64
import json

from items.keys import KEY, Key, errors_in

# What decoding raises: the second for arrays nested deeper than the JSON parser can follow.
_NOT_READABLE = (ValueError, RecursionError)


def encode(last: Key) -> str:
    """Return the text for the key at which a page ended."""
    values = json.dumps(list(last.values()))
    return base64.urlsafe_b64encode(values.encode()).decode().rstrip("=")


def decode(text: str) -> Key | None:
    """Return the key in such a text, or None where somebody made the text up."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except _NOT_READABLE:
        return None
    if not isinstance(values, list) or len(values) != len(KEY):
        return None
    key = {attribute.name: value for attribute, value in zip(KEY, values, strict=True)}
    return None if errors_in(key) else key
