"""Every page of the site: valid, whole, linked, in both languages, and nothing from outside."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from awsdev.lint.rules.catalogue import all_rules
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from tests.conftest import Prove

_ADDRESSES = ("href", "src")


def test_every_topic_rule_and_scaffold_has_a_page_in_both_languages(
    pages: dict[str, Element],
) -> None:
    names = [
        *(f"topics/{slug}" for slug in Library().slugs),
        *(f"rules/{code}" for code in all_rules()),
        *(f"scaffolds/{name}" for name in awsdevs_catalogue().names),
        *("index", "exam", "rules/index", "scaffolds/index"),
    ]
    expected = {f"{language}/{name}.html" for name in names for language in Language}
    assert {*pages} == expected | {"index.html"}


def test_links_and_fragments_lead_somewhere(
    pages: dict[str, Element], site: Path, prove: Prove
) -> None:
    ids = {path: {each.get("id") for each in root.iter()} for path, root in pages.items()}
    broken, followed = [], 0
    for path, root in pages.items():
        for element in root.iter():
            for address in filter(None, map(element.get, _ADDRESSES)):
                target = urlsplit(address)
                if target.scheme or target.netloc:
                    continue
                followed += 1
                to = _resolved(path, target.path)
                there = (site / to).is_file()
                if not there or (target.fragment and unquote(target.fragment) not in ids[to]):
                    broken.append((path, address))
    assert broken == []
    prove("links of the site", "resolved to a file and an id", followed)


def test_nothing_is_loaded_from_outside_and_nothing_stands_in_line(
    pages: dict[str, Element],
) -> None:
    for path, root in pages.items():
        policies = [
            each.get("content", "")
            for each in root.iter("meta")
            if each.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, path
        assert policies[0].startswith("default-src 'none'; script-src 'self'; style-src 'self'"), (
            path
        )
        for element in root.iter():
            assert element.tag != "style", path
            assert "style" not in element.attrib, path
            assert not any(name.startswith("on") for name in element.attrib), path
            if element.tag == "script":
                assert not (element.text or "").strip(), path
            if element.tag in ("script", "link", "img"):
                address = element.get("src") or element.get("href") or ""
                assert not urlsplit(address).scheme, (path, address)


def test_ids_are_unique(pages: dict[str, Element]) -> None:
    for path, root in pages.items():
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(ids) == len({*ids}), path


def test_a_page_says_its_language_and_leads_to_the_same_page_in_the_other(
    pages: dict[str, Element],
) -> None:
    for path, root in pages.items():
        language, _, rest = path.partition("/")
        if not rest:
            continue
        other = "ko" if language == "en" else "en"
        assert root.get("lang") == language
        (switch,) = (each for each in root.iter("a") if each.get("class") == "language")
        assert _resolved(path, switch.get("href", "")) == f"{other}/{rest}"


def test_the_contents_name_the_headings_in_their_order(pages: dict[str, Element]) -> None:
    for path, root in pages.items():
        for contents in root.findall(".//nav[@class='contents']"):
            named = [(each.get("href") or "")[1:] for each in contents.iter("a")]
            headings = [
                each.get("id")
                for each in root.iter()
                if each.tag in ("h2", "h3") and each.get("id") in named
            ]
            assert named == headings, path


def test_examples_can_be_kept_as_files(pages: dict[str, Element], site: Path) -> None:
    kept = set()
    for path, root in pages.items():
        for link in root.iter("a"):
            if link.get("download") is not None:
                kept.add(_resolved(path, link.get("href", "")))
    examples = {
        f"examples/{topic.slug}/{example.name}": example.path
        for topic in Library().topics()
        for example in topic.examples.values()
    }
    assert kept == {*examples}
    assert all((site / name).read_bytes() == path.read_bytes() for name, path in examples.items())


def test_every_skill_of_a_topic_leads_to_the_topic(pages: dict[str, Element]) -> None:
    index = pages["en/exam.html"]
    for topic in Library().topics():
        for skill in topic.skills:
            (row,) = (
                each
                for each in index.findall(".//dl/div")
                if any(term.get("id") == skill for term in each.iter("dt"))
            )
            links = [each.get("href") for each in row.iter("a")]
            assert f"topics/{topic.slug}.html" in links, skill


def test_the_same_bytes_each_time(command: str, site: Path, tmp_path: Path) -> None:
    subprocess.run([command, "site", "build", "again"], cwd=tmp_path, check=True)
    assert _bytes(tmp_path / "again") == _bytes(site)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _resolved(page: str, address: str) -> str:
    """Return where an address leads, as a browser resolves it."""
    parts: list[str] = list(PurePosixPath(page).parent.parts) if address else []
    for part in PurePosixPath(unquote(address) or page).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
