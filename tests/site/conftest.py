"""What tests of the site share: a site that the installed command has built, read by html5lib."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from filelock import FileLock

Document = Callable[[Path], Element]


@pytest.fixture(scope="session")
def site(command: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, built by the installed command, once for all processes that run tests."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "site"
    with FileLock(shared / "site.lock"):
        if not folder.exists():
            building = [command, "site", "build", str(folder)]
            subprocess.run(building, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Element]:
    """Every page by its path in the site, parsed; what the standard calls an error is refused."""
    found = sorted([site / "index.html", *site.glob("en/**/*.html"), *site.glob("ko/**/*.html")])
    return {path.relative_to(site).as_posix(): strictly(path) for path in found}


def strictly(path: Path) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    parsed: Element = parser.parse(path.read_text("utf-8"))
    return parsed
