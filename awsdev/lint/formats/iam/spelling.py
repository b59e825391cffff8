"""Which name a misspelt one may have meant, where there are hundreds of names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_CUTOFF, _LONGER = 0.8, 2
"""A new service's name is like an old one's often enough; a slip of the finger is closer."""


def slips(name: str, candidates: Iterable[str], limit: int = 2) -> list[str]:
    """Return the candidates that are a slip of the finger away, best first; case is ignored."""
    spelt = {each.lower(): each for each in candidates}
    found = get_close_matches(name.lower(), spelt, n=limit, cutoff=_CUTOFF)
    return [spelt[each] for each in found if abs(len(each) - len(name)) <= _LONGER]
