"""The function behind the queue: what a message is, where it is kept, and the handler."""
