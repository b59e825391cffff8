"""What a caller may hear. The API tells these apart by how their words begin."""


class RefusedError(Exception):
    """The order cannot be taken as it is; callers get 400."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Refused: {reason}")


class ConflictError(Exception):
    """There is an order already; callers get 409."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Conflict: {reason}")


class MissingError(Exception):
    """There is no such order; callers get 404."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Missing: {reason}")
