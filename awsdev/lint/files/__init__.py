"""Which files there are to lint, what each is, and how it is read."""
