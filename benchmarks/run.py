"""awsdev's speed as ratios, each measured pairwise in one run.

python benchmarks/run.py [--runs N]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from pairs import Pair, compare

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent


def main() -> None:
    """Measure every pair and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="runs of each command (default 11)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        print(f"{'what':44} {'awsdev':>9} {'other':>9} {'ratio':>7} (min-max)")
        for pair in pairs():
            print(compare(pair, folder, runs), flush=True)


def prepare(folder: Path) -> None:
    """Write what the commands work on."""
    awsdev = str(BIN / "awsdev")
    page = [awsdev, "show", "sqs-visibility", "--lang", "en", "--format", "markdown"]
    (folder / "page.md").write_bytes(subprocess.run(page, capture_output=True, check=True).stdout)
    scaffold = [awsdev, "scaffold", "sns-sqs-lambda", str(folder / "project"), "--defaults"]
    subprocess.run(scaffold, capture_output=True, check=True)


def pairs() -> list[Pair]:
    """Return what is measured."""
    awsdev, python = str(BIN / "awsdev"), sys.executable
    template = "project/template.yaml"
    return [
        Pair(
            "show a page / ten lines of Typer and Rich",
            [awsdev, "show", "sqs-visibility", "--lang", "en"],
            [python, str(HERE / "ten_lines.py"), "page.md"],
            1.25,
        ),
        Pair(
            "lint one SAM file / cfn-lint",
            [awsdev, "lint", template],
            [str(BIN / "cfn-lint"), template],
            1.0,
        ),
    ]


if __name__ == "__main__":
    main()
