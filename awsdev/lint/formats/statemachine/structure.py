"""Fields and values where they belong (codes `SF1…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.statemachine.grammar import (
    COMBINING,
    TESTS,
    choice_rules,
    fields_of,
    strayings_of,
)
from awsdev.lint.formats.statemachine.machine import (
    JSONATA,
    TYPES,
    WITHOUT_NEXT,
    State,
    refusal,
    stands_in,
    states_of,
)
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest

RULES = RuleSet("state-machine")

_ARTICLES = {"integer": "a number", "number": "a number", "list": "a list", "mapping": "a mapping"}
_EXCLUSIVE = {
    "Task": (
        ("TimeoutSeconds", "TimeoutSecondsPath"),
        ("HeartbeatSeconds", "HeartbeatSecondsPath"),
    ),
    "Fail": (("Error", "ErrorPath"), ("Cause", "CausePath")),
    "Map": (
        ("MaxConcurrency", "MaxConcurrencyPath"),
        ("ToleratedFailureCount", "ToleratedFailureCountPath"),
        ("ToleratedFailurePercentage", "ToleratedFailurePercentagePath"),
        ("ItemProcessor", "Iterator"),
    ),
    "Wait": (("Seconds", "SecondsPath", "Timestamp", "TimestampPath"),),
}
"""Fields of which a state takes one."""
_NEEDED = {"Map": ("ItemProcessor", "Iterator"), "Wait": _EXCLUSIVE["Wait"][0]}
"""Fields of which a state needs one."""


@RULES.rule("SF101", Severity.ERROR)
def unknown_field(document: Document) -> Iterator[Problem]:
    """A field that the language does not know, or not there.

    At the top, in a state, a retrier, a catcher or a choice rule. What a state hands on
    (`Parameters`, `Arguments`, `Result`) may hold anything.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/Wait`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "TimeoutSeconds": 90, "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "TimeoutSeconds": 90,
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language](https://states-language.net/spec.html),
    [State machine structure](https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html)
    """
    for stray in strayings_of(document):
        if stray.sort is Sort.UNKNOWN_KEY:
            where = stray.place if stray.route else "a definition"
            of_state = len(stray.route) >= 2 and stray.route[-2] == "States"
            words = f"Field '{stray.name}' is not supported"
            yield Problem(
                stray.at,
                f"{where} has no field {stray.name}",
                _field_hint(stray),
                refusal(words, stray.route) if of_state else "",
            )


@RULES.rule("SF102", Severity.ERROR)
def missing_field(document: Document) -> Iterator[Problem]:
    """A field that must be there is missing.

    `StartAt` and `States`, a state's `Type`, a Task's `Resource`, a Choice's `Choices`, a
    Parallel's `Branches`, what a Map repeats, what a Wait waits for, and what retriers,
    catchers and choice rules need.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Task", "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true }
      }
    }
    ```

    ## Source
    [State machine structure](https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html)
    """
    for stray in strayings_of(document):
        if stray.sort is Sort.MISSING_KEY:
            place = stray.place if stray.route else "the definition"
            at_top = stray.name in ("StartAt", "States") and not stray.route
            words = f"These fields are required: [{stray.name}]"
            answer = refusal(words, ()) if at_top and _lacks_one(document) else ""
            yield Problem(stray.at, f"{place} lacks {stray.name}", "", answer)
    for state in states_of(document):
        needed = _NEEDED.get(state.type, ())
        if needed and not any(state.node.entry(name) for name in needed):
            listed = " or ".join(needed)
            yield Problem(state.entry.key, f"{_named(state)} lacks {listed}")
        yield from _untested(state)


@RULES.rule("SF103", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A value of the wrong type.

    A number in quotes, text where a list belongs. A substitution (`${Name}`) may stand for
    anything, and a JSONata expression for most values.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED`, with words that are not on record.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": "60", "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language](https://states-language.net/spec.html)
    """
    for stray in strayings_of(document):
        if stray.sort is Sort.WRONG_TYPE:
            found = _ARTICLES.get(stray.found, stray.found)
            wanted = " or ".join(stray.expected)
            yield Problem(stray.at, f"{stray.place} must be {wanted}, not {found}", _hint_of(stray))


