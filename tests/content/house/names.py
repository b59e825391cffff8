"""House rules on names: links and metadata lead somewhere, aliases serve both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from awsdev.errors import AwsdevError
from awsdev.lint.explain import explain_rule
from awsdev.names import name_key
from awsdev.notes.language import Language
from awsdev.notes.links import link_targets
from awsdev.notes.page import load_page
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from tests.content.house.topic_text import Broken, TopicText

_SKILL = re.compile(r"C03-[1-4]\.[1-3]\.\d{1,2}")
_HANGUL = re.compile(r"[가-힣]")


def links(text: TopicText) -> Iterator[Broken]:
    """PG301: a link to a topic, a section, a rule or a scaffold leads to one."""
    for language, page in text.pages.items():
        for scheme, name in link_targets(page.markdown):
            if wrong := _wrong(text, language, scheme, name):
                yield Broken("PG301", text.path(language), 0, wrong)


def metadata(text: TopicText) -> Iterator[Broken]:
    """PG302: `topic.yaml` names topics, scaffolds, rules and skills that exist."""
    topic = text.topic
    named = [
        *(("topic", slug) for slug in topic.related),
        *(("rule", code) for code in topic.rules),
        *(("scaffold", name) for name in topic.scaffolds),
    ]
    for scheme, name in named:
        if wrong := _wrong(text, Language.EN, scheme, name):
            yield Broken("PG302", text.metadata, 0, wrong)
    for skill in topic.skills:
        if not _SKILL.fullmatch(skill):
            yield Broken("PG302", text.metadata, 0, f"{skill} is no skill of the exam")
    if not topic.skills or not topic.services:
        yield Broken("PG302", text.metadata, 0, "it names no skill or no service")


def aliases(text: TopicText) -> Iterator[Broken]:
    """PG303: a topic has aliases in both languages, and shares none with another topic."""
    hangul = [alias for alias in text.topic.aliases if _HANGUL.search(alias)]
    if not hangul or len(hangul) == len(text.topic.aliases):
        yield Broken("PG303", text.metadata, 0, "aliases of one language only")
    own = {name_key(name) for name in _names(text)}
    for other in text.library.topics():
        if other.slug != text.topic.slug:
            shared = own & {name_key(name) for name in _names(TopicText(text.library, other))}
            if shared:
                yield Broken("PG303", text.metadata, 0, f"{other.slug} is called {shared} too")


@cache
def _no_rule(code: str) -> str:
    """Return why there is no such rule, or an empty string; cfn-lint takes a second to ask."""
    try:
        explain_rule(code)
    except AwsdevError as error:
        return str(error)
    return ""


def _names(text: TopicText) -> list[str]:
    return [text.topic.slug, *text.topic.title.values(), *text.topic.aliases]


def _wrong(text: TopicText, language: Language, scheme: str, name: str) -> str:
    """Return what is wrong with a name, or an empty string."""
    try:
        if scheme == "topic":
            slug, _, section = name.partition("#")
            if slug not in text.library.slugs:
                return f"there is no topic {slug}"
            load_page(text.library, text.library.topic(slug), language).part(section)
        elif scheme == "rule":
            return _no_rule(name)
        elif scheme == "scaffold" and name not in awsdevs_catalogue().names:
            return f"there is no scaffold {name}"
        elif scheme == "source" and name not in text.topic.sources:
            return f"there is no source {name}"
    except AwsdevError as error:
        return str(error)
    return ""
