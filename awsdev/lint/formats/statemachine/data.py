"""What a state takes in and hands on: paths and functions (codes `SF3…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.statemachine.grammar import choice_rules
from awsdev.lint.formats.statemachine.intrinsics import fault_of, is_path, looks_like_call
from awsdev.lint.formats.statemachine.machine import (
    JSONATA,
    JSONPATH,
    PATH_FIELDS,
    Route,
    State,
    refusal,
    stands_in,
    states_of,
)
from awsdev.lint.formats.statemachine.payloads import (
    dollar_keys,
    entries_in,
    payload_entries,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("state-machine")

_LIKE_A_PATH = re.compile(r"\$\$?(?:\.[A-Za-z_]|\[)")


@RULES.rule("SF302", Severity.ERROR)
def no_path(document: Document) -> Iterator[Problem]:
    """A value that must be a path is none.

    What stands under a key that ends in `.$`, and fields such as `InputPath` and `Variable`: a
    JSONPath (`$.order`), the context (`$$.Execution`), a variable (`$order`), or the call of an
    intrinsic function where one may stand.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: The value for the field 'id.$' must be a valid JSONPath or a valid
    intrinsic function call at /States/Ship/Parameters`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Parameters": { "id.$": "order.id" }, "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Parameters": { "id.$": "$.order.id" }, "End": true }
      }
    }
    ```

    ## Source
    [Manipulate parameters with paths](https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html)
    """
    for state in _by_language(document, JSONPATH):
        for entry in _path_fields(state):
            value = entry.value
            text = value.text if isinstance(value, Scalar) and value.type_name == "text" else "$"
            if not is_path(text) and not looks_like_call(text):
                words = f"{entry.key.text} must be a path, which begins with $"
                yield Problem(value, words, _path_hint(text))
        for entry, route in dollar_keys(state):
            value = entry.value
            text = value.text if isinstance(value, Scalar) else ""
            if not (is_path(text) or looks_like_call(text) or stands_in(value)):
                yield Problem(
                    value,
                    f"{entry.key.text} asks for a path or an intrinsic function",
                    _path_hint(text) if text else "take .$ off the key",
                    _no_value(entry, route),
                )


@RULES.rule("SF303", Severity.WARNING)
def path_as_text(document: Document) -> Iterator[Problem]:
    """A path or a function that is handed on as text.

    A value such as `$.order.id` or `States.UUID()` under a key that does not end in `.$`, in
    what a JSONPath state hands on; a `.$` key in a Pass state's `Result` or in a JSONata state,
    where it means nothing.

    ## Why
    The next step gets the text, not the value.

    ## AWS says
    Nothing.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Parameters": { "id": "$.order.id" }, "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Parameters": { "id.$": "$.order.id" }, "End": true }
      }
    }
    ```

    ## Source
    [Manipulate parameters with paths](https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html)
    """
    for state in states_of(document):
        if state.language == JSONATA:
            yield from _idle_dollars(state, ("Arguments", "Output", "Assign", "ItemSelector"))
            continue
        if state.type == "Pass":
            yield from _idle_dollars(state, ("Result",))
        for entry, _ in payload_entries(state):
            text = entry.value.text if isinstance(entry.value, Scalar) else ""
            is_call = looks_like_call(text) and not fault_of(text)[0]
            named = entry.key.text.endswith((".$", "Path"))
            if not named and (is_call or _LIKE_A_PATH.match(text)):
                yield Problem(
                    entry.value,
                    f"{entry.key.text} is handed on as the text {text}",
                    f"name the key {entry.key.text}.$ to have the value filled in",
                )


@RULES.rule("SF304", Severity.ERROR)
def wrong_function(document: Document) -> Iterator[Problem]:
    """An intrinsic function that does not exist, or is not called as it must be.

    Under keys that end in `.$`: a misspelt name, parentheses or quotes that do not match.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: The value for the field 'id.$' must be a valid JSONPath or a valid
    intrinsic function call at /States/Ship/Parameters`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Pass",
          "Parameters": { "id.$": "States.Formt('order-{}', $.id)" },
          "End": true
        }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Pass",
          "Parameters": { "id.$": "States.Format('order-{}', $.id)" },
          "End": true
        }
      }
    }
    ```

    ## Source
    [Intrinsic functions](https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html)
    """
    for state in _by_language(document, JSONPATH):
        for entry, route in dollar_keys(state):
            value = entry.value
            if not isinstance(value, Scalar) or not looks_like_call(value.text):
                continue
            why, hint = fault_of(value.text)
            if why and not stands_in(value):
                yield Problem(value, why, hint, _no_value(entry, route))


def _by_language(document: Document, language: str) -> Iterator[State]:
    return (state for state in states_of(document) if state.language == language)


def _path_fields(state: State) -> Iterator[Entry]:
    for entry in state.node.entries:
        if entry.key.text in PATH_FIELDS and not stands_in(entry.value):
            yield entry
    if state.type == "Choice":
        for rule, _ in choice_rules(state):
            for entry in rule.entries if isinstance(rule, Mapping) else ():
                path = entry.key.text == "Variable" or entry.key.text.endswith("Path")
                if path and not stands_in(entry.value):
                    yield entry


def _no_value(entry: Entry, route: Route) -> str:
    """Return the service's answer to a `.$` key; how it names a deeper place is not on record."""
    words = (
        f"The value for the field '{entry.key.text}' must be a valid JSONPath or a valid "
        "intrinsic function call"
    )
    return refusal(words, route) if route else ""


def _path_hint(text: str) -> str:
    return f"write $.{text}" if re.fullmatch(r"[A-Za-z_][\w.]*", text) else ""


def _idle_dollars(state: State, fields: tuple[str, ...]) -> Iterator[Problem]:
    for field in fields:
        for entry in entries_in(state.node.get(field)):
            if entry.key.text.endswith(".$"):
                yield Problem(
                    entry.key,
                    f"{entry.key.text} means nothing in {field} of {state.name}",
                    "write {% … %} as the value"
                    if state.language == JSONATA
                    else "use Parameters in place of Result",
                )
