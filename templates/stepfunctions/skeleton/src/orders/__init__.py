"""The steps of an order: one module per function, the rest is shared by them."""
