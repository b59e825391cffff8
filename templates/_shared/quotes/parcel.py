"""What a parcel is, and which are refused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

MAX_WEIGHT_GRAMS = 30_000


class Zone(StrEnum):
    """How far a parcel goes."""

    DOMESTIC = "domestic"
    CONTINENT = "continent"
    WORLD = "world"


class InvalidParcelError(ValueError):
    """The request describes no parcel that can be sent; the message says why."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel.

    Attributes:
        weight_grams: Its weight, from 1 to 30,000.
        zone: How far it goes.
    """

    weight_grams: int
    zone: Zone

    @classmethod
    def from_request(cls, request: dict[str, Any]) -> Self:
        """Read a parcel out of a request.

        Raises:
            InvalidParcelError: A field is missing or makes no sense.
        """
        weight, zone = request.get("weight_grams"), request.get("zone")
        # True and False are whole numbers to Python.
        if not isinstance(weight, int) or isinstance(weight, bool):
            raise InvalidParcelError("weight_grams must be a whole number")
        if not 1 <= weight <= MAX_WEIGHT_GRAMS:
            raise InvalidParcelError(f"weight_grams must be from 1 to {MAX_WEIGHT_GRAMS}")
        if zone not in list(Zone):
            raise InvalidParcelError(f"zone must be one of {', '.join(Zone)}")
        return cls(weight, Zone(zone))
