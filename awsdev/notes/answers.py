"""What `show` answers to programs: JSON, and the list as Markdown."""

from __future__ import annotations

from typing import Any

from awsdev.notes.language import Language
from awsdev.notes.links import for_markdown
from awsdev.notes.page import Page
from awsdev.notes.topic import Topic


def list_answer(topics: list[Topic], language: Language) -> dict[str, Any]:
    """Return the list of topics, in one language."""
    return {
        "version": 1,
        "topics": [
            {
                "topic": topic.slug,
                "title": topic.title[language],
                "summary": topic.summary[language],
                "aliases": sorted(topic.aliases),
                "services": sorted(topic.services),
                "skills": sorted(topic.skills),
                "languages": sorted(topic.title),
                "own": topic.own,
            }
            for topic in topics
        ],
    }


def list_markdown(topics: list[Topic], language: Language) -> str:
    """Return the list of topics as Markdown."""
    lines = [
        f"- {topic.title[language]} (`awsdev show {topic.slug}`): {topic.summary[language]}"
        for topic in topics
    ]
    return "\n".join(lines) + "\n"


def page_answer(page: Page, section: str = "") -> dict[str, Any]:
    """Return a topic in one language, or one section of it.

    Raises:
        AwsdevError: There is no such section.
    """
    topic = page.topic
    chosen = [page.section(section)] if section else page.main_sections
    return {
        "version": 1,
        "topic": topic.slug,
        "title": page.title,
        "language": str(page.language),
        "own": topic.own,
        "summary": topic.summary[page.language],
        "answer": for_markdown(page.answer, topic),
        "sections": [
            {"id": each.id, "title": each.title, "text": for_markdown(each.markdown, topic)}
            for each in chosen
        ],
        "examples": [
            {
                "name": example.name,
                "path": f"topics/{topic.slug}/examples/{example.name}",
                "kind": example.kind,
                "language": example.language,
                "catches": example.catches,
            }
            for example in sorted(topic.examples.values(), key=lambda example: example.name)
        ],
        "related": sorted(topic.related),
        "scaffolds": sorted(topic.scaffolds),
        "rules": sorted(topic.rules),
        "sources": [
            {
                "name": source.name,
                "title": source.title,
                "url": source.url,
                "read": source.read.isoformat(),
            }
            for source in sorted(topic.sources.values(), key=lambda source: source.name)
        ],
        "facts": [
            {
                "name": fact.name,
                "value": fact.value,
                "unit": fact.unit,
                "source": topic.sources[fact.source].url,
                "checked": fact.checked.isoformat(),
            }
            for fact in sorted(topic.facts.values(), key=lambda fact: fact.name)
        ],
    }
