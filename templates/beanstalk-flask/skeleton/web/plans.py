"""Installments: an amount split so that not a cent is lost."""

MAX_AMOUNT = 100_000_000
MAX_MONTHS = 36


class InvalidPlanError(Exception):
    """There is no such plan; the message is for the caller."""


def installments(amount: str | None, months: str | None) -> list[int]:
    """Split an amount of cents into monthly parts that differ by one cent at most.

    The first months take what does not divide.

    Raises:
        InvalidPlanError: A number is missing, or out of its bounds.
    """
    cents = _number("amount", amount, MAX_AMOUNT)
    count = _number("months", months, MAX_MONTHS)
    part, rest = divmod(cents, count)
    return [part + 1] * rest + [part] * (count - rest)


def _number(name: str, text: str | None, maximum: int) -> int:
    # isdecimal alone also takes the digits of other scripts; the length keeps int() cheap.
    if text and text.isascii() and text.isdecimal() and len(text) <= len(str(maximum)):
        number = int(text)
        if 1 <= number <= maximum:
            return number
    raise InvalidPlanError(f"{name} must be a whole number from 1 to {maximum}")
