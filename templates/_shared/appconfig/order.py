"""What an order is, and what it comes to."""

import re
from dataclasses import dataclass
from typing import Any, Self

from checkout.settings import Settings

SHIPPING = 490
MAX_LINES = 100
MAX_AMOUNT = 10_000_000

# It goes into a header of the request to the agent, so nothing that could end one.
_CUSTOMER = re.compile(r"[\w.@+-]{1,128}", re.ASCII)


class InvalidOrderError(Exception):
    """The caller sent no order that can be priced; the message is for the caller."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order. Amounts are cents.

    Attributes:
        customer: Whose order it is, as told by whoever authenticated the customer.
        subtotal: The sum of its lines.
        gift_wrap: Whether the customer asked for gift wrap.
    """

    customer: str
    subtotal: int
    gift_wrap: bool

    @classmethod
    def from_document(cls, document: object) -> Self:
        """Read an order that came as JSON.

        Raises:
            InvalidOrderError: It is none.
        """
        if not isinstance(document, dict):
            raise InvalidOrderError("an order is a JSON object")
        customer = document.get("customer")
        if not isinstance(customer, str) or not _CUSTOMER.fullmatch(customer):
            raise InvalidOrderError("customer must be 1 to 128 letters, digits or any of _.@+-")
        gift_wrap = document.get("gift_wrap", False)
        if not isinstance(gift_wrap, bool):
            raise InvalidOrderError("gift_wrap must be true or false")
        return cls(customer, _subtotal(document.get("lines")), gift_wrap)


def price(order: Order, settings: Settings) -> dict[str, Any]:
    """Return what an order comes to, and by which version of the configuration.

    Gift wrap that was asked for and is not offered is left out: `gift_wrap` is null then.
    """
    wrap = settings.gift_wrap_price if order.gift_wrap else None
    free_from = settings.free_shipping_from
    shipping = 0 if free_from is not None and order.subtotal >= free_from else SHIPPING
    return {
        "subtotal": order.subtotal,
        "gift_wrap": wrap,
        "shipping": shipping,
        "total": order.subtotal + (wrap or 0) + shipping,
        "configuration_version": settings.version,
    }


def _subtotal(lines: object) -> int:
    if not isinstance(lines, list) or not 1 <= len(lines) <= MAX_LINES:
        raise InvalidOrderError(f"lines must be a list of 1 to {MAX_LINES}")
    return sum(_amount(line, "price") * _amount(line, "quantity") for line in lines)


def _amount(line: object, key: str) -> int:
    value = line.get(key) if isinstance(line, dict) else None
    # JSON's true and false arrive as bool, which Python counts among the integers.
    if type(value) is not int or not 1 <= value <= MAX_AMOUNT:
        raise InvalidOrderError(f"{key} of a line must be a whole number from 1 to {MAX_AMOUNT}")
    return value
