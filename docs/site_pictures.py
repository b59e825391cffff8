"""Makes the pictures of the site in README, as a browser draws them.

    python docs/site_pictures.py

It needs Chromium. No test compares them byte for byte, since every machine has other fonts: run it
when the site looks otherwise.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent / "pictures"
SIZE = 1200, 800
Scheme = Literal["light", "dark"]
PICTURES: dict[str, tuple[str, Scheme]] = {
    "site-en.png": ("en/scaffolds/sns-sqs-lambda.html", "light"),
    "site-ko.png": ("ko/topics/sqs-visibility.html", "dark"),
}
"""A page of the site, and what the reader's system prefers, by file name."""


def main() -> None:
    """Build the site and take the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is not installed: apt install chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        command = [str(Path(sys.executable).with_name("awsdev")), "site", "build", str(site)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for file, (page, scheme) in PICTURES.items():
            take(browser, f"{site.as_uri()}/{page}", scheme, FOLDER / file)
            print(FOLDER / file)
        browser.close()


def take(browser: Browser, address: str, scheme: Scheme, path: Path) -> None:
    """Save the first screen of a page."""
    width, height = SIZE
    with browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme
    ) as context:
        page = context.new_page()
        page.goto(address)
        page.screenshot(path=path)


if __name__ == "__main__":
    main()