@RULES.rule("SF104", Severity.ERROR)
def wrong_value(document: Document) -> Iterator[Problem]:
    """A value outside of what is allowed.

    Types of states, query languages, modes, numbers beyond their bounds, empty lists.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait,
    Pass, Succeed, Fail, Choice, Parallel, Map] at /States/Done/Type`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Done",
      "States": {
        "Done": { "Type": "Success" }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Done",
      "States": {
        "Done": { "Type": "Succeed" }
      }
    }
    ```

    ## Source
    [Amazon States Language](https://states-language.net/spec.html)
    """
    for stray in strayings_of(document):
        if stray.sort is Sort.WRONG_VALUE:
            choice = stray.expected == TYPES
            words = f"The field 'Type' should have one of these values: [{', '.join(TYPES)}]"
            answer = refusal(words, stray.route) if choice else ""
            hint = stray.choices if len(stray.expected) > 1 else f"allowed: {stray.expected[0]}"
            yield Problem(stray.at, f"{stray.place} cannot be {_found(stray)}", hint, answer)


@RULES.rule("SF105", Severity.ERROR)
def no_way_on(document: Document) -> Iterator[Problem]:
    """A state says neither what comes next nor that it is the last, or both.

    Every state but Choice, Succeed and Fail needs `Next` or `"End": true`, and takes one.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED`, with words that are not on record.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60 },
        "Done": { "Type": "Succeed" }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Done" },
        "Done": { "Type": "Succeed" }
      }
    }
    ```

    ## Source
    [Amazon States Language, transitions](https://states-language.net/spec.html#transition)
    """
    for state in states_of(document):
        if state.type not in TYPES or state.type in WITHOUT_NEXT:
            continue
        following, end = state.node.entry("Next"), state.node.entry("End")
        ends = end and not (isinstance(end.value, Scalar) and end.value.value is False)
        if not following and not ends:
            words = f"{_named(state)} has neither Next nor End"
            yield Problem(state.entry.key, words, 'name the next state, or write "End": true')
        elif following and end and ends:
            yield Problem(end.key, f"{_named(state)} has both Next and End", "keep one")


@RULES.rule("SF106", Severity.ERROR)
def exclusive_fields(document: Document) -> Iterator[Problem]:
    """Fields that exclude each other.

    A value and its `…Path`, two ways of waiting, two comparisons in one choice rule.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [MaxItems,
    MaxItemsPath]`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "Seconds": 60, "SecondsPath": "$.delay", "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Wait",
      "States": {
        "Wait": { "Type": "Wait", "SecondsPath": "$.delay", "End": true }
      }
    }
    ```

    ## Source
    [Amazon States Language](https://states-language.net/spec.html)
    """
    for state in states_of(document):
        for group in _EXCLUSIVE.get(state.type, ()):
            yield from _several(state.node, group, _named(state))
        if state.type == "Choice":
            for rule, _ in choice_rules(state):
                if isinstance(rule, Mapping):
                    group = (*TESTS, *COMBINING, "Condition")
                    yield from _several(rule, group, f"a rule of {_named(state)}")


def _several(node: Mapping, group: tuple[str, ...], what: str) -> Iterator[Problem]:
    found = [entry for entry in node.entries if entry.key.text in group]
    names = list(dict.fromkeys(entry.key.text for entry in found))
    if len(names) > 1:
        yield Problem(found[1].key, f"{what} has both {' and '.join(names)}", "keep one")


def _untested(state: State) -> Iterator[Problem]:
    """Yield the rules of a Choice state that compare nothing, or no variable."""
    if state.type != "Choice" or state.language == JSONATA:
        return
    for rule, _ in choice_rules(state):
        if not isinstance(rule, Mapping) or stands_in(rule):
            continue
        keys = set(rule.keys())
        tested, combined = keys & set(TESTS), keys & set(COMBINING)
        if not tested and not combined and "Condition" not in keys:
            yield Problem(rule, f"a rule of {_named(state)} compares nothing")
        elif tested and "Variable" not in keys:
            yield Problem(rule, f"a rule of {_named(state)} lacks Variable")


def _named(state: State) -> str:
    return f"the state {state.name}"


def _lacks_one(document: Document) -> bool:
    root = document.mapping
    return (root.entry("StartAt") is None) != (root.entry("States") is None)


def _field_hint(stray: Straying) -> str:
    near = closest(stray.name, stray.expected, limit=1)
    homes = [kind for kind in TYPES if stray.name in fields_of(kind)]
    if not near and homes and len(stray.route) >= 2 and stray.route[-2] == "States":
        return f"it belongs to {' and '.join(homes)} states"
    return stray.choices


def _hint_of(stray: Straying) -> str:
    wants_number = {"a number", "a whole number"} & set(stray.expected)
    return "write it without quotes" if stray.found == "text" and wants_number else ""


def _found(stray: Straying) -> str:
    return "empty" if stray.found in ("", "list", "mapping") else stray.found
