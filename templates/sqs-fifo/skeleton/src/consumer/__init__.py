"""The function behind the queue: what a change is, how it is applied, and the handler."""
