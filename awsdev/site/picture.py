"""A picture of a template's resources, as SVG that takes its colours from the page."""

from __future__ import annotations

from awsdev.notes.language import Language
from awsdev.site.graph import HEIGHT, WIDTH, draw
from awsdev.site.layout import render
from awsdev.site.resources import Resources
from awsdev.site.words import say

_LONGEST = 24
"""Letters that fit in a box."""


def picture(resources: Resources, name: str, number: int, language: Language) -> str:
    """Return an `svg` element that shows a template's resources, and in words what it shows.

    Args:
        resources: What the template deploys.
        name: The name of the template.
        number: Tells it from the other pictures of a page.
        language: The language of the description.
    """
    edges = [*resources.uses, *resources.waits]
    drawing = draw(list(resources.types), edges)
    boxes = [
        (x, y, logical_id, _fitting(logical_id), _fitting(resources.types[logical_id]))
        for logical_id, (x, y) in drawing.boxes.items()
    ]
    lines = [
        (_curve(points), _head(points), edge in resources.waits)
        for edge, points in drawing.lines.items()
    ]
    return render(
        "picture.svg.j2",
        language,
        number=number,
        name=name,
        drawing=drawing,
        boxes=boxes,
        lines=lines,
        told=_told(resources, language),
        box=(WIDTH, HEIGHT),
    )


def _told(resources: Resources, language: Language) -> str:
    """Return in words what the picture shows."""
    sentences = [f"{name} ({type_})" for name, type_ in resources.types.items()]
    for pairs, verb in ((resources.uses, "uses"), (resources.waits, "waits_for")):
        sentences += [f"{one} → {other} ({say(verb, language)})" for one, other in pairs]
    return "; ".join(sentences)


def _fitting(text: str) -> str:
    text = text.removeprefix("AWS::")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _curve(points: list[tuple[float, float]]) -> str:
    (x, y), *rest = points
    path = [f"M{x:g} {y:.1f}"]
    for to_x, to_y in rest:
        half = (x + to_x) / 2
        path.append(f"C{half:g} {y:.1f} {half:g} {to_y:.1f} {to_x:g} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(path)


def _head(points: list[tuple[float, float]]) -> str:
    """Return the arrow's head; markers would need a name that is unique on the page."""
    (before, _), (x, y) = points[-2:]
    back = -7 if before < x else 7
    return f"M{x:g} {y:.1f}l{back} -4v8z"
