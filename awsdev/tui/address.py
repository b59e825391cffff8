"""Where a page is found: what a link names, and what history remembers."""

from __future__ import annotations

from dataclasses import dataclass

from awsdev.search.document import Document, Kind


@dataclass(frozen=True, slots=True)
class Address:
    """A page, or a section of one.

    Attributes:
        kind: What it is about; None for the page of contents.
        name: The slug, code or name.
        section: The id of a section; empty for the page's beginning.
    """

    kind: Kind | None = None
    name: str = ""
    section: str = ""

    def __str__(self) -> str:
        """Return it as links write it."""
        section = f"#{self.section}" if self.section else ""
        return f"{self.kind}:{self.name}{section}" if self.kind else ""

    @property
    def page(self) -> Address:
        """Return the page's own address."""
        return Address(self.kind, self.name)


HOME = Address()


def address_of(target: str) -> Address | None:
    """Return the page a link leads to, or None where it leads out of awsdev."""
    scheme, colon, rest = target.partition(":")
    if not colon or scheme not in tuple(Kind):
        return None
    name, _, section = rest.partition("#")
    return Address(Kind(scheme), name, section)


def address_of_result(document: Document) -> Address:
    """Return the page, and its section, that a search found."""
    return Address(document.kind, document.name, document.section)
