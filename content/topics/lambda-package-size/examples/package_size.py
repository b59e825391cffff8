"""Says how large a deployment package is, packed and unpacked, and what fills it."""

from __future__ import annotations

import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PackageSize:
    """The sizes of a zip file, in bytes.

    Attributes:
        packed: What is uploaded.
        unpacked: What counts against the limit, together with all layers.
        largest: The unpacked size of what lies at the top, the largest first.
    """

    packed: int
    unpacked: int
    largest: list[tuple[str, int]]


def measure(package: Path, show: int = 5) -> PackageSize:
    """Measure a package as Lambda will unpack it."""
    sizes: Counter[str] = Counter()
    with zipfile.ZipFile(package) as archive:
        for entry in archive.infolist():
            sizes[top_of(entry.filename)] += entry.file_size
    return PackageSize(package.stat().st_size, sizes.total(), sizes.most_common(show))


def top_of(name: str) -> str:
    """Return the folder of a layer's package, too: `python/numpy`, not `python`."""
    parts = name.split("/")
    depth = 2 if parts[0] in ("python", "nodejs") and len(parts) > 2 else 1
    return "/".join(parts[:depth])


def main() -> None:
    """Measure the packages named on the command line; layers count as well."""
    packages = [measure(Path(name)) for name in sys.argv[1:]]
    for package in packages:
        for name, size in package.largest:
            print(f"{size / 2**20:8.1f} MiB  {name}")
    print(f"{sum(each.unpacked for each in packages) / 2**20:8.1f} MiB  unpacked, together")


if __name__ == "__main__":
    main()
