"""Orders and their lines, checked when they are made."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=64)]


class _Model(BaseModel):
    """What both share: a field that nobody knows is a mistake of the caller's."""

    model_config = ConfigDict(extra="forbid")


class Line(_Model):
    """One line of an order.

    Attributes:
        article: What is ordered.
        quantity: How many of it.
        unit_price: The price of one, as decimal text; a float could not hold it.
    """

    article: Text
    quantity: Annotated[int, Field(ge=1, le=10_000, strict=True)]
    unit_price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class Order(_Model):
    """An order.

    Attributes:
        id: The buyer's own name for it.
        currency: The code of its currency, such as EUR.
        lines: What is ordered.
    """

    id: Text
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    lines: Annotated[list[Line], Field(min_length=1, max_length=500)]

    @property
    def total(self) -> Decimal:
        """What it costs."""
        return sum((line.quantity * line.unit_price for line in self.lines), Decimal("0.00"))
