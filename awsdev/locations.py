"""Where the data that comes with awsdev lies.

A checkout (and an editable install of it) keeps `content/` and `templates/`
at the top of the repository; a wheel carries them inside the package.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PAGES = ("en.md", "ko.md")
_PLAIN = re.compile(r"\w[\w.-]*")


@cache
def data_root() -> Path:
    """Return the folder that holds `content/` and `templates/`."""
    installed = _PACKAGE / "_data"
    return installed if installed.is_dir() else _PACKAGE.parent


def content_folder() -> Path:
    """Return the folder of topics and units."""
    return data_root() / "content"


def topic_slugs(content: Path) -> list[str]:
    """Return the slugs of the topics in a content folder, sorted; none of them is read."""
    return sorted(path.parent.name for path in content.glob("topics/*/topic.yaml"))


def own_topics() -> Path:
    """Return the folder of a reader's own topics, which need not be there."""
    return user_folder() / "topics"


def own_topic_slugs(folder: Path) -> list[str]:
    """Return the names of the topics in a folder of a reader's own, sorted; none of them is read.

    A folder by the name of one of awsdev's topics may hold no page, but what adds to one.
    """
    named = {path.parent.name for page in _PAGES for path in folder.glob(f"*/{page}")}
    return sorted(filter(is_plain_name, named))


def is_plain_name(name: str) -> bool:
    """Tell whether a folder's name can be typed, linked to and shown as it is."""
    return bool(_PLAIN.fullmatch(name))


def templates_folder() -> Path:
    """Return the folder of scaffolds."""
    return data_root() / "templates"


def user_folder() -> Path:
    """Return where users keep what is their own: `AWSDEV_CONFIG_DIR`, or the system's place."""
    if chosen := os.environ.get("AWSDEV_CONFIG_DIR"):
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - not every command looks there

    return Path(platformdirs.user_config_dir("awsdev", appauthor=False))


def cache_folder() -> Path:
    """Return where is kept what can be made again: `AWSDEV_CACHE_DIR`, or the system's place."""
    if chosen := os.environ.get("AWSDEV_CACHE_DIR"):
        return Path(chosen)
    import platformdirs  # noqa: PLC0415 - not every command keeps something

    return Path(platformdirs.user_cache_dir("awsdev", appauthor=False))
