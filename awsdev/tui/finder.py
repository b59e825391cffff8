"""Search as it is typed: the same index, and the same ranking, as `awsdev search`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Lock

from awsdev.notes.language import Language
from awsdev.search.index import Index
from awsdev.search.results import Result, search
from awsdev.search.store import opened_index

_RESULTS = 20

OpenIndex = Callable[[], AbstractContextManager[Index]]


class Finder:
    """Finds sections, rules and scaffolds.

    Args:
        open_index: Opens the index.
    """

    def __init__(self, open_index: OpenIndex = opened_index) -> None:
        self._open_index = open_index
        self._one_at_a_time = Lock()

    def results(self, query: str, language: Language) -> list[Result]:
        """Return what answers a query best; may be called in any thread.

        Raises:
            AwsdevError: What there is to find does not hold together.
        """
        if not any(letter.isalnum() for letter in query):
            return []
        # An index that is not there yet is made once, not by each letter that is typed meanwhile.
        with self._one_at_a_time, self._open_index() as index:
            return search(index, query, language, _RESULTS)
