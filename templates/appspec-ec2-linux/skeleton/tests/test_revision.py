"""The revision: what the AppSpec file names is there, and its parts agree with each other."""

import os
import runpy
import subprocess
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

Setting = Callable[[str], str]


@pytest.fixture
def unit(revision: Path) -> ConfigParser:
    """Return the systemd unit."""
    [path] = (revision / "systemd").glob("*.service")
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def test_every_source_exists(revision: Path, appspec: dict[str, Any]) -> None:
    missing = [f["source"] for f in appspec["files"] if not (revision / f["source"]).exists()]

    assert not missing


def test_every_hook_exists_and_may_run(revision: Path, appspec: dict[str, Any]) -> None:
    scripts = [revision / hook["location"] for hooks in appspec["hooks"].values() for hook in hooks]

    assert scripts
    assert [s for s in scripts if not os.access(s, os.X_OK)] == []


def test_every_script_parses(revision: Path) -> None:
    for script in sorted((revision / "scripts").glob("*.sh")):
        assert b"\r" not in script.read_bytes()
        subprocess.run(["bash", "-n", script], check=True)


def test_every_permission_is_for_something_installed(appspec: dict[str, Any]) -> None:
    destinations = [f["destination"] for f in appspec["files"]]

    for permission in appspec["permissions"]:
        place = permission["object"]
        assert any(d.startswith(place) or place.startswith(d) for d in destinations), place


def test_the_health_check_asks_where_the_service_listens(revision: Path, setting: Setting) -> None:
    config = runpy.run_path(str(revision / "src/gunicorn.conf.py"))

    assert urlsplit(setting("HEALTH_URL")).port == int(config["bind"].rpartition(":")[2])


def test_the_unit_runs_what_is_installed(
    appspec: dict[str, Any], unit: ConfigParser, setting: Setting
) -> None:
    service = unit["Service"]

    assert service["WorkingDirectory"] in [f["destination"] for f in appspec["files"]]
    assert service["ExecStart"].startswith(setting("APP_DIR") + "/venv/bin/")
    assert service["User"] == service["Group"] == setting("SERVICE")


def test_hooks_outlast_what_they_wait_for(
    appspec: dict[str, Any], unit: ConfigParser, setting: Setting
) -> None:
    limits = {event: sum(h["timeout"] for h in hooks) for event, hooks in appspec["hooks"].items()}
    stopping, starting = (
        int(unit["Service"][key]) for key in ("TimeoutStopSec", "TimeoutStartSec")
    )

    assert limits["ApplicationStop"] > stopping
    assert limits["ApplicationStart"] > stopping + starting
    assert limits["ValidateService"] > int(setting("STARTUP_SECONDS"))
    assert max(limits.values()) <= 3600
