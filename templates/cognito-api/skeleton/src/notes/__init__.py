"""The functions of the notes API: one module per function, the rest is shared by them."""
