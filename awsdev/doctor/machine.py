"""The machine: versions, folders, the language, optional tools."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import awsdev
from awsdev.doctor.check import Check, State
from awsdev.lint.tools.shell import shellcheck
from awsdev.locations import cache_folder, data_root, user_folder
from awsdev.notes.language import VARIABLES, choose_language

_TOOLS = {
    "less": "it shows long pages one screen at a time",
    "aws": "the AWS CLI deploys what many scaffolds write",
    "sam": "the SAM CLI builds and deploys what the other scaffolds write",
}
"""Commands that are good to have, and for what."""
_PACKAGES = ("cfn-lint", "aws-sam-translator", "botocore", "typer", "rich")


def machine_checks(environment: Mapping[str, str]) -> Iterator[Check]:
    """Yield how versions, folders, the language and optional tools are."""
    yield from _versions()
    yield from _folders()
    yield from _language(environment)
    yield from _tools()


def _versions() -> Iterator[Check]:
    group = "versions"
    yield Check(group, "awsdev", State.OK, awsdev.__version__)
    yield Check(group, "Python", State.OK, f"{platform.python_version()}, {sys.executable}")
    for package in _PACKAGES:
        try:
            yield Check(group, package, State.OK, version(package))
        except PackageNotFoundError:
            hint = "install awsdev again"
            yield Check(group, package, State.WRONG, "it is not installed", hint)
    yield Check(group, "SQLite", State.OK, sqlite3.sqlite_version)


def _folders() -> Iterator[Check]:
    group = "folders"
    yield Check(group, "topics and scaffolds", State.OK, str(data_root()))
    own = user_folder()
    there = State.OK if own.is_dir() else State.ABSENT
    yield Check(group, "your own", there, str(own))
    cache = cache_folder()
    if problem := _unwritable(cache):
        hint = "set AWSDEV_CACHE_DIR to a folder that can be written; without one, all takes longer"
        yield Check(group, "cache", State.WRONG, f"{cache}: {problem}", hint)
    else:
        yield Check(group, "cache", State.OK, str(cache))


def _unwritable(folder: Path) -> str:
    """Return why nothing can be written to a folder, or to where it would be made."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _language(environment: Mapping[str, str]) -> Iterator[Check]:
    language = choose_language(None, environment)
    said = [f"{name}={environment[name]}" for name in VARIABLES if environment.get(name)]
    why = f"by {said[0]}" if said else "since no variable names another"
    yield Check("language", "notes", State.OK, f"{language}, {why}")


def _tools() -> Iterator[Check]:
    group = "optional tools"
    if path := shellcheck.program():
        yield Check(group, "shellcheck", State.OK, f"{shellcheck.version()}, {path}")
    else:
        hint = "pip install 'awsdev[shell]', and lint looks at commands and hook scripts as well"
        yield Check(group, "shellcheck", State.ABSENT, "not found", hint)
    for name, use in _TOOLS.items():
        if found := shutil.which(name):
            yield Check(group, name, State.OK, found)
        else:
            yield Check(group, name, State.ABSENT, "not found", use)
