"""Templates to measure with: the project's own examples and scaffolds, in many variations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path

from awsdev.locations import content_folder
from awsdev.scaffolds.answers import Given, settle
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value
from awsdev.scaffolds.render import render_project


def write_templates(folder: Path, count: int) -> list[Path]:
    """Write templates, each different from all others.

    Args:
        folder: Where to; it must not exist.
        count: How many.

    Returns:
        Their paths, of which no two stand for the same file.
    """
    folder.mkdir()
    texts = [*_examples(), *_rendered()]
    written = []
    for number, text in enumerate(islice(cycle(texts), count)):
        path = folder / f"t{number:04}" / "template.yaml"
        path.parent.mkdir()
        # Beyond the variations there are, a comment makes a file a new one.
        path.write_text(f"# {number}\n{text}", "utf-8")
        written.append(path)
    return written


def _examples() -> Iterator[str]:
    for path in sorted(content_folder().glob("topics/*/examples/*.yaml")):
        text = path.read_text("utf-8")
        # An AppSpec file's resources are a list.
        if re.search(r"^Resources:\n  \w", text, re.MULTILINE):
            yield text


def _rendered() -> Iterator[str]:
    """Yield the scaffolds' templates in turn, so that any stretch of them is a fair mixture."""
    sources = [_variations(scaffold) for scaffold in awsdevs_catalogue().all()]
    while sources:
        for source in list(sources):
            text = next(source, None)
            if text is None:
                sources.remove(source)
            else:
                yield text


def _variations(scaffold: Scaffold) -> Iterator[str]:
    seen = set()
    for values in product(*(_values(each) for each in scaffold.parameters)):
        wanted = dict(zip((each.name for each in scaffold.parameters), values, strict=True))
        project = render_project(scaffold, settle(scaffold, Given(suggestions=wanted), None))
        for file in project.values():
            text = file.data.decode("utf-8", errors="ignore")
            if "\nResources:" in text and text not in seen:
                seen.add(text)
                yield text


def _values(parameter: Parameter) -> list[Value]:
    if parameter.type is ParameterType.CHOICE:
        return list(parameter.choices)
    if parameter.type is ParameterType.BOOLEAN:
        return [True, False]
    return list(dict.fromkeys(parameter.edges or (parameter.default,)))
