"""Scaffolds for the tests of the engine: two that lie here, and any that a test writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.manifest import Scaffold, load_scaffold
from awsdev.scaffolds.parameter import Value
from awsdev.scaffolds.render import Project, render_project

TEMPLATES = Path(__file__).parent / "fixture_templates"
SMALLEST: dict[str, Any] = {"title": "T", "summary": "S", "group": "g", "version": 1}


def kettle() -> Scaffold:
    return Catalogue([TEMPLATES]).find("kettle")


def cracked() -> Scaffold:
    return Catalogue([TEMPLATES]).find("cracked")


def make(templates: Path, skeleton: dict[str, str | bytes], **manifest: Any) -> Scaffold:
    """Write a scaffold named `made` and load it."""
    folder = templates / "made"
    (folder / "skeleton").mkdir(parents=True, exist_ok=True)
    (folder / "scaffold.yaml").write_text(
        yaml.safe_dump({**SMALLEST, **manifest}, allow_unicode=True), "utf-8"
    )
    for path, content in skeleton.items():
        target = folder / "skeleton" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_scaffold(folder)


def answers_to(scaffold: Scaffold, **settings: str) -> dict[str, Value]:
    return settle(scaffold, Given(settings=settings), None)


def project_of(scaffold: Scaffold, **settings: str) -> Project:
    return render_project(scaffold, answers_to(scaffold, **settings))


def tree(folder: Path) -> dict[str, tuple[str, bytes | str]]:
    """Return everything below a folder: sort and permissions, and bytes or the link's target."""
    found: dict[str, tuple[str, bytes | str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = ("link", str(path.readlink()))
        elif path.is_dir():
            found[name] = ("folder", "")
        else:
            found[name] = (f"file {path.stat().st_mode & 0o777:o}", path.read_bytes())
    return found
