"""Which language a reader gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """The languages of topics."""

    EN = "en"
    KO = "ko"


_CODE = re.compile(r"[.@_-]")
VARIABLES = ("AWSDEV_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(wanted: Language | None, environment: Mapping[str, str]) -> Language:
    """Return the reader's language, as tldr's client specification chooses it.

    Args:
        wanted: What `--lang` said; it decides alone.
        environment: `AWSDEV_LANG`, `LANGUAGE` (a priority list), `LC_ALL`,
            `LC_MESSAGES` and `LANG` are asked in this order; `C` and `POSIX` mean
            English, and English is last.
    """
    if wanted:
        return wanted
    for variable in VARIABLES:
        for name in environment.get(variable, "").split(":"):
            code = _CODE.split(name, maxsplit=1)[0].lower()
            if code in ("c", "posix"):
                return Language.EN
            if code in tuple(Language):
                return Language(code)
    return Language.EN
