"""Notes, read and written under a name."""
