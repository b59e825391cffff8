"""What an order is: shared by all functions, by way of the layer."""

from orders.model import Line, Order
from orders.parsing import InvalidOrderError, parse_order

__all__ = ["InvalidOrderError", "Line", "Order", "parse_order"]
