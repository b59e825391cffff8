"""JSONPath or JSONata: each has its own fields and expressions (codes `SF3…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping
from awsdev.lint.finding import Severity
from awsdev.lint.formats.statemachine.grammar import COMBINING, TESTS, choice_rules
from awsdev.lint.formats.statemachine.machine import (
    JSONATA,
    JSONPATH,
    PATH_FIELDS,
    Route,
    State,
    machines_of,
    refusal,
    states_of,
)
from awsdev.lint.formats.statemachine.payloads import texts_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("state-machine")

_FIELDS_OF = {
    JSONPATH: (*PATH_FIELDS, "Parameters", "ResultSelector", "Result"),
    JSONATA: ("Arguments", "Output", "Items"),
}
"""Fields of a state that one query language alone has."""
_EXPRESSION = re.compile(r"\{%.*%\}", re.DOTALL)
_STATES_VARIABLE = re.compile(r"\$states\.[a-zA-Z]")


@RULES.rule("SF301", Severity.ERROR)
def other_language(document: Document) -> Iterator[Problem]:
    """A field of the other query language.

    `Parameters`, `ResultSelector`, `Result` and all paths are JSONPath's; `Arguments`, `Output`,
    `Items` and `Condition` are JSONata's. A state without a `QueryLanguage` has the
    definition's, which is JSONPath where it says nothing.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only
    supported for the 'JSONata' QueryLanguage at /States/Ship`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Output": { "done": true }, "End": true }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "QueryLanguage": "JSONata",
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Pass", "Output": { "done": true }, "End": true }
      }
    }
    ```

    ## Source
    [Transforming data with JSONata](https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html)
    """
    whole = machines_of(document)[0].node.text("QueryLanguage")
    for state in states_of(document):
        own = state.node.entry("QueryLanguage")
        if whole == JSONATA and own and state.node.text("QueryLanguage") == JSONPATH:
            words = (
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
            )
            yield Problem(
                own.value,
                "a state of a JSONata definition cannot go back to JSONPath",
                "leave the definition's QueryLanguage out, and set JSONata where it is wanted",
                refusal(words, state.route),
            )
            continue
        other = JSONPATH if state.language == JSONATA else JSONATA
        for entry, route in _foreign(state, other):
            words = (
                f"The QueryLanguage is set to '{state.language}', but field '{entry.key.text}' is "
                f"only supported for the '{other}' QueryLanguage"
            )
            of_state = route == state.route
            yield Problem(
                entry.key,
                f"{entry.key.text} is a field of {other}, and {state.name} uses {state.language}",
                _instead(entry.key.text, state.language),
                refusal(words, route) if of_state else "",
            )


@RULES.rule("SF305", Severity.WARNING)
def idle_expression(document: Document) -> Iterator[Problem]:
    """A JSONata expression that is not evaluated.

    `{% … %}` in a JSONPath state, an expression whose `%}` is missing, and `$states.…` in a
    JSONata state without the braces.

    ## Why
    The next step gets the text, not the value.

    ## AWS says
    Nothing.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Pass",
          "Parameters": { "id": "{% $states.input.id %}" },
          "End": true
        }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "QueryLanguage": "JSONata",
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Pass",
          "Output": { "id": "{% $states.input.id %}" },
          "End": true
        }
      }
    }
    ```

    ## Source
    [Transforming data with JSONata](https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html)
    """
    for state in states_of(document):
        for scalar in texts_of(state):
            text = scalar.text.strip()
            if state.language == JSONPATH and _EXPRESSION.fullmatch(text):
                hint = 'set "QueryLanguage": "JSONata" in the state'
                yield Problem(scalar, f"{state.name} uses JSONPath: this stays text", hint)
            elif state.language == JSONATA and text.startswith("{%") != text.endswith("%}"):
                yield Problem(scalar, "the expression has {% or %}, but not both", "write {% … %}")
            elif state.language == JSONATA and _STATES_VARIABLE.match(text):
                yield Problem(scalar, f"{text} stays text", "put {% and %} around it")


def _foreign(state: State, other: str) -> Iterator[tuple[Entry, Route]]:
    """Yield the fields of the other query language, with the way to what holds each."""
    for entry in state.node.entries:
        if entry.key.text in _FIELDS_OF[other]:
            yield entry, state.route
    own = ("ResultPath",) if other == JSONPATH else ("Output",)
    for index, catcher in enumerate(state.node.items_of("Catch")):
        for entry in catcher.entries if isinstance(catcher, Mapping) else ():
            if entry.key.text in own:
                yield entry, (*state.route, "Catch", index)
    if state.type == "Choice":
        rules = ("Variable", *TESTS, *COMBINING) if other == JSONPATH else ("Condition", "Output")
        for rule, route in choice_rules(state):
            for entry in rule.entries if isinstance(rule, Mapping) else ():
                if entry.key.text in rules:
                    yield entry, route


def _instead(name: str, language: str) -> str:
    if language == JSONATA:
        pairs = {"Parameters": "Arguments", "ResultSelector": "Output", "Result": "Output"}
        return f"write {pairs[name]}" if name in pairs else "write an expression: {% … %}"
    pairs = {"Arguments": "Parameters", "Output": "ResultSelector", "Items": "ItemsPath"}
    return (f"write {pairs[name]}, or " if name in pairs else "") + 'set "QueryLanguage": "JSONata"'
