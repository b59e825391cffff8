"""The settings that orders are priced with, and what holds while nobody can tell them."""

import json
import logging
from dataclasses import dataclass
from typing import Any, Self

from checkout import agent

logger = logging.getLogger(__name__)

# What the JSON parser raises: the second for arrays nested deeper than it can follow.
_NOT_READABLE = (ValueError, RecursionError)


class InvalidSettingsError(Exception):
    """The configuration is not one this code understands."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What changes without a deployment of the code. Amounts are cents.

    Attributes:
        gift_wrap_price: What gift wrap costs; None where it is not offered.
        free_shipping_from: The subtotal from which shipping is free; None where it never is.
        version: The configuration's version; empty for the defaults.
    """

    gift_wrap_price: int | None
    free_shipping_from: int | None
    version: str

    @classmethod
    def from_content(cls, content: bytes, version: str) -> Self:
        """Read the settings out of a configuration.

        Raises:
            InvalidSettingsError: Something is missing, or of the wrong kind.
        """
        try:
            document = json.loads(content)
        except _NOT_READABLE:
            raise InvalidSettingsError("not JSON") from None
        if not isinstance(document, dict):
            raise InvalidSettingsError("not a JSON object")
{% if configuration == "flags" %}
        return cls(
            gift_wrap_price=_attribute(document, "gift_wrap", "price"),
            free_shipping_from=_attribute(document, "free_shipping", "minimum"),
            version=version,
        )
{% else %}
        return cls(
            gift_wrap_price=_cents_or_null(document, "gift_wrap_price"),
            free_shipping_from=_cents_or_null(document, "free_shipping_from"),
            version=version,
        )
{% endif %}


# The cautious choice: nothing is offered that nobody decided to offer.
DEFAULTS = Settings(gift_wrap_price=None, free_shipping_from=None, version="")


def current(customer: str) -> Settings:
    """Return the settings as they are now for a customer, or the defaults.

    Ask for each order: the agent answers from memory. The two messages below are counted by metric
    filters in the template, which know them by their text.
    """
    try:
        answer = agent.fetch(customer)
    except agent.UnavailableError as error:
        logger.error("settings unavailable", extra={"reason": str(error)})
        return DEFAULTS
    try:
        return Settings.from_content(answer.content, answer.version)
    except InvalidSettingsError as error:
        # Not the content itself: it may hold what logs should not.
        logger.error(
            "settings refused",
            extra={"configuration_version": answer.version, "reason": str(error)},
        )
        return DEFAULTS


{% if configuration == "flags" %}
def _attribute(flags: dict[str, Any], key: str, name: str) -> int | None:
    """Return an attribute of a flag; None where the flag is off, which comes without any."""
    flag = flags.get(key)
    if not isinstance(flag, dict) or not isinstance(flag.get("enabled"), bool):
        raise InvalidSettingsError(f"{key} is missing or no flag")
    return _cents(flag.get(name), f"{key}.{name}") if flag["enabled"] else None
{% else %}
def _cents_or_null(document: dict[str, Any], key: str) -> int | None:
    if key not in document:
        raise InvalidSettingsError(f"{key} is missing")
    return None if document[key] is None else _cents(document[key], key)
{% endif %}


def _cents(value: object, where: str) -> int:
    # JSON's true and false arrive as bool, which Python counts among the integers.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidSettingsError(f"{where} is missing or no number")
    if value < 0 or (isinstance(value, float) and not value.is_integer()):
        raise InvalidSettingsError(f"{where} is not a whole number of cents")
    return int(value)
