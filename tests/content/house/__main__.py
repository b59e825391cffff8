"""Check topics against the house rules, and print what breaks them."""

from __future__ import annotations

import sys

from awsdev.notes.library import Library
from tests.content.house.rules import broken_in


def main() -> int:
    """Check the topics that are named, or all."""
    library = Library()
    broken = [each for slug in sys.argv[1:] or library.slugs for each in broken_in(library, slug)]
    print(*broken, sep="\n", end="\n" * bool(broken))
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
