"""What an order is, and what a valid one looks like."""

from dataclasses import dataclass
from typing import Any, Self

MAX_TEXT_LENGTH = 128
MAX_QUANTITY = 10_000
MAX_AMOUNT_CENTS = 100_000_000


class InvalidOrderError(Exception):
    """The input is no order, and no retry will make it one.

    The definition of the workflow knows this class by its name, as it knows every error it
    does not retry.
    """


@dataclass(frozen=True, slots=True)
class Order:
    """One order.

    Attributes:
        id: The shop's own name for it. It stays the same however often a step is repeated, so
            repeats are told by it.
        product: What is ordered.
        quantity: How many of it.
        amount_cents: What the customer pays, in the smallest unit of the currency.
    """

    id: str
    product: str
    quantity: int
    amount_cents: int

    @classmethod
    def from_input(cls, event: dict[str, Any]) -> Self:
        """Read an order from what the workflow hands over.

        Raises:
            InvalidOrderError: It is none.
        """
        return cls(
            id=_text(event, "order_id"),
            product=_text(event, "product"),
            quantity=_number(event, "quantity", MAX_QUANTITY),
            amount_cents=_number(event, "amount_cents", MAX_AMOUNT_CENTS),
        )


def _text(event: dict[str, Any], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_TEXT_LENGTH:
        raise InvalidOrderError(f"{name} must be text of 1 to {MAX_TEXT_LENGTH} characters")
    return value


def _number(event: dict[str, Any], name: str, largest: int) -> int:
    value = event.get(name)
    # JSON's true and false arrive as bool, which Python counts among the integers.
    if type(value) is not int or not 1 <= value <= largest:
        raise InvalidOrderError(f"{name} must be a whole number from 1 to {largest}")
    return value
