"""Where a reader begins: the choice of a language, and topics by service."""

from __future__ import annotations

from awsdev.notes.language import Language
from awsdev.notes.subjects import Subjects
from awsdev.notes.topic import Topic
from awsdev.site.layout import POLICY, Heading, View, render, trusted
from awsdev.site.words import say


def home_view(subjects: Subjects, topics: list[Topic], language: Language) -> View:
    """Return the page of all topics, by service."""
    groups = subjects.by_service(topics, language)
    body = render("home.html.j2", language, groups=groups)
    return View(
        language=language,
        path="index.html",
        title=say("topics", language),
        description=say("tagline", language),
        room="topics",
        body=trusted(body),
        contents=[Heading(group.id, group.title) for group in groups],
    )


def entrance() -> str:
    """Return the page at the top of the site, which leads to each language."""
    return render(
        "entrance.html.j2",
        Language.EN,
        policy=POLICY,
        languages=[(each, say("tagline", each)) for each in Language],
    )
