"""Where the reader was: back and forward, to the very line."""

from __future__ import annotations

from dataclasses import dataclass, field

from awsdev.tui.address import Address
from awsdev.tui.lines import Place


@dataclass(slots=True)
class Visit:
    """A page that was read, and where in it the reader was."""

    address: Address
    place: Place | None = None


@dataclass(slots=True)
class History:
    """Visits in order; `at` is the present one."""

    visits: list[Visit] = field(default_factory=list)
    at: int = -1

    @property
    def page(self) -> Address | None:
        """Return the present page."""
        return self.visits[self.at].address.page if self.at >= 0 else None

    def leave(self, place: Place | None) -> None:
        """Remember where the reader was in the present page."""
        if self.at >= 0:
            self.visits[self.at].place = place

    def visit(self, address: Address) -> None:
        """Enter a page that is opened now; what was ahead is forgotten."""
        del self.visits[self.at + 1 :]
        self.visits.append(Visit(address))
        self.at += 1

    def step(self, by: int) -> Visit | None:
        """Go back (-1) or forward (1); None where there is nothing."""
        if not 0 <= self.at + by < len(self.visits):
            return None
        self.at += by
        return self.visits[self.at]
