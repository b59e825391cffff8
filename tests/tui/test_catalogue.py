"""The catalogue of the browser holds every topic, the reader's own too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from awsdev.locations import content_folder, topic_slugs
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.tui.catalogue import topics_by_service
from awsdev.tui.shelf import Shelf


@pytest.mark.parametrize("language", Language)
def test_a_topic_may_share_its_title_or_have_no_service(tmp_path: Path, language: Language) -> None:
    shutil.copytree(content_folder() / "topics" / "appspec", tmp_path / "our-appspec")
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "en.md").write_text("# Plain\n\nText.\n", "utf-8")
    shelf = Shelf(Library(own=tmp_path), awsdevs_catalogue())
    entries = topics_by_service(shelf, language)
    listed = {address.name for some in entries.values() for _, address in some}
    assert listed == {*topic_slugs(content_folder()), "our-appspec", "plain"}
    titles = [title for title, _ in entries["CodeDeploy"]]
    assert titles == sorted(titles)
