"""The functions of the items API: one module per function, the rest is shared by them."""
