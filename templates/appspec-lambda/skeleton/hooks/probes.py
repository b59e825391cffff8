"""What is asked of a version before it serves anybody.

Probes must change nothing, for the function does what it is asked. They hold it to what callers
rely on, not to numbers that a release may change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Probe:
    """One request.

    Attributes:
        request: What the function is invoked with.
        is_right: Whether an answer is one that callers can work with.
    """

    request: dict[str, Any]
    is_right: Callable[[Any], bool]


def _is_price(answer: Any) -> bool:  # noqa: ANN401
    return isinstance(answer, dict) and answer.get("price_cents", 0) > 0


def _is_refusal(answer: Any) -> bool:  # noqa: ANN401
    return isinstance(answer, dict) and answer.keys() == {"errors"}


PROBES = [
    Probe({"weight_grams": 500, "zone": "domestic"}, _is_price),
    Probe({"weight_grams": 30_000, "zone": "abroad"}, _is_price),
    Probe({"weight_grams": 0, "zone": "domestic"}, _is_refusal),
    Probe({"weight_grams": 500, "zone": "nowhere"}, _is_refusal),
]
