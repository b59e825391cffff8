"""From what a caller sent to an order, or to what is wrong with it."""

from collections.abc import Mapping

from pydantic import ValidationError

from orders.model import Order


class InvalidOrderError(Exception):
    """What was sent is no order.

    Attributes:
        errors: What is wrong with each field, by its path, such as `lines.0.quantity`.
    """

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in errors.items()))
        self.errors = dict(errors)


def parse_order(value: object) -> Order:
    """Return the order that a JSON value describes.

    Raises:
        InvalidOrderError: It describes none.
    """
    try:
        return Order.model_validate(value)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise InvalidOrderError(
            {".".join(map(str, each["loc"])) or "order": each["msg"] for each in found}
        ) from None
