"""Which actions there are, and which resources each can be allowed on.

The data is AWS's service reference, which cfn-lint carries; it is read where cfn-lint has it,
without importing cfn-lint. Where it is not there, nothing is known and nothing is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from awsdev.lint.formats.iam.patterns import format_pattern, name_pattern, overlap, policy_pattern
from awsdev.names import closest

_VARIABLE = re.compile(r"\$\{(\w+)!?\}")

DATA = "data/AdditionalSpecs/Policies.json"
"""The service reference below cfn-lint's folder."""

# In the data the ARNs of these end where the first name begins, and so look alike.
_S3_FORMATS = {
    "bucket": "arn:${Partition}:s3:::${Name!}",
    "object": "arn:${Partition}:s3:::${Name!}/.*",
    "accesspoint": "arn:${Partition}:s3:${Region!}:${Account!}:accesspoint/${Name!}",
    "accesspointobject": (
        "arn:${Partition}:s3:${Region!}:${Account!}:accesspoint/${Name!}/object/.*"
    ),
}

# What the reference leaves out. The CDK (2.275) grants this on a deployment group:
# https://docs.aws.amazon.com/cdk/api/v2/python/aws_cdk.aws_codedeploy/LambdaDeploymentGroup.html
_LEFT_OUT = {"codedeploy": {"putlifecycleeventhookexecutionstatus": ("deploymentgroup",)}}


@dataclass(frozen=True, slots=True)
class Service:
    """What the reference tells of a service.

    Attributes:
        actions: The kinds of resources each action works on, by its name in lower case;
            none for an action that is allowed on all resources or not at all.
        formats: The forms of the ARNs of each kind of resource.
    """

    actions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    formats: dict[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def services() -> dict[str, Service]:
    """Return the services by the prefix of their actions; none where cfn-lint has no data."""
    # Finding cfn-lint is quick; importing it takes half a second.
    spec = find_spec("cfnlint")
    for folder in (spec and spec.submodule_search_locations) or ():
        try:
            data = json.loads(Path(folder, DATA).read_text(encoding="utf-8"))
            return {prefix: _service(prefix, each) for prefix, each in data.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
    return {}


def service_of(action: str) -> Service | None:
    """Return the service of an action such as `s3:GetObject`, or None where it is not known."""
    return services().get(_split(action)[0])


def action_exists(action: str) -> bool:
    """Return whether the service has the action; one with wildcards, whether it has any such.

    Args:
        action: A service's prefix, a colon and a name, in any case, or `*`.
    """
    service, name = service_of(action), _split(action)[1]
    if action == "*" or (service and name in service.actions):
        return True
    if service is None or not has_wildcard(name):
        return False
    wanted = name_pattern(name)
    return any(overlap(wanted, name_pattern(each)) for each in service.actions)


def nearest_actions(action: str, limit: int = 3) -> list[str]:
    """Return actions that a mistyped one may have meant, best first.

    The reference knows names in lower case only; the letters that were meant keep their case.
    """
    prefix, _, name = action.partition(":")
    known = services()
    if prefix.lower() in known:
        found = closest(name.lower(), known[prefix.lower()].actions, limit)
        return [f"{prefix}:{_in_case_of(name, each)}" for each in found]
    near = closest(prefix.lower(), known, limit=10)
    having = [each for each in near if name.lower() in known[each].actions]
    return [f"{each}:{name}" for each in having[:limit]]


def has_wildcard(text: str) -> bool:
    """Return whether a name or an ARN stands for more than itself."""
    return any(sign in text for sign in "*?")


def resource_kinds(action: str) -> tuple[str, ...]:
    """Return the kinds of resources an action works on, in the reference's words.

    Returns:
        None of them for an action that is not known, has wildcards, or takes no resource.
    """
    service, name = service_of(action), _split(action)[1]
    return service.actions.get(name, ()) if service else ()


def arn_formats(action: str) -> list[str]:
    """Return the forms of ARNs an action works on, such as `arn:aws:s3:::<name>/*`."""
    service = service_of(action)
    found = [each for kind in resource_kinds(action) for each in _formats(service, kind)]
    return list(dict.fromkeys(_shown(each) for each in found))


@lru_cache(maxsize=8192)
def can_match(action: str, resource: str) -> bool:
    """Return whether some resource that the action works on matches a policy's resource.

    Args:
        action: A service's prefix, a colon and a name.
        resource: A policy's resource: `*`, or an ARN with `*` and `?`. `${…}` in it stands
            for anything.

    Returns:
        True in case of doubt: an action that is not known or has wildcards, a resource that
        is no ARN, a kind of resource of which no ARN is known. An action that takes no
        resource matches whatever ends in a wildcard, since what IAM compares differs from
        service to service, but not the ARN of one resource.
    """
    service, name = service_of(action), _split(action)[1]
    if service is None or name not in service.actions:
        return True
    pattern = policy_pattern(resource)
    if pattern is None:
        return True
    kinds = service.actions[name]
    if not kinds:
        return resource.endswith(("*", "?", "}", ":", "/"))
    formats = [_formats(service, kind) for kind in kinds]
    if not all(formats):
        return True
    return any(overlap(pattern, format_pattern(each)) for group in formats for each in group)


def without_resource(action: str) -> bool:
    """Return whether an action is known, and known to be allowed on `*` only."""
    service, name = service_of(action), _split(action)[1]
    return service is not None and service.actions.get(name) == ()


def actions_without_match(actions: Iterable[str], resources: Iterable[str]) -> list[str]:
    """Return the actions of a statement that none of its resources can match.

    Args:
        actions: The statement's actions; those with wildcards are left alone.
        resources: All of the statement's resources.
    """
    listed = list(resources)
    # Most statements need no look at the reference, which takes a moment to read.
    if not listed or "*" in listed:
        return []
    return [
        action for action in actions if not any(can_match(action, resource) for resource in listed)
    ]


def _formats(service: Service | None, kind: str) -> tuple[str, ...]:
    return service.formats.get(kind.lower(), ()) if service else ()


def _shown(arn_format: str) -> str:
    text = arn_format.replace("${Partition}", "aws").replace(".*", "*")
    return _VARIABLE.sub(lambda found: f"<{found[1].lower()}>", text)


def _service(prefix: str, data: dict[str, Any]) -> Service:
    actions = {
        name.lower(): tuple(each.get("Resources", ())) for name, each in data["Actions"].items()
    } | _LEFT_OUT.get(prefix, {})
    formats = {
        kind.lower(): tuple(each.get("ARNFormats", ())) for kind, each in data["Resources"].items()
    }
    if prefix == "s3":
        formats |= {kind: (each,) for kind, each in _S3_FORMATS.items() if kind in formats}
    return Service(actions, formats)


def _split(action: str) -> tuple[str, str]:
    prefix, _, name = action.lower().partition(":")
    return prefix, name


def _in_case_of(written: str, name: str) -> str:
    """Return a name in the case of another that is spelt much like it."""
    letters = list(name)
    for op, start, end, first, last in SequenceMatcher(None, written.lower(), name).get_opcodes():
        if op in ("equal", "replace") and end - start == last - first:
            cased = zip(written[start:end], name[first:last], strict=True)
            letters[first:last] = [
                letter.upper() if sign.isupper() else letter for sign, letter in cased
            ]
    return "".join(letters)
