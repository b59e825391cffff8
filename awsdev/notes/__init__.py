"""Topics: loading, naming and rendering them."""
