"""Scaffolds as pages of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awsdev.notes.fences import outside_fences
from awsdev.notes.html import render_body
from awsdev.notes.language import Language
from awsdev.notes.subjects import anchor
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import by_group
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter
from awsdev.scaffolds.render import README, Draft
from awsdev.site.layout import Heading, View, render, trusted
from awsdev.site.picture import picture
from awsdev.site.resources import Resources, read_resources
from awsdev.site.words import say

_TEMPLATE_ENDINGS = (".yaml", ".yml", ".json")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]+)\]\((?!https?:)[^)\s]*\)")


@dataclass(frozen=True, slots=True)
class Made:
    """What a scaffold writes with its defaults.

    Attributes:
        scaffold: The scaffold.
        files: The paths of its files.
        templates: The resources of its templates, by path.
        readme: Its README as HTML, below a heading of the page.
    """

    scaffold: Scaffold
    files: list[str]
    templates: dict[str, Resources]
    readme: str


def made_by(scaffold: Scaffold, draft: Draft) -> Made:
    """Read what a scaffold writes with its defaults.

    Raises:
        AwsdevError: One of its templates is faulty.
    """
    maybe = {path: draft.text(path) for path in draft.paths if path.endswith(_TEMPLATE_ENDINGS)}
    templates = {
        path: found
        for path, text in maybe.items()
        if "Resources" in text and (found := read_resources(text))
    }
    readme = render_body(_below(draft.text(README)), Language.EN) if README in draft.paths else ""
    return Made(scaffold, draft.written, templates, readme)


def scaffold_view(made: Made, topics: list[Topic], language: Language) -> View:
    """Return a scaffold's page.

    Args:
        made: The scaffold, and what it writes.
        topics: The topics behind its choices.
        language: The language of the page around it.
    """
    scaffold = made.scaffold
    body = render(
        "scaffold.html.j2",
        language,
        made=made,
        scaffold=scaffold,
        topics=topics,
        command=trusted(
            render_body(f"```sh\nawsdev scaffold {scaffold.name} my-project\n```", language)
        ),
        parameters=[(each, _allowed(each)) for each in scaffold.parameters],
        pictures=[
            (path, trusted(picture(resources, path, number, language)))
            for number, (path, resources) in enumerate(made.templates.items(), 1)
        ],
        readme=trusted(made.readme),
    )
    present = {
        "command": True,
        "picture": bool(made.templates),
        "parameters": bool(scaffold.parameters),
        "files": True,
        "topics": bool(topics),
        "readme": bool(made.readme),
    }
    return View(
        language=language,
        path=f"scaffolds/{scaffold.name}.html",
        title=scaffold.title,
        description=scaffold.summary,
        room="scaffolds",
        body=trusted(body),
        contents=[Heading(id_, say(id_, language)) for id_, there in present.items() if there],
    )


def scaffolds_view(scaffolds: list[Scaffold], language: Language) -> View:
    """Return the page of all scaffolds, by group."""
    groups = by_group(scaffolds)
    body = render("scaffolds.html.j2", language, groups=groups, anchor=anchor)
    return View(
        language=language,
        path="scaffolds/index.html",
        title=say("scaffolds_title", language),
        description=say("scaffolds_about", language),
        room="scaffolds",
        body=trusted(body),
        contents=[Heading(anchor(group), group.capitalize()) for group in groups],
    )


def _allowed(parameter: Parameter) -> str:
    """Return in short what a parameter may be."""
    if parameter.choices:
        return ", ".join(parameter.choices)
    if parameter.minimum is not None or parameter.maximum is not None:
        low, high = parameter.minimum, parameter.maximum
        return f"{'' if low is None else low}–{'' if high is None else high}"
    return parameter.message or str(parameter.type)


def _below(readme: str) -> str:
    """Return a README without its title, its headings below one, its links to files as text."""
    chapters = readme.partition("\n")[2] if readme.startswith("# ") else readme

    def change(text: str) -> str:
        return _LINK.sub(r"\1", _HEADING.sub(r"#\1 \2", text))

    return outside_fences(chapters, change)
