"""What the shell offers when Tab is pressed: names, read from folders where that is enough."""

from __future__ import annotations

from awsdev.locations import content_folder, topic_slugs


def topics(incomplete: str) -> list[str]:
    """Return the slugs of topics that begin so."""
    slugs = topic_slugs(content_folder())
    return [slug for slug in slugs if slug.startswith(incomplete)]


def scaffolds(incomplete: str) -> list[str]:
    """Return the names of scaffolds that begin so."""
    from awsdev.scaffolds.catalogue import scaffold_names  # noqa: PLC0415 - only when Tab is pressed

    return [name for name in scaffold_names() if name.startswith(incomplete)]


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Return awsdev's rule codes that begin so, each with its title."""
    from awsdev.lint.rules.catalogue import all_rules  # noqa: PLC0415 - only when Tab is pressed

    wanted = incomplete.upper()
    return [(code, rule.title) for code, rule in all_rules().items() if code.startswith(wanted)]
