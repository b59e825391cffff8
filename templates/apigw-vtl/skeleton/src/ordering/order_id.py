"""What the id of an order looks like."""

import re

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


def is_order_id(text: str) -> bool:
    """Tell whether a text from a path can be the id of an order.

    API Gateway demands a path parameter, but not that it looks like anything.
    """
    return _ID.fullmatch(text) is not None
