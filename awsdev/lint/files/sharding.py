"""A part of the files, so that several machines lint one repository between them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from dataclasses import dataclass

from awsdev.errors import AwsdevError
from awsdev.lint.files.find import FoundFile
from awsdev.lint.files.source import read_regular

_TEMPLATE = re.compile(rb"AWS::\w+::\w+")
# Measured: cfn-lint takes about as long for one resource as a buildspec takes in all.
_WHOLE_FILE, _RESOURCE = 1, 1


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of several.

    Attributes:
        index: Which part, from 1.
        count: How many parts there are.
    """

    index: int
    count: int

    @classmethod
    def of(cls, text: str) -> Shard:
        """Read a shard as it is written, such as `2/4`.

        Raises:
            AwsdevError: It is written otherwise, or there is no such part.
        """
        match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text.strip())
        index, count = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 1 <= index <= count:
            raise AwsdevError(
                f"--shard {text}: there is no such part", "write I/N, such as 1/4 to 4/4"
            )
        return cls(index, count)

    def of_files(self, files: Sequence[FoundFile]) -> list[FoundFile]:
        """Return this part's files, in order.

        Every file is in one part alone, the same on every machine that has the same files.
        The parts are as even as the files' likely costs allow: the dearest file goes first,
        each to the part that has least so far.
        """
        dearest = sorted(files, key=lambda file: (-_cost(file.path), file.path))
        parts = [(0, index) for index in range(1, self.count + 1)]
        mine = set()
        for file in dearest:
            cost, index = heapq.heappop(parts)
            heapq.heappush(parts, (cost + _cost(file.path), index))
            if index == self.index:
                mine.add(file.path)
        return [file for file in files if file.path in mine]


def _cost(path: str) -> int:
    """Return what linting a file likely costs: its resources, where it is a template."""
    try:
        data = read_regular(path)
    except OSError:
        return _WHOLE_FILE
    return _WHOLE_FILE + _RESOURCE * len(_TEMPLATE.findall(data))
