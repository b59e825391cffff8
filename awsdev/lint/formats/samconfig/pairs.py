"""How the SAM CLI reads `Key=Value` pairs out of a text.

It looks for whatever has the form of a pair and takes no notice of the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_KEY = r"""[A-Za-z0-9"']+"""
_VALUE = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^ "\\])+"""
_FORMS = (
    re.compile(rf"ParameterKey=({_KEY}),ParameterValue=({_VALUE})"),
    re.compile(rf" ({_KEY})=({_VALUE})"),
)
_FILE = "file://"


@dataclass(slots=True)
class Overrides:
    """The pairs in a text of `parameter_overrides`.

    Attributes:
        text: The text.
        taken: Whether the SAM CLI takes it: it holds a pair, or names a file.
        dropped: Words that belong to no pair, where there are pairs.
        broken: The keys whose values take in a line break.
    """

    text: str
    taken: bool = field(init=False)
    dropped: list[str] = field(init=False, default_factory=list)
    broken: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.taken = self.text.startswith(_FILE)
        if self.taken:
            return
        line = f" {self.text.strip()}"
        for form in _FORMS:
            found = list(form.finditer(line))
            if found:
                self.taken = True
                self.dropped = form.sub(" ", line).replace(",", " ").split()
                self.broken = [
                    match[1] for match in found if "\n" in match[2] and match[2][0] not in "\"'"
                ]
                return
