"""All house rules."""

from __future__ import annotations

from awsdev.errors import AwsdevError
from awsdev.notes.library import Library
from tests.content.house import form, language, names
from tests.content.house.topic_text import Broken, Check, TopicText

CHECKS: dict[str, Check] = {
    "PG101": form.sections,
    "PG102": form.answer,
    "PG201": form.parity,
    "PG301": names.links,
    "PG302": names.metadata,
    "PG303": names.aliases,
    "PG401": form.blocks,
    "PG402": form.facts_are_shown,
    "PG403": form.numbers,
    "PG501": language.terms,
    "PG502": language.introductions,
    "PG503": language.register,
    "PG504": language.phrases,
    "PG505": language.services,
    "PG601": form.drawings_fit,
    "PG602": form.boxes_close,
    "PG603": form.marks_work,
}


def broken_in(library: Library, slug: str) -> list[Broken]:
    """Return what a topic breaks, by code; PG001 where its files do not hold together."""
    found: dict[Broken, None] = {}
    for check in CHECKS.values():
        try:
            found |= dict.fromkeys(check(TopicText(library, library.topic(slug))))
        except AwsdevError as error:
            found[Broken("PG001", library.content / "topics" / slug, 0, str(error))] = None
    return list(found)
