"""What shipping costs."""

from quotes.parcel import Parcel, Zone

STEP_GRAMS = 500
BASE_CENTS = {Zone.DOMESTIC: 390, Zone.CONTINENT: 890, Zone.WORLD: 1490}
STEP_CENTS = {Zone.DOMESTIC: 40, Zone.CONTINENT: 110, Zone.WORLD: 260}


def price_of(parcel: Parcel) -> int:
    """Return the price in cents: the zone's base, and a step for each 500 grams begun."""
    steps = -(-parcel.weight_grams // STEP_GRAMS)
    return BASE_CENTS[parcel.zone] + steps * STEP_CENTS[parcel.zone]
