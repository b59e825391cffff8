"""The hook on test traffic: tries the new tasks on the test listener, before anybody meets them."""

import http.client
import os
import time
from functools import cache

import boto3
from botocore.client import BaseClient
from botocore.config import Config

import verdict
from probes import PROBES, Probe

# A listener takes a moment until it forwards to where CodeDeploy has just pointed it.
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 1
ROUNDS = 5
ANSWER_SECONDS = 3


class WrongAnswerError(Exception):
    """The new tasks do not do what their clients rely on."""


@cache
def ec2() -> BaseClient:
    """Return the client; one per execution environment, so that its connection is reused."""
    return boto3.client("ec2", config=Config(connect_timeout=3, read_timeout=10))


def handler(event: dict[str, str], _context: object) -> None:
    """Give CodeDeploy a verdict on the tasks it is about to send traffic to."""
    verdict.give(event, check)


def check(_deployment_id: str) -> None:
    """Probe the test listener until all is right several times in a row.

    Raises:
        WrongAnswerError: Something is still wrong when patience ends.
    """
    addresses = load_balancer_addresses(os.environ["LOAD_BALANCER"])
    port = int(os.environ["TEST_PORT"])
    end = time.monotonic() + PATIENCE_SECONDS
    in_a_row = 0
    while in_a_row < ROUNDS:
        wrong = _first_wrong(addresses, port)
        in_a_row = 0 if wrong else in_a_row + 1
        if wrong and time.monotonic() > end:
            raise WrongAnswerError(wrong)
        time.sleep(PAUSE_SECONDS)


def load_balancer_addresses(full_name: str) -> list[str]:
    """Return the private addresses of a load balancer, one or more for each zone.

    Its DNS name would do for an internal one. That of one on the internet leads to public
    addresses, which see the hook come from a NAT gateway, and so not from its security group.

    Raises:
        WrongAnswerError: It has none.
    """
    interfaces = ec2().describe_network_interfaces(
        Filters=[{"Name": "description", "Values": [f"ELB {full_name}"]}]
    )["NetworkInterfaces"]
    if not interfaces:
        raise WrongAnswerError(f"{full_name} has no network interfaces")
    return [interface["PrivateIpAddress"] for interface in interfaces]


def _first_wrong(addresses: list[str], port: int) -> str:
    for address in addresses:
        for probe in PROBES:
            if wrong := _wrong_with(probe, address, port):
                return f"{probe.path} at {address}: {wrong}"
    return ""


def _wrong_with(probe: Probe, address: str, port: int) -> str:
    connection = http.client.HTTPConnection(address, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", probe.path)
        response = connection.getresponse()
        return probe.wrong_with(response.status, response.read())
    except (OSError, http.client.HTTPException) as error:
        return f"no answer: {error!r}"
    finally:
        connection.close()
