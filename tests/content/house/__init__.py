"""The house rules that pages are held to: `python -m tests.content.house [TOPIC…]` checks them."""
