"""Topics as pages of the site."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from awsdev.notes.html import render_body
from awsdev.notes.links import for_site
from awsdev.notes.markdown import plain_title
from awsdev.notes.page import Page
from awsdev.notes.subjects import Subjects, anchor
from awsdev.site.layout import Heading, View, render, trusted

EXAMPLES = "../../examples/"
"""How addresses of examples begin, seen from a page of a topic."""


def topic_view(page: Page, subjects: Subjects, has: Callable[[str, str], bool]) -> View:
    """Return a topic's page.

    Args:
        page: The topic, in a language.
        subjects: The names of services.
        has: Tells whether a topic, rule or scaffold has a page, by what it is and its name.
    """
    topic, language = page.topic, page.language

    def address(scheme: str, name: str) -> str:
        if scheme == "example":
            return f"{EXAMPLES}{topic.slug}/{quote(name)}"
        if scheme == "topic":
            slug, hash_, section = name.partition("#")
            return f"{slug}.html{hash_}{section}" if has(scheme, slug) else ""
        return f"../{scheme}s/{name}.html" if has(scheme, name) else ""

    body = render(
        "topic.html.j2",
        language,
        services=[(anchor(name), subjects.service(name)) for name in subjects.known(topic)],
        skills=[(skill, subjects.task(skill) in subjects.tasks) for skill in sorted(topic.skills)],
        prose=trusted(
            render_body(for_site(page.markdown, topic, address), language, downloads=EXAMPLES)
        ),
    )
    return View(
        language=language,
        path=f"topics/{topic.slug}.html",
        title=page.title,
        description=topic.summary[language],
        room="topics",
        body=trusted(body),
        contents=[
            Heading(section.id, plain_title(section.title), section.level)
            for section in page.sections
            if section.id
        ],
    )
