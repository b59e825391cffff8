"""Proves agent.sh: it finds the service's task definition, its role and the agent's words."""

from __future__ import annotations

import json
import time
from pathlib import Path

import boto3

from tests.content.provers.command_line import answers_of
from tests.content.provers.stage import role

_CONTAINERS = [
    {"name": name, "image": name, "memory": 128} for name in ("checkout", "appconfig-agent")
]


def prove(path: Path) -> None:
    """Run the script on a service with an agent that has written its log."""
    ecs, logs = boto3.client("ecs"), boto3.client("logs")
    reader = role("checkout-task", "ecs-tasks")
    ecs.create_cluster(clusterName="shop")
    # The service runs the first revision, not the newest.
    for _ in range(2):
        ecs.register_task_definition(
            family="checkout-task", taskRoleArn=reader, containerDefinitions=_CONTAINERS
        )
    ecs.create_service(
        cluster="shop", serviceName="checkout", taskDefinition="checkout-task:1", desiredCount=1
    )
    now = int(time.time() * 1000)
    logs.create_log_group(logGroupName="/ecs/checkout")
    for stream, message in (("agent/1", "appconfig agent on 2772"), ("checkout/1", "other words")):
        place = {"logGroupName": "/ecs/checkout", "logStreamName": stream}
        logs.create_log_stream(**place)
        logs.put_log_events(**place, logEvents=[{"timestamp": now, "message": message}])
    answers = answers_of(path)
    _, named, described, events = (text for _, text in answers)
    assert named.strip().endswith("/checkout-task:1")
    assert json.loads(described) == [reader, ["checkout", "appconfig-agent"]]
    assert json.loads(events) == ["appconfig agent on 2772"]
