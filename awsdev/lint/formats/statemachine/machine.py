"""A definition as the rules look at it: its machines, their states, their query languages."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.documents.merges import merged_root

JSONPATH, JSONATA = "JSONPath", "JSONata"
TYPES = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
"""The types of states, in the order in which the service lists them."""
WITHOUT_NEXT = ("Choice", "Succeed", "Fail")
"""The types that have neither `Next` nor `End`."""
PATH_FIELDS = (
    *("InputPath", "OutputPath", "ResultPath", "ItemsPath", "SecondsPath", "TimestampPath"),
    *("TimeoutSecondsPath", "HeartbeatSecondsPath", "MaxConcurrencyPath", "ErrorPath"),
    *("CausePath", "ToleratedFailureCountPath", "ToleratedFailurePercentagePath"),
)
"""Fields of a state that hold a JSONPath."""
_PLACEHOLDER = re.compile(r"\$\{[^{}]*\}|\{\{")
"""A substitution of a template (`DefinitionSubstitutions`) or of another tool."""

Route = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """The definition itself, a branch of a Parallel state or what a Map state repeats.

    Attributes:
        node: The mapping that holds `StartAt` and `States`.
        route: Where it stands in the document.
        states: Its states.
        distributed: Whether it is what a distributed Map state repeats.
    """

    node: Mapping
    route: Route
    states: list[State] = field(default_factory=list)
    distributed: bool = False

    @property
    def names(self) -> list[str]:
        """Return the names of the states."""
        return [state.name for state in self.states]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """One state.

    Attributes:
        entry: Its name and its value.
        machine: Where it belongs.
        language: `JSONPath` or `JSONata`, as the state or the definition says.
    """

    entry: Entry
    machine: Machine
    language: str

    @property
    def name(self) -> str:
        """Return the state's name."""
        return self.entry.key.text

    @property
    def node(self) -> Mapping:
        """Return the state's fields; none where it is no mapping."""
        value = self.entry.value
        return value if isinstance(value, Mapping) else Mapping(value.span)

    @property
    def type(self) -> str:
        """Return the state's type, as it is written."""
        return self.node.text("Type")

    @property
    def route(self) -> Route:
        """Return where the state stands in the document."""
        return (*self.machine.route, "States", self.name)


def location(route: Route) -> str:
    """Return a route as the service writes it, such as `/States/Ship/Retry[0]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f"/{step}" for step in route) or "/"


def refusal(words: str, route: Route) -> str:
    """Return the service's answer to a definition it refuses, from its words and the place."""
    return f"SCHEMA_VALIDATION_FAILED: {words} at {location(route)}"


def stands_in(node: Node | None) -> bool:
    """Return whether nobody knows a node's value yet: a template fills it in, or YAML differs."""
    if isinstance(node, Mapping):
        keys = node.keys()
        return len(keys) == 1 and (keys[0] == "Ref" or keys[0].startswith("Fn::"))
    if node is not None and node.tag.startswith("!"):
        return True
    if not isinstance(node, Scalar):
        return False
    # `Yes` is a boolean to YAML 1.1 and text to 1.2: which of the two reads it is not known.
    yes_or_no = node.type_name == "boolean" and node.text.lower() not in ("true", "false")
    return yes_or_no or bool(_PLACEHOLDER.search(node.text))


@lru_cache(maxsize=1)
def machines_of(document: Document) -> tuple[Machine, ...]:
    """Return the definition and every machine inside it, the outer ones first."""
    root = merged_root(document)
    whole = _language_of(root) or JSONPATH
    found: list[Machine] = []
    waiting = deque([Machine(root, ())])
    while waiting:
        machine = waiting.popleft()
        found.append(machine)
        for entry in machine.node.mapping("States").entries:
            own = _language_of(entry.value) if isinstance(entry.value, Mapping) else ""
            state = State(entry, machine, own or whole)
            machine.states.append(state)
            waiting += _inside(state)
    return tuple(found)


def states_of(document: Document) -> Iterator[State]:
    """Yield every state of every machine."""
    for machine in machines_of(document):
        yield from machine.states


def _language_of(node: Mapping) -> str:
    language = node.text("QueryLanguage")
    return language if language in (JSONPATH, JSONATA) else ""


def _inside(state: State) -> Iterator[Machine]:
    for key in ("ItemProcessor", "Iterator"):
        value = state.node.get(key)
        if isinstance(value, Mapping):
            mode = value.mapping("ProcessorConfig").text("Mode")
            yield Machine(value, (*state.route, key), distributed=mode == "DISTRIBUTED")
    branches = state.node.get("Branches")
    for index, branch in enumerate(branches.items if isinstance(branches, Sequence) else ()):
        if isinstance(branch, Mapping):
            yield Machine(branch, (*state.route, "Branches", index))
