"""A reader's own topics and scaffolds, however they are named, make a site that holds together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.conftest import Run
from tests.scaffolds.workshop import SMALLEST
from tests.site.conftest import strictly

# Headings by the names that parts of a page could have, and services that differ by a blank.
TOPIC = "\n\nAnswer.\n\n" + "".join(
    f"## About {id_} {{#{id_}}}\n\nText.\n\n"
    for id_ in ("search", "content", "results", "skills", "contents", "how")
)
SERVICES = {"one": "the bus", "two": "the-bus", "three": "the  bus", "four": "others"}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for slug, service in SERVICES.items():
        folder = tmp_path / "topics" / slug
        folder.mkdir(parents=True)
        (folder / "en.md").write_text(f"# {slug}{TOPIC}", "utf-8")
        details = {"services": [service], "skills": ["C03-1.1.1", "not a number"]}
        (folder / "topic.yaml").write_text(yaml.safe_dump(details), "utf-8")
    (tmp_path / "topics" / "five").mkdir()
    (tmp_path / "topics" / "five" / "en.md").write_text("# Five\n", "utf-8")
    for name, group in (("kettle", "our own"), ("cup", "our-own"), ("index", "data")):
        folder = tmp_path / "scaffolds" / name
        (folder / "skeleton").mkdir(parents=True)
        (folder / "skeleton" / "README.md").write_text("# R\n\n## search\n\nText.\n", "utf-8")
        manifest = {**SMALLEST, "title": f"Our {name}", "group": group}
        (folder / "scaffold.yaml").write_text(yaml.safe_dump(manifest), "utf-8")
    return tmp_path


def test_every_page_is_valid_and_every_id_is_one_of_a_kind(
    awsdev: Run, own: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    built = awsdev(
        "site", "build", str(site), "--format", "json", AWSDEV_CONFIG_DIR=str(own), cwd=tmp_path
    )
    assert built.returncode == 0, built.stderr
    # The list of scaffolds has that name.
    (left_out,) = json.loads(built.stdout)["left_out"]
    assert "index" in left_out
    assert "Our index" not in (site / "en" / "scaffolds" / "index.html").read_text("utf-8")
    assert "Our kettle" in (site / "en" / "scaffolds" / "index.html").read_text("utf-8")
    for language in ("en", "ko"):
        pages = [site / language / "topics" / f"{slug}.html" for slug in (*SERVICES, "five")]
        pages += [site / language / "scaffolds" / f"{name}.html" for name in ("kettle", "index")]
        pages += (site / language).glob("*.html")
        for path in pages:
            root = strictly(path)
            ids = [each.get("id", "") for each in root.iter() if "id" in each.attrib]
            assert len(ids) == len({*ids}), path
            assert all(id_ and not any(map(str.isspace, id_)) for id_ in ids), path
            for link in root.iter("a"):
                address = link.get("href", "")
                if address.startswith("#"):
                    assert address[1:] in ids, (path, address)
