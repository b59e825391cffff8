"""Whether every state can be reached and every way ends (codes `SF2…`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.statemachine.machine import (
    WITHOUT_NEXT,
    Machine,
    Route,
    State,
    location,
    machines_of,
    stands_in,
    states_of,
)
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("state-machine")

_LONGEST_NAME = 80


@RULES.rule("SF201", Severity.ERROR)
def missing_target(document: Document) -> Iterator[Problem]:
    """A transition leads to a state that does not exist.

    `StartAt`, `Next`, `Default`, and the `Next` of choice rules and catchers. A branch or the
    inside of a Map sees its own states only. Substitutions are left alone.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `MISSING_TRANSITION_TARGET: Missing 'Next' target: Shipp at /States/Wait/Next`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Shipp" },
        "Ship": { "Type": "Succeed" }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Ship" },
        "Ship": { "Type": "Succeed" }
      }
    }
    ```

    ## Source
    [Amazon States Language, transitions](https://states-language.net/spec.html#transition)
    """
    for machine in machines_of(document):
        known = set(machine.names)
        everywhere = _homes(document)
        for target, route in _targets(machine):
            if target.text not in known and known and not stands_in(target):
                elsewhere = target.text in everywhere
                words = f"{target.text} is no state of {_place(machine)}"
                yield Problem(
                    target,
                    words,
                    "no transition leaves or enters a branch or a Map's processor"
                    if elsewhere
                    else valid_ones(target.text, machine.names, label="states"),
                    "MISSING_TRANSITION_TARGET: Missing 'Next' target: "
                    f"{target.text} at {location(route)}",
                )


@RULES.rule("SF202", Severity.ERROR)
def unreachable_state(document: Document) -> Iterator[Problem]:
    """A state that nothing leads to.

    Neither `StartAt` nor any transition names it. Where a transition is missing, leads nowhere
    or is still to be filled in, nothing is said: the name it lacks may be this one.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `MISSING_TRANSITION_TARGET: State "Refund" is not reachable. at /States/Refund`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "End": true },
        "Refund": { "Type": "Pass", "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Next": "Refund" },
        "Refund": { "Type": "Pass", "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language, states](https://states-language.net/spec.html#states-fields)
    """
    for machine in machines_of(document):
        named = {target.text for target, _ in _targets(machine)}
        if not _leads_on(machine) or not named.issubset(machine.names):
            continue
        for state in machine.states:
            if state.name not in named:
                yield Problem(
                    state.entry.key,
                    f"nothing leads to the state {state.name}",
                    "name it in a Next, or take it out",
                    f'MISSING_TRANSITION_TARGET: State "{state.name}" is not reachable. at '
                    f"{location(state.route)}",
                )


@RULES.rule("SF203", Severity.ERROR)
def endless(document: Document) -> Iterator[Problem]:
    """No state ends the execution.

    None is a Succeed or a Fail, and none says `"End": true`.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `MISSING_END_STATE: Workflow has no terminal state at null`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ask",
      "States": {
        "Ask": { "Type": "Pass", "Next": "Wait" },
        "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Ask" }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ask",
      "States": {
        "Ask": { "Type": "Pass", "Next": "Wait" },
        "Wait": { "Type": "Wait", "Seconds": 60, "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language, terminal state](https://states-language.net/spec.html#terminal-state)
    """
    machine = machines_of(document)[0]
    if machine.states and _leads_on(machine) and all(map(_goes_on, machine.states)):
        yield Problem(
            _head(machine.node, "States"),
            "no state ends the execution",
            'add a Succeed or a Fail state, or "End": true where the work is done',
            "MISSING_END_STATE: Workflow has no terminal state at null",
        )


@RULES.rule("SF204", Severity.ERROR)
def unusable_name(document: Document) -> Iterator[Problem]:
    """A state's name is too long, or another state has it.

    A name has at most 80 characters, and is unique in the whole definition, branches and the
    insides of Map states included.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `DUPLICATE_STATE_NAME: Duplicate State name: Ship at /States/Each/ItemProcessor/States/Ship`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Each",
      "States": {
        "Each": {
          "Type": "Map",
          "ItemProcessor": {
            "StartAt": "Ship",
            "States": { "Ship": { "Type": "Pass", "End": true } }
          },
          "Next": "Ship"
        },
        "Ship": { "Type": "Pass", "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Each",
      "States": {
        "Each": {
          "Type": "Map",
          "ItemProcessor": {
            "StartAt": "Ship one",
            "States": { "Ship one": { "Type": "Pass", "End": true } }
          },
          "Next": "Ship"
        },
        "Ship": { "Type": "Pass", "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language, states](https://states-language.net/spec.html#states-fields)
    """
    seen: dict[str, State] = {}
    for state in states_of(document):
        key = state.entry.key
        if len(state.name) > _LONGEST_NAME and not stands_in(key):
            words = f"the name has {len(state.name)} characters; at most {_LONGEST_NAME} are taken"
            yield Problem(key, words)
        first = seen.setdefault(state.name, state)
        # A state that stands twice in one mapping is AD103's, and a shared one is the same.
        if first.machine is not state.machine and first.entry.key is not key:
            yield Problem(
                key,
                f"another state is named {state.name}, on line {first.entry.key.span.line}",
                "names are unique in the whole definition",
                f"DUPLICATE_STATE_NAME: Duplicate State name: {state.name} at "
                f"{location(state.route)}",
            )


def _targets(machine: Machine) -> Iterator[tuple[Scalar, Route]]:
    """Yield every name of a state that a machine's transitions give, with the way to it."""
    if start := _name(machine.node, "StartAt"):
        yield start, (*machine.route, "StartAt")
    for state in machine.states:
        for key in ("Next", "Default"):
            if value := _name(state.node, key):
                yield value, (*state.route, key)
        for key in ("Choices", "Catch"):
            for index, item in enumerate(state.node.items_of(key)):
                if isinstance(item, Mapping) and (value := _name(item, "Next")):
                    yield value, (*state.route, key, index, "Next")


def _name(node: Mapping, key: str) -> Scalar | None:
    value = node.get(key)
    return value if isinstance(value, Scalar) and value.type_name != "null" else None


def _leads_on(machine: Machine) -> bool:
    """Return whether all transitions are known: none is missing or still to be filled in."""
    places: list[Node | None] = [machine.node.get("States"), machine.node.get("StartAt")]
    if places[1] is None:
        return False
    for state in machine.states:
        if not (state.type in WITHOUT_NEXT or state.node.entry("Next") or state.node.entry("End")):
            return False
        places += [state.entry.key, state.entry.value]
        places += [state.node.get(key) for key in ("Next", "Default", "Choices", "Catch", "Type")]
        for key in ("Choices", "Catch"):
            for item in state.node.items_of(key):
                places += [item, item.get("Next") if isinstance(item, Mapping) else None]
    return not any(map(stands_in, places))


def _goes_on(state: State) -> bool:
    end = state.node.get("End")
    ends = isinstance(end, Scalar) and end.value is not False
    return not ends and state.type not in ("Succeed", "Fail")


def _homes(document: Document) -> Counter[str]:
    return Counter(state.name for state in states_of(document))


def _place(machine: Machine) -> str:
    if not machine.route:
        return "the definition"
    last = machine.route[-1]
    owner = machine.route[-2] if isinstance(last, str) else machine.route[-3]
    inner = f"the branch {last} of" if isinstance(last, int) else "the inside of"
    return f"{inner} {owner}"


def _head(node: Mapping, key: str) -> Node:
    entry = node.entry(key)
    return entry.key if entry else node
