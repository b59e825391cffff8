"""The payment provider. What is here stands in for the client of yours, and charges nobody.

Keep its two properties: the order's id is the idempotency key, so that a repeat charges nobody
twice; and a refusal is told apart from a failure, because only a failure is worth a repeat.
"""

from orders.order import Order

LIMIT_CENTS = 100_000


class PaymentDeclinedError(Exception):
    """The provider answered, and the answer is no."""


def charge(order: Order) -> str:
    """Charge an order's amount once, and return the payment's id.

    Raises:
        PaymentDeclinedError: The provider refuses.
    """
    if order.amount_cents > LIMIT_CENTS:
        raise PaymentDeclinedError(f"{order.amount_cents} is over the limit")
    return f"payment-{order.id}"


def void(_order_id: str) -> bool:
    """Take back the payment of an order, if there is one, and tell whether there was."""
    return False
