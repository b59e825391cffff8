"""Proves examples/package_size.py with a function's package and a layer's."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType
from unittest import mock


def prove(example: ModuleType) -> None:
    """Measure two packages, and print them as the command does."""
    with tempfile.TemporaryDirectory() as folder:
        function = _packed(Path(folder, "function.zip"), {"app.py": 10, "boto3/session.py": 90})
        layer = _packed(
            Path(folder, "layer.zip"),
            {"python/numpy/core.so": 3_000_000, "python/numpy/a.py": 5, "python/six.py": 7},
        )

        size = example.measure(function)
        assert (size.unpacked, size.largest) == (100, [("boto3", 90), ("app.py", 10)])
        assert size.packed == function.stat().st_size

        size = example.measure(layer, show=1)
        assert size.largest == [("python/numpy", 3_000_005)]
        assert size.unpacked == 3_000_012
        assert size.packed < size.unpacked, "zeros pack well: the two sizes tell nothing alike"

        assert _printed(example, function, layer).endswith("     2.9 MiB  unpacked, together\n")


def _packed(path: Path, files: dict[str, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, size in files.items():
            archive.writestr(name, bytes(size))
    return path


def _printed(example: ModuleType, *packages: Path) -> str:
    output = io.StringIO()
    arguments = ["package_size.py", *map(str, packages)]
    with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(output):
        example.main()
    return output.getvalue()
