"""The workflow itself, executed in memory: its definition, its functions, its tables."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

from orders import charge_payment, reserve_stock, store, undo_order

PROJECT = Path(__file__).parent.parent
HANDLERS = {
    "ReserveStock": reserve_stock.handler,
    "ChargePayment": charge_payment.handler,
    "UndoOrder": undo_order.handler,
}
TABLES = {"orders": "id", "stock": "product"}
DEFINITION = (PROJECT / "statemachine/process_order.asl.json").read_text(encoding="utf-8")

Execute = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def load_event() -> Callable[[str], dict[str, Any]]:
    """Return a function that reads an event by its name."""
    return lambda name: json.loads((PROJECT / f"events/{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what the functions are told, and make sure that no test reaches an account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("ORDERS_TABLE", "orders")
    monkeypatch.setenv("STOCK_TABLE", "stock")


@pytest.fixture
def aws(environment: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Provide both tables, ten lamps, and the functions."""
    monkeypatch.setattr(LambdaSimpleBackend, "invoke", _invoke)
    config = {
        "stepfunctions": {"execute_state_machine": True},
        "lambda": {"use_docker": False},
        # One session for all tests: each of its own would read the API models anew.
        "core": {"reset_boto3_session": False},
    }
    with mock_aws(config=config):
        for name, key in TABLES.items():
            boto3.client("dynamodb").create_table(
                TableName=name,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
                KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
            )
        store.client.cache_clear()
        store.client().put_item(TableName="stock", Item={"product": "lamp", "available": 10})
        yield
        store.client.cache_clear()


@pytest.fixture
def record(aws: None) -> Callable[[str, str], dict[str, Any]]:
    """Return a function that reads a record of a table by its key."""

    def read(table: str, key: str) -> dict[str, Any]:
        return store.client().get_item(TableName=table, Key={TABLES[table]: key}).get("Item", {})

    return read


@pytest.fixture
def execute(aws: None) -> Execute:
    """Return a function that executes the workflow and returns what became of it.

    The definition is the one that is deployed. Only the pauses between retries are cut short.
    """
    definition = re.sub(r'"MaxDelaySeconds": \d+', '"MaxDelaySeconds": 1', DEFINITION)
    for name, value in _substitutions().items():
        definition = definition.replace(f"${{{name}}}", value)
    client = boto3.client("stepfunctions")
    machine = client.create_state_machine(
        name="orders", definition=definition, roleArn="arn:aws:iam::123456789012:role/workflow"
    )

    def run(order: dict[str, Any]) -> dict[str, Any]:
        execution = client.start_execution(
            stateMachineArn=machine["stateMachineArn"], name=str(uuid4()), input=json.dumps(order)
        )["executionArn"]
        for _ in range(600):
            state = client.describe_execution(executionArn=execution)
            if state["status"] != "RUNNING":
                return state
            time.sleep(0.05)
        pytest.fail("the execution did not end")

    return run


def _substitutions() -> dict[str, str]:
    functions = {f"{name}Arn": name for name in HANDLERS}
    return {"Partition": "aws", "OrdersTable": "orders", **functions}


def _invoke(
    _backend: LambdaSimpleBackend,
    function_name: str,
    _qualifier: str | None,
    body: bytes,
    _headers: object,
    response_headers: dict[str, str],
) -> bytes:
    """Invoke a handler as Lambda does, which turns what it raises into an answer too."""
    try:
        answer: Any = HANDLERS[function_name](json.loads(body), None)
    except Exception as error:
        response_headers["x-amz-function-error"] = "Unhandled"
        answer = {"errorType": type(error).__name__, "errorMessage": str(error)}
    return json.dumps(answer).encode()
