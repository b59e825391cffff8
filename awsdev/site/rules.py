"""Rules as pages of the site."""

from __future__ import annotations

import re

from awsdev.lint.explain import Explanation
from awsdev.lint.kinds import FAMILIES as KINDS
from awsdev.lint.rules.rule import Rule
from awsdev.notes.html import render_body
from awsdev.notes.language import Language
from awsdev.notes.topic import Topic
from awsdev.site.layout import Heading, View, render, trusted
from awsdev.site.words import FAMILIES, family_title, say

EVERY_FILE = "every-file"


def family_of(rule: Rule) -> str:
    """Return the family of files that a rule looks at."""
    families = (name for name, kinds in KINDS.items() if rule.kinds <= {*kinds})
    return next(families, EVERY_FILE)


def rule_view(
    rule: Explanation, family: str, topics: list[Topic], prose: str, language: Language
) -> View:
    """Return a rule's page.

    Args:
        rule: The rule.
        family: The family of files it looks at.
        topics: The topics that explain it.
        prose: What `rule_prose` makes of it.
        language: The language of the page around it.
    """
    body = render(
        "rule.html.j2", language, rule=rule, family=family, topics=topics, prose=trusted(prose)
    )
    return View(
        language=language,
        path=f"rules/{rule.code}.html",
        title=f"{rule.code}: {rule.title}",
        description=rule.title,
        room="rules",
        body=trusted(body),
        contents=[Heading(_id(name), name) for name in rule.parts if name],
        body_language=Language.EN,
    )


def rule_prose(rule: Explanation) -> str:
    """Return a rule's page as HTML, the same in every language."""
    blocks = [
        f"## {name} {{#{_id(name)}}}\n\n{text}" if name else text
        for name, text in rule.parts.items()
    ]
    return render_body("\n\n".join(blocks), Language.EN)


def rules_view(by_family: dict[str, list[Explanation]], language: Language) -> View:
    """Return the page of all rules, by what they look at."""
    families = [(name, family_title(name, language), by_family.get(name, [])) for name in FAMILIES]
    body = render("rules.html.j2", language, families=families)
    return View(
        language=language,
        path="rules/index.html",
        title=say("rules_title", language),
        description=say("rules_about", language),
        room="rules",
        body=trusted(body),
        contents=[Heading(name, title) for name, title, _ in families],
    )


def _id(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold())
