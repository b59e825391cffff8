"""Whether the time grows with the number of files or topics and no faster."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus import write_templates

from awsdev.locations import content_folder

TEMPLATES = (150, 600, 2400)
TOPICS = (0, 125, 250, 500)


def growth_lines(lint: Sequence[str], folder: Path) -> Iterator[str]:
    """Yield a line for each number of templates: seconds, and seconds for each thousand."""
    yield f"{'templates':>44} {'new':>9} {'a file':>9} {'again':>9} {'a file':>9}"
    for count in TEMPLATES:
        place = folder / f"growth{count}"
        write_templates(place, count)
        command = [*lint, "--jobs", "2", "."]
        new, again = _seconds(command, place), _seconds(command, place)
        yield (
            f"{count:44} {new:7.1f} s {new / count * 1000:6.1f} ms "
            f"{again:7.2f} s {again / count * 1000:6.2f} ms"
        )


def site_growth_lines(awsdev: str, folder: Path) -> Iterator[str]:
    """Yield a line for each number of topics that are added: seconds, and what one takes."""
    yield f"{'topics more':>44} {'site':>9} {'a topic':>9}"
    base = 0.0
    for count in TOPICS:
        config = folder / f"config{count}"
        copy_topics(config / "topics", count)
        place = folder / f"site{count}"
        command = [awsdev, "site", "build", str(place)]
        # The quickest of three: what else the machine does only adds.
        took = min(_seconds(command, folder, AWSDEV_CONFIG_DIR=str(config)) for _ in range(3))
        shutil.rmtree(place)
        base = base or took
        each = f"{(took - base) / count * 1000:6.1f} ms" if count else ""
        yield f"{count:44} {took:7.2f} s {each}".rstrip()


def copy_topics(folder: Path, count: int) -> None:
    """Write as many topics as are asked for, copies of awsdev's own under other names."""
    originals = sorted(path for path in (content_folder() / "topics").iterdir() if path.is_dir())
    for number in range(count):
        original = originals[number % len(originals)]
        shutil.copytree(original, folder / f"{original.name}-{number}")


def _seconds(command: Sequence[str], place: Path, **variables: str) -> float:
    start = time.perf_counter()
    environment = {**os.environ, **variables}
    subprocess.run(command, cwd=place, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
