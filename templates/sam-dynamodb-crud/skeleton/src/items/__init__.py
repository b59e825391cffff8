"""The function behind the items API: requests, what an item is, and the table it is kept in."""
