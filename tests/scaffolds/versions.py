"""The versions of scaffolds: what each renders is on record, and earlier ones are kept.

From the top of the repository:

- `python -m tests.scaffolds.versions` writes down what every scaffold renders now, for a version
  that no release of awsdev has yet;
- `python -m tests.scaffolds.versions keep NAME REF` keeps, in `templates/NAME/earlier/`, the
  version that stands at a tag or commit of git. Do it before the version in `scaffold.yaml` is
  raised; then write down what is rendered.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import yaml

from awsdev.locations import templates_folder
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.earlier import ABSENT, EARLIER, checked_out
from awsdev.scaffolds.manifest import Scaffold, load_scaffold
from tests.scaffolds.workshop import project_of

RENDERINGS = Path(__file__).parent / "renderings.yaml"


def rendering(scaffold: Scaffold) -> str:
    """Return the digest of all that a scaffold renders at its defaults."""
    whole = hashlib.sha256()
    for path, file in project_of(scaffold).items():
        whole.update(f"{path}\0{len(file.data)}\0{file.executable}\0".encode() + file.data)
    return whole.hexdigest()


def renderings() -> dict[str, dict[int, str]]:
    """Return what each version of each scaffold renders, by name and version."""
    found: dict[str, dict[int, str]] = {}
    for scaffold in awsdevs_catalogue().all():
        found[scaffold.name] = {}
        for version in range(1, scaffold.version + 1):
            with checked_out(scaffold, version) as then:
                assert then is not None, f"version {version} of {scaffold.name} was not kept"
                found[scaffold.name][version] = rendering(then)
    return found


def keep(name: str, before: Path, templates: Path) -> Path:
    """Keep a version of a scaffold: what was other in it, for the version after it.

    Args:
        name: The scaffold.
        before: The templates as they were.
        templates: The templates as they are now.

    Returns:
        The folder in which it is kept.
    """
    old, new = _sources(name, before), _sources(name, templates)
    kept = templates / name / EARLIER / str(load_scaffold(before / name).version)
    for path in sorted(old):
        if new.get(path) != old[path]:
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / path).write_bytes(old[path])
    absent = sorted(path for path in new.keys() - old.keys() if path.startswith(f"{name}/"))
    if absent:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / ABSENT).write_text(yaml.safe_dump({"files": absent}), "utf-8")
    return kept


def _sources(name: str, templates: Path) -> dict[str, bytes]:
    return {
        path.relative_to(templates).as_posix(): path.read_bytes()
        for part in (name, "_shared")
        for path in sorted((templates / part).rglob("*"))
        if path.is_file() and (templates / name / EARLIER) not in path.parents
    }


def main() -> None:
    match sys.argv[1:]:
        case []:
            RENDERINGS.write_text(yaml.safe_dump(renderings()), "utf-8")
        case ["keep", name, ref]:
            archive = subprocess.run(
                ["git", "archive", ref, "templates"], check=True, capture_output=True
            ).stdout
            with tempfile.TemporaryDirectory() as place:
                with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                    tar.extractall(place, filter="data")
                before, found = Path(place) / "templates", awsdevs_catalogue().find(name)
                sys.stdout.write(f"{keep(found.name, before, templates_folder())}\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
