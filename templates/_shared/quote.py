"""What a parcel costs to send: the rule, and nothing of how it is asked for."""

from dataclasses import dataclass
from typing import Any, Self

MAX_WEIGHT_GRAMS = 30_000

# Cents for the first kilogram, and for each further one that is begun.
RATES = {"domestic": (490, 110), "abroad": (1290, 340)}


class InvalidParcelError(Exception):
    """The request describes no parcel; `errors` says what is wrong, field by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("invalid parcel")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent."""

    weight_grams: int
    zone: str

    @classmethod
    def from_fields(cls, fields: Any) -> Self:  # noqa: ANN401 - whatever a caller sent
        """Make a parcel of a request's fields.

        Raises:
            InvalidParcelError: They are not those of a parcel.
        """
        if not isinstance(fields, dict):
            raise InvalidParcelError({"body": "must be a JSON object"})
        errors = _field_errors(fields)
        if errors:
            raise InvalidParcelError(errors)
        return cls(fields["weight_grams"], fields["zone"])

    @property
    def price_cents(self) -> int:
        """What it costs to send."""
        first, further = RATES[self.zone]
        begun_kilograms = -(-self.weight_grams // 1000)
        return first + further * (begun_kilograms - 1)


def _field_errors(fields: dict[str, Any]) -> dict[str, str]:
    errors = {}
    if fields.keys() - {"weight_grams", "zone"}:
        errors["body"] = "must hold weight_grams and zone only"
    weight = fields.get("weight_grams")
    # JSON's true arrives as bool, which Python counts among the integers.
    if type(weight) is not int or not 1 <= weight <= MAX_WEIGHT_GRAMS:
        errors["weight_grams"] = f"must be a whole number from 1 to {MAX_WEIGHT_GRAMS}"
    zone = fields.get("zone")
    if not isinstance(zone, str) or zone not in RATES:
        errors["zone"] = f"must be one of {', '.join(RATES)}"
    return errors
