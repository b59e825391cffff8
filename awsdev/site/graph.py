"""Where the boxes and lines of a drawing stand: layers from left to right, few crossings.

The usual steps for layered drawings: a layer for each box, stations where a line passes a layer, an
order within each layer by the mean of the neighbours, and places near them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

Edge = tuple[str, str]
WIDTH, HEIGHT = 200, 46
"""Of a box."""
_APART, _ROOM = 16, 84
"""Between two boxes of a layer, and between two layers."""
_SWEEPS = 12
_COLUMNS = 3
"""Boxes beside one another that no line leads to."""


@dataclass(slots=True)
class Drawing:
    """Where everything stands.

    Attributes:
        boxes: The left upper corner of each box.
        lines: The points that each line passes.
        width: The width of it all.
        height: The height of it all.
    """

    boxes: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: dict[Edge, list[tuple[float, float]]] = field(default_factory=dict)
    width: float = 0
    height: float = 0


def draw(names: list[str], edges: list[Edge]) -> Drawing:
    """Return where to draw boxes, and the lines between them.

    Args:
        names: The boxes.
        edges: Pairs of boxes; a line leads from left to right but where they go in a circle.
    """
    joined = [name for name in names if any(name in edge for edge in edges)]
    drawing = Drawing()
    if joined:
        _place_layers(drawing, joined, edges)
    _place_others(drawing, [name for name in names if name not in joined])
    corners = drawing.boxes.values()
    drawing.width = max(x for x, _ in corners) + WIDTH + 1
    drawing.height = max(y for _, y in corners) + HEIGHT + 1
    return drawing


def _place_layers(drawing: Drawing, names: list[str], edges: list[Edge]) -> None:
    layer = _layers(names, edges)
    routes, stations = _routes(edges, layer)
    order: dict[int, list[str]] = defaultdict(list)
    for name, number in (layer | stations).items():
        order[number].append(name)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for route in routes.values():
        for one, next_ in pairwise(route):
            neighbours[one].append(next_)
            neighbours[next_].append(one)
    tops = _tops(order, neighbours, stations)
    for number, some in order.items():
        for name in some:
            if name not in stations:
                drawing.boxes[name] = (1 + number * (WIDTH + _ROOM), tops[name])
    for edge, route in routes.items():
        middle = {name: tops[name] + (0 if name in stations else HEIGHT / 2) for name in route}
        drawing.lines[edge] = _points(route, layer | stations, middle)


def _layers(names: list[str], edges: list[Edge]) -> dict[str, int]:
    """Return the layer of each box: right of all that lead to it, circles cut where they close."""
    after: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        after[one].append(other)
    layer: dict[str, int] = {}

    def depth(name: str, above: tuple[str, ...]) -> int:
        if name not in layer:
            below = [
                depth(other, (*above, name)) for other in after[name] if other not in (*above, name)
            ]
            layer[name] = max(below, default=-1) + 1
        return layer[name]

    most = max(depth(name, ()) for name in names)
    return {name: most - layer[name] for name in names}


def _routes(
    edges: list[Edge], layer: dict[str, int]
) -> tuple[dict[Edge, list[str]], dict[str, int]]:
    """Return what each line passes, and the layers of the stations on its way."""
    routes, stations = {}, {}
    for one, other in edges:
        first, last = layer[one], layer[other]
        passed = range(first + 1, last) if first < last else range(first - 1, last, -1)
        names = {f"{one}→{other}@{number}": number for number in passed}
        stations.update(names)
        routes[one, other] = [one, *names, other]
    return routes, stations


def _tops(
    order: dict[int, list[str]], neighbours: dict[str, list[str]], stations: dict[str, int]
) -> dict[str, float]:
    """Return how far down everything stands, and order the layers by it."""
    heights = {name: 0 if name in stations else HEIGHT for some in order.values() for name in some}
    tops: dict[str, float] = {}
    for some in order.values():
        _stack(some, heights, tops, {})
    for sweep in range(_SWEEPS):
        for number in sorted(order, reverse=bool(sweep % 2)):
            some = order[number]
            wanted = {name: _mean(tops, heights, neighbours[name]) for name in some}
            some.sort(key=lambda name: wanted[name])
            _stack(some, heights, tops, wanted)
    highest = min(tops.values())
    return {name: top - highest + 1 for name, top in tops.items()}


def _mean(tops: dict[str, float], heights: dict[str, int], names: list[str]) -> float:
    return sum(tops[name] + heights[name] / 2 for name in names) / max(1, len(names))


def _stack(
    some: list[str], heights: dict[str, int], tops: dict[str, float], wanted: dict[str, float]
) -> None:
    """Put a layer one below the other, each as near as can be to the middle that is wanted."""
    down, moved = -1e9 if wanted else 0.0, 0.0
    for name in some:
        middle = wanted.get(name, down + heights[name] / 2)
        tops[name] = max(middle - heights[name] / 2, down)
        moved += tops[name] + heights[name] / 2 - middle
        down = tops[name] + heights[name] + _APART
    # What was pushed down is shared by all of the layer.
    for name in some:
        tops[name] -= moved / len(some)


def _points(
    route: list[str], layer: dict[str, int], middle: dict[str, float]
) -> list[tuple[float, float]]:
    forward = layer[route[0]] < layer[route[-1]]
    points: list[tuple[float, float]] = []
    for position, name in enumerate(route):
        left = 1 + layer[name] * (WIDTH + _ROOM)
        sides = [left, left + WIDTH] if forward else [left + WIDTH, left]
        ends = sides[1:] if not position else sides[:1] if name == route[-1] else sides
        points += [(x, middle[name]) for x in ends]
    return points


def _place_others(drawing: Drawing, names: list[str]) -> None:
    """Put what stands alone in rows below the rest."""
    begin = max((y + HEIGHT + 2 * _APART for _, y in drawing.boxes.values()), default=1)
    for position, name in enumerate(names):
        row, column = divmod(position, _COLUMNS)
        drawing.boxes[name] = (
            1 + column * (WIDTH + _ROOM),
            begin + row * (HEIGHT + _APART),
        )
