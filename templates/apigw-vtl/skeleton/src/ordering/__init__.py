"""The functions behind the API. They know orders, and nothing of HTTP."""
