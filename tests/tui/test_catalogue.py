"""The catalogue of the browser holds every topic, the reader's own too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from awsdev.locations import content_folder, topic_slugs
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue, users_catalogue
from awsdev.tui.catalogue import scaffolds_by_group, topics_by_service, topics_by_skill
from awsdev.tui.shelf import Shelf


@pytest.mark.parametrize("language", Language)
def test_a_topic_may_share_its_title_or_have_no_service(tmp_path: Path, language: Language) -> None:
    shutil.copytree(content_folder() / "topics" / "appspec", tmp_path / "our-appspec")
    for slug, told in {"plain": "", "named": "services: [SQS]\nskills: [C03-1.²]\n"}.items():
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "en.md").write_text("# Plain\n\nText.\n", "utf-8")
        (tmp_path / slug / "topic.yaml").write_text(told or "{}", "utf-8")
    shelf = Shelf(Library(own=tmp_path), awsdevs_catalogue())
    entries = topics_by_service(shelf, language)
    listed = {address.name for some in entries.values() for _, address in some}
    assert listed == {*topic_slugs(content_folder()), "our-appspec", "plain", "named"}
    assert "named" in {address.name for _, address in entries["SQS"]}
    assert topics_by_skill(shelf, language)
    titles = [title for title, _ in entries["CodeDeploy"]]
    assert titles == sorted(titles)


def test_a_broken_scaffold_of_ones_own_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWSDEV_CONFIG_DIR", str(tmp_path))
    (tmp_path / "scaffolds" / "broken").mkdir(parents=True)
    (tmp_path / "scaffolds" / "broken" / "scaffold.yaml").write_text("nonsense: 1\n", "utf-8")
    listed = scaffolds_by_group(Shelf(Library(), users_catalogue()))
    names = {address.name for some in listed.values() for _, address in some}
    assert names == {*awsdevs_catalogue().names}
