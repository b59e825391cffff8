"""The hook: whom it asks, and what it lets pass."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import boto3
import pytest
from botocore.client import BaseClient
from local_server import serve
from moto import mock_aws

import after_test_traffic as hook
import verdict
from web.wsgi import application

EVENT = json.loads((Path(__file__).parent.parent / "events/hook.json").read_text(encoding="utf-8"))
LOAD_BALANCER = "app/orders/50dc6c495c0c9188"


@pytest.fixture
def ec2(monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseClient]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        hook.ec2.cache_clear()
        yield boto3.client("ec2")
        hook.ec2.cache_clear()


def add_interface(ec2: BaseClient, address: str, description: str) -> None:
    """Add an interface to a network of its own, whose addresses are those of this machine."""
    vpc = ec2.create_vpc(CidrBlock="127.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="127.0.0.0/24")["Subnet"]["SubnetId"]
    ec2.create_network_interface(SubnetId=subnet, PrivateIpAddress=address, Description=description)


@pytest.fixture
def check(ec2: BaseClient, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that runs the check against an application that serves here."""
    add_interface(ec2, "127.0.0.1", f"ELB {LOAD_BALANCER}")
    monkeypatch.setattr(hook, "PAUSE_SECONDS", 0.01)
    monkeypatch.setenv("LOAD_BALANCER", LOAD_BALANCER)

    def run(app: WSGIApplication, *, patience: float) -> None:
        monkeypatch.setattr(hook, "PATIENCE_SECONDS", patience)
        with serve(app) as port:
            monkeypatch.setenv("TEST_PORT", str(port))
            hook.check(EVENT["DeploymentId"])

    return run


def answering(status: str, content: Any) -> WSGIApplication:  # noqa: ANN401
    def app(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(content).encode()]

    return app


def test_lets_the_application_of_this_project_pass(check: Callable[..., None]) -> None:
    check(application, patience=0)


def test_waits_for_the_listener_to_forward(check: Callable[..., None]) -> None:
    answers = iter([answering("503 Service Unavailable", {})] * 2)

    def slow(environ: WSGIEnvironment, start_response: StartResponse) -> object:
        return next(answers, application)(environ, start_response)

    check(slow, patience=10)


@pytest.mark.parametrize(
    ("app", "reason"),
    [
        (answering("503 Service Unavailable", {}), "status 503 instead of 200"),
        (answering("200 OK", {"status": "starting"}), "does not hold"),
        (answering("200 OK", ["ok"]), "does not hold"),
        (answering("200 OK", {"status": "ok"}), "does not hold"),
    ],
    ids=["unwell", "not ready", "no object", "another service"],
)
def test_stops_tasks_that_answer_wrongly(
    check: Callable[..., None], app: WSGIApplication, reason: str
) -> None:
    with pytest.raises(hook.WrongAnswerError, match=reason):
        check(app, patience=0.1)


def test_stops_tasks_whose_answers_are_not_json(check: Callable[..., None]) -> None:
    def page(_environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"<h1>Welcome</h1>"]

    with pytest.raises(hook.WrongAnswerError, match="not JSON"):
        check(page, patience=0.1)


def test_stops_where_nothing_listens(
    check: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(application) as port:
        pass
    monkeypatch.setenv("TEST_PORT", str(port))
    monkeypatch.setattr(hook, "PATIENCE_SECONDS", 0)

    with pytest.raises(hook.WrongAnswerError, match="no answer"):
        hook.check(EVENT["DeploymentId"])


def test_asks_the_addresses_of_this_load_balancer_alone(ec2: BaseClient) -> None:
    add_interface(ec2, "127.0.0.10", f"ELB {LOAD_BALANCER}")
    add_interface(ec2, "127.0.0.11", f"ELB {LOAD_BALANCER}")
    add_interface(ec2, "127.0.0.12", "ELB app/other/50dc6c495c0c9189")

    assert sorted(hook.load_balancer_addresses(LOAD_BALANCER)) == ["127.0.0.10", "127.0.0.11"]


def test_a_load_balancer_without_addresses_passes_nothing(ec2: BaseClient) -> None:
    with pytest.raises(hook.WrongAnswerError, match="no network interfaces"):
        hook.load_balancer_addresses(LOAD_BALANCER)


def test_hands_its_check_to_codedeploy(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(verdict, "give", lambda event, check: given.extend([event, check]))

    hook.handler(EVENT, None)

    assert given == [EVENT, hook.check]
