"""All that is looked at, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awsdev.doctor.check import Check
from awsdev.doctor.machine import machine_checks
from awsdev.doctor.own_scaffolds import scaffold_checks
from awsdev.doctor.own_topics import topic_checks
from awsdev.locations import own_topics


def checks(environment: Mapping[str, str]) -> Iterator[Check]:
    """Look at everything, and yield what was seen; nothing is changed."""
    yield from machine_checks(environment)
    yield from topic_checks(own_topics())
    yield from scaffold_checks()
