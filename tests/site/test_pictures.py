"""Pictures of scaffolds, compared with what PyYAML reads in the templates."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import yaml

from tests.conftest import Run
from tests.site.conftest import strictly


class _Loader(yaml.SafeLoader):
    """Reads a template, every tag of CloudFormation's as text or list."""


_Loader.add_multi_constructor(
    "!",
    lambda loader, _tag, node: (
        node.value if isinstance(node, yaml.ScalarNode) else loader.construct_sequence(node, True)
    ),
)


@pytest.fixture(scope="module")
def pictured(site: Path) -> dict[str, Element]:
    """The pages with pictures that are not hidden, parsed; to parse all takes ten times as long."""
    paths = [path for path in site.rglob("*.html") if _holds_a_picture(path.read_text("utf-8"))]
    return {path.relative_to(site).as_posix(): strictly(path) for path in paths}


def _holds_a_picture(text: str) -> bool:
    return any('aria-hidden="true"' not in each for each in re.findall("<svg[^>]*>", text))


def test_a_picture_shows_every_resource_and_what_it_names(
    awsdev: Run, pictured: dict[str, Element], tmp_path: Path
) -> None:
    awsdev("scaffold", "sns-sqs-lambda", "made", "--defaults")
    template = yaml.load((tmp_path / "made/template.yaml").read_text("utf-8"), _Loader)  # noqa: S506 - a safe loader with tags
    (picture,) = pictured["en/scaffolds/sns-sqs-lambda.html"].findall(".//*[@role='img']")
    boxes = [_text(each, "title") for each in _all(picture, "g")]
    assert sorted(boxes) == sorted(template["Resources"])
    told = _text(picture, "desc")
    edges = set(re.findall(r"(\w+) → (\w+) \((?:uses|waits for)\)", told))
    named = {
        (name, other)
        for name, body in template["Resources"].items()
        for other in template["Resources"]
        if other != name and re.search(rf"\b{other}\b", str(_without_type(body)))
    }
    assert edges == named
    assert len([each for each in _all(picture, "path") if each.get("class", "")[:4] == "edge"]) == (
        len(edges)
    )


def test_pictures_tell_a_reader_who_does_not_see_them(pictured: dict[str, Element]) -> None:
    shown = 0
    for path, root in pictured.items():
        ids = {each.get("id"): each for each in root.iter() if each.get("id")}
        for picture in root.iter("{http://www.w3.org/2000/svg}svg"):
            if picture.get("aria-hidden"):
                continue
            shown += 1
            assert picture.get("role") == "img", path
            labels = (picture.get("aria-labelledby") or "").split()
            assert [bool(ids[each].text) for each in labels] == [True, True], path
    assert shown > 50


def test_boxes_do_not_lie_on_one_another(pictured: dict[str, Element]) -> None:
    for path, root in pictured.items():
        for picture in root.iter("{http://www.w3.org/2000/svg}svg"):
            boxes = [
                [float(each.get(name, "")) for name in ("x", "y", "width", "height")]
                for each in _all(picture, "rect")
            ]
            for at, (x, y, width, height) in enumerate(boxes):
                for left, top, *_ in boxes[:at]:
                    assert abs(x - left) >= width or abs(y - top) >= height, path


def _all(root: Element, tag: str) -> list[Element]:
    return list(root.iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def _text(root: Element, tag: str) -> str:
    return _all(root, tag)[0].text or ""


def _without_type(body: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in body.items() if key != "Type"}
