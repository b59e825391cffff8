"""Where a reader begins: the choice of a language, and topics by service."""

from __future__ import annotations

from awsdev.notes.language import Language
from awsdev.notes.topic import Topic
from awsdev.site.layout import POLICY, Heading, View, render, trusted
from awsdev.site.words import say, service_title


def home_view(topics: list[Topic], language: Language) -> View:
    """Return the page of all topics, by service."""
    by_service: dict[str, list[Topic]] = {}
    for topic in topics:
        for service in topic.services:
            by_service.setdefault(service, []).append(topic)
    # Two short forms of one service stand under one heading, and links to either arrive there.
    titles: dict[str, list[str]] = {}
    for service in sorted(by_service, key=lambda name: service_title(name).casefold()):
        titles.setdefault(service_title(service), []).append(service)
    groups = [(title, names, _together(names, by_service)) for title, names in titles.items()]
    body = render("home.html.j2", language, groups=groups)
    return View(
        language=language,
        path="index.html",
        title=say("topics", language),
        description=say("tagline", language),
        room="topics",
        body=trusted(body),
        contents=[Heading(names[0], title) for title, names, _ in groups],
    )


def entrance() -> str:
    """Return the page at the top of the site, which leads to each language."""
    return render(
        "entrance.html.j2",
        Language.EN,
        policy=POLICY,
        languages=[(each, say("tagline", each)) for each in Language],
    )


def _together(names: list[str], by_service: dict[str, list[Topic]]) -> list[Topic]:
    found = {topic.slug: topic for name in names for topic in by_service[name]}
    return [found[slug] for slug in sorted(found)]
