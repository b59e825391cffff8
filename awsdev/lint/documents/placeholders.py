"""What a pipeline or a template engine is still to put into a file."""

from __future__ import annotations

import re

# `${bucket}`, `<bucket>`, `{{ bucket }}`, `%(bucket)s`, `@bucket@`, `[BUCKET]`, `BUCKET_ARN`,
# `__BUCKET__`.
_PLACEHOLDER = re.compile(r"[$<>{}%]|^@.*@$|^\[.*\]$|^_*[A-Z]+(?:_[A-Z0-9]+)+_*$|__")


def has_placeholder(text: str) -> bool:
    """Return whether something in a text, or all of it, looks as if it were to be replaced."""
    return bool(_PLACEHOLDER.search(text))
