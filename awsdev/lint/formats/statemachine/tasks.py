"""What Task states call and how failures are met (codes `SF4…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.statemachine.machine import location, stands_in, states_of
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("state-machine")

_ALL = "States.ALL"
_ERRORS = (
    *(_ALL, "States.BranchFailed", "States.DataLimitExceeded"),
    *("States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout", "States.Http.Socket"),
    *("States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched"),
    *("States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError"),
    *("States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime"),
    *("States.TaskFailed", "States.Timeout"),
)
_HTTP_STATUS = "States.Http.StatusCode."
_INTEGRATION = re.compile(r"arn:[\w-]+:states:::(.*)", re.DOTALL)
_SERVICES = (
    *("apigateway", "athena", "aws-sdk", "batch", "bedrock", "codebuild", "databrew"),
    *("dynamodb", "ecs", "eks", "elasticmapreduce", "emr-containers", "emr-serverless"),
    *("events", "glue", "http", "lambda", "mediaconvert", "s3", "sagemaker", "sns", "sqs"),
    "states",
)
"""Services that Step Functions calls by a short name."""
_WAYS = ("sync", "sync:2", "waitForTaskToken")
_NOT_RECOGNIZED = (
    "SCHEMA_VALIDATION_FAILED: The resource provided {} is not recognized. The value is not a "
    "valid resource ARN, or the resource is not available in this region. at {}"
)


@RULES.rule("SF401", Severity.ERROR)
def all_not_last(document: Document) -> Iterator[Problem]:
    """`States.ALL` stands beside other errors, or others follow it.

    It has a retrier or a catcher of its own, which is the last of the list.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED`, with words that are not on record.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Retry": [
            { "ErrorEquals": ["States.ALL"] },
            { "ErrorEquals": ["States.Timeout"], "MaxAttempts": 0 }
          ],
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
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Retry": [
            { "ErrorEquals": ["States.Timeout"], "MaxAttempts": 0 },
            { "ErrorEquals": ["States.ALL"] }
          ],
          "End": true
        }
      }
    }
    ```

    ## Source
    [Amazon States Language, errors](https://states-language.net/spec.html#errors)
    """
    for state in states_of(document):
        for key in ("Retry", "Catch"):
            handlers = state.node.items_of(key)
            for index, handler in enumerate(handlers):
                names = _names_of(handler)
                for name in (name for name in names if name.text == _ALL):
                    if len(names) > 1:
                        words = f"{_ALL} stands beside other errors"
                        yield Problem(name, words, "give it an entry of its own, the last")
                    elif index < len(handlers) - 1:
                        words = f"{_ALL} is not the last of {key}; what follows is never looked at"
                        yield Problem(name, words, "move it to the end")


@RULES.rule("SF402", Severity.WARNING)
def unknown_error(document: Document) -> Iterator[Problem]:
    """An error whose name is likely a misspelt one of the service's.

    Names that begin with `States.` and are close to one that exists. Those that a Fail state
    of the same definition gives are left alone.

    ## Why
    No error ever has that name, so the retrier or catcher never gets a turn.

    ## AWS says
    Nothing.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": {
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Retry": [{ "ErrorEquals": ["States.TimeOut"] }],
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
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Retry": [{ "ErrorEquals": ["States.Timeout"] }],
          "End": true
        }
      }
    }
    ```

    ## Source
    [Handling errors in workflows](https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html)
    """
    own = {state.node.text("Error") for state in states_of(document) if state.type == "Fail"}
    for state in states_of(document):
        for handler in (*state.node.items_of("Retry"), *state.node.items_of("Catch")):
            for name in _names_of(handler):
                text = name.text
                known = text in _ERRORS or text in own or text.startswith(_HTTP_STATUS)
                near = closest(text, _ERRORS, limit=1)
                if text.startswith("States.") and near and not known and not stands_in(name):
                    words = f"Step Functions has no error {text}"
                    yield Problem(name, words, valid_ones(text, _ERRORS))


@RULES.rule("SF403", Severity.WARNING)
def slow_heartbeat(document: Document) -> Iterator[Problem]:
    """A heartbeat that is not shorter than the timeout.

    Only where both are numbers.

    ## Why
    The language asks for a heartbeat below the timeout: otherwise the task has ended before
    its silence could be noticed.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ask",
      "States": {
        "Ask": {
          "Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "TimeoutSeconds": 60,
          "HeartbeatSeconds": 60,
          "End": true
        }
      }
    }
    ```

    ## Right
    ```json orders.asl.json
    {
      "StartAt": "Ask",
      "States": {
        "Ask": {
          "Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "TimeoutSeconds": 600,
          "HeartbeatSeconds": 60,
          "End": true
        }
      }
    }
    ```

    ## Source
    [Amazon States Language, timeouts and heartbeats](https://states-language.net/spec.html#TimeoutsHeartbeats)
    """
    for state in states_of(document):
        heartbeat = state.node.get("HeartbeatSeconds")
        beat, timeout = _number(heartbeat), _number(state.node.get("TimeoutSeconds"))
        if heartbeat and beat is not None and timeout is not None and beat >= timeout:
            words = f"a heartbeat of {beat} s is not below the timeout of {timeout} s"
            yield Problem(heartbeat, words, "shorten it, or raise TimeoutSeconds")


@RULES.rule("SF404", Severity.ERROR)
def unknown_resource(document: Document) -> Iterator[Problem]:
    """A resource that cannot be called.

    No ARN at all, an integration whose service or way of waiting is misspelt, or one that does
    not say what to do. That a function or an activity exists is not checked.

    ## Why
    Step Functions refuses the whole definition.

    ## AWS says
    `SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::lamda:invoke is not
    recognized. The value is not a valid resource ARN, or the resource is not available in this
    region. at /States/Ship/Resource`

    ## Wrong
    ```json orders.asl.json
    {
      "StartAt": "Ship",
      "States": {
        "Ship": { "Type": "Task", "Resource": "arn:aws:states:::lamda:invoke", "End": true }
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
    [Integrating services](https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html)
    """
    for state in states_of(document):
        resource = state.node.get("Resource")
        if state.type != "Task" or not isinstance(resource, Scalar) or stands_in(resource):
            continue
        why, hint = _fault(resource.text)
        if resource.type_name == "text" and why:
            yield Problem(
                resource,
                f"the resource {resource.text} {why}",
                hint,
                _NOT_RECOGNIZED.format(resource.text, location((*state.route, "Resource"))),
            )


def _fault(resource: str) -> tuple[str, str]:
    """Return what is wrong with a resource, as the end of a sentence, and what to do."""
    parts = resource.split(":")
    if parts[0] != "arn" or len(parts) < 6:
        return "is no ARN", "write arn:aws:states:::service:action, or a function's ARN"
    found = _INTEGRATION.fullmatch(resource)
    return _integration_fault(*found[1].partition(":")[::2]) if found else ("", "")


def _integration_fault(service: str, action: str) -> tuple[str, str]:
    way = action.partition(".")[2]
    if near := _misspelt(service):
        return f"names no service {service}", f"did you mean {near}?"
    if service == "aws-sdk" and ":" not in action:
        return "does not say what to call", "write aws-sdk:service:action"
    if not action:
        return "does not say what to do", f"write {service}:action"
    if way and way not in _WAYS:
        return f"cannot wait in the way {way}", valid_ones(way, _WAYS)
    return "", ""


def _misspelt(service: str) -> str:
    """Return the service that was meant; empty where it may well be a new one."""
    near = [] if service in _SERVICES else closest(service, _SERVICES, limit=1)
    return near[0] if near and abs(len(near[0]) - len(service)) <= 2 else ""


def _names_of(handler: Node) -> list[Scalar]:
    """Return the errors a retrier or catcher is for."""
    items = handler.items_of("ErrorEquals") if isinstance(handler, Mapping) else []
    return [item for item in items if isinstance(item, Scalar)]


def _number(node: Node | None) -> int | float | None:
    value = node.value if isinstance(node, Scalar) and not node.quoted else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else None
