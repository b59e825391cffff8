"""Whether the time grows with the number of files and no faster."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import write_templates

COUNTS = (150, 600, 2400)


def growth_lines(lint: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield a line for each number of templates: seconds, and seconds for each thousand."""
    yield f"{'templates':>44} {'new':>9} {'a file':>9} {'again':>9} {'a file':>9}"
    for count in COUNTS:
        place = folder / f"growth{count}"
        write_templates(place, count)
        new, again = _seconds(lint, place), _seconds(lint, place)
        yield (
            f"{count:44} {new:7.1f} s {new / count * 1000:6.1f} ms "
            f"{again:7.2f} s {again / count * 1000:6.2f} ms"
        )


def _seconds(lint: Sequence[str], place: Path) -> float:
    start = time.perf_counter()
    command = [*lint, "--jobs", "2", "."]
    subprocess.run(command, cwd=place, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
