"""Proves the template's event pattern with moto's matcher, and that its parts know each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cfnlint.decode.cfn_yaml import load
from moto.events.models import EventPattern

CALL = {"source": "aws.cloudtrail", "detail-type": "AWS API Call via CloudTrail"}


def prove(path: Path) -> None:
    """Match calls that touch a trail and none that only look at one."""
    resources: dict[str, Any] = load(str(path))["Resources"]
    pattern = json.dumps(resources["TrailTouched"]["Properties"]["EventPattern"])
    matches = EventPattern.load(pattern).matches_event
    assert matches(CALL | {"detail": {"eventName": "StopLogging"}})
    assert matches(CALL | {"detail": {"eventName": "PutEventSelectors"}})
    assert not matches(CALL | {"detail": {"eventName": "GetTrailStatus"}})
    assert not matches(CALL | {"source": "aws.s3", "detail": {"eventName": "StopLogging"}})

    (metric,) = resources["DeniedCalls"]["Properties"]["MetricTransformations"]
    alarm = resources["ManyDeniedCalls"]["Properties"]
    assert (metric["MetricNamespace"], metric["MetricName"]) == (
        alarm["Namespace"],
        alarm["MetricName"],
    )
    # The bucket, the role and the trail must speak of the same trail.
    name = resources["Trail"]["Properties"]["TrailName"]
    assert json.dumps(resources).count(f":trail/{name}") == 3
