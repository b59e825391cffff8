"""The definition, held against the template and the code around it."""

import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from samtranslator.yaml_helper import yaml_parse

import orders

PROJECT = Path(__file__).parent.parent
TEXT = (PROJECT / "statemachine/process_order.asl.json").read_text(encoding="utf-8")
DEFINITION = json.loads(TEXT)
TASKS = {name: each for name, each in DEFINITION["States"].items() if each["Type"] == "Task"}
TEMPLATE = yaml_parse((PROJECT / "template.yaml").read_text(encoding="utf-8"))
MACHINE = TEMPLATE["Resources"]["OrderWorkflow"]["Properties"]

# What an express workflow may take; a standard one may take a year.
FIVE_MINUTES = 300


def longest(task: dict[str, Any]) -> int:
    """Return the seconds a task may take, all its retries included."""
    *_, retrier = task["Retry"]
    attempts, most = retrier["MaxAttempts"], retrier["MaxDelaySeconds"]
    pauses = [retrier["IntervalSeconds"] * retrier["BackoffRate"] ** n for n in range(attempts)]
    return (attempts + 1) * task["TimeoutSeconds"] + sum(min(pause, most) for pause in pauses)


def test_every_placeholder_is_filled_in() -> None:
    assert set(re.findall(r"\$\{(\w+)\}", TEXT)) == set(MACHINE["DefinitionSubstitutions"])


def test_the_role_may_invoke_the_functions_of_the_steps() -> None:
    policy = TEMPLATE["Resources"]["WorkflowRole"]["Properties"]["Policies"][0]["PolicyDocument"]
    (statement,) = [each for each in policy["Statement"] if each["Sid"] == "InvokeSteps"]
    functions = [
        value for name, value in MACHINE["DefinitionSubstitutions"].items() if name.endswith("Arn")
    ]
    assert statement["Resource"] == functions


def test_there_is_time_for_all_retries() -> None:
    longest_way = sum(longest(task) for task in TASKS.values())

    assert longest_way <= DEFINITION["TimeoutSeconds"] <= FIVE_MINUTES


def test_a_step_waits_longer_than_its_function_runs() -> None:
    timeout = TEMPLATE["Globals"]["Function"]["Timeout"]
    invoking = [task for task in TASKS.values() if task["Resource"].endswith("lambda:invoke")]

    assert all(task["TimeoutSeconds"] > timeout for task in invoking)


@pytest.mark.parametrize("task", TASKS.values(), ids=TASKS)
def test_retries_back_off_and_spread(task: dict[str, Any]) -> None:
    *_, retrier = task["Retry"]

    assert retrier["ErrorEquals"] == ["States.ALL"]
    assert retrier["BackoffRate"] > 1
    assert retrier["JitterStrategy"] == "FULL"


def test_errors_are_called_as_the_code_calls_them() -> None:
    named = set(re.findall(r'"(\w+Error)"', TEXT))
    modules = [each.name for each in pkgutil.iter_modules(orders.__path__, "orders.")]

    raised = {
        name
        for module in map(importlib.import_module, modules)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert named <= raised
