"""How many entries of a list a request may ask for at once."""

DEFAULT_LIMIT = 25
MAX_LIMIT = 100
WRONG_LIMIT = f"limit must be a number from 1 to {MAX_LIMIT}"


def limit_in(query: dict[str, str]) -> int | None:
    """Return the limit a query asks for or leaves open; None where it is no such number."""
    try:
        limit = int(query.get("limit", DEFAULT_LIMIT))
    except ValueError:
        return None
    return limit if 1 <= limit <= MAX_LIMIT else None
