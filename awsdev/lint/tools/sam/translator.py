"""SAM to CloudFormation, without a network and without credentials."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from awsdev.lint.tools.processes import settle_garbage_collection
from awsdev.lint.tools.sam.stand_ins import packaged, parameter_values, policy_arns


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why the translator refused a template.

    Attributes:
        logical_id: The resource at fault; empty where the translator names none.
        message: The translator's words.
    """

    logical_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of a SAM template.

    Attributes:
        template: The CloudFormation template, or None.
        refusals: Why there is none, where the template is at fault.
        crash: Why there is none, where the translator is at fault; else empty.
    """

    template: dict[str, Any] | None = None
    refusals: list[Refusal] = field(default_factory=list)
    crash: str = ""


def translate(template: dict[str, Any]) -> Translation:
    """Translate a SAM template offline, with stand-ins for artifacts and parameters.

    Args:
        template: The template with long-form intrinsics, unpackaged.

    Raises:
        MemoryError: There is not enough of it.
    """
    try:
        with _offline():
            return _translate(template)
    except MemoryError:
        raise
    except Exception as error:
        return Translation(crash=f"{type(error).__name__}: {error}")


def _translate(template: dict[str, Any]) -> Translation:
    _load()
    from samtranslator.model.exceptions import InvalidDocumentException  # noqa: PLC0415 - slow
    from samtranslator.translator.transform import transform  # noqa: PLC0415 - slow

    policies = _Policies(policy_arns(template))
    try:
        result = transform(packaged(template), parameter_values(template), policies)
    except InvalidDocumentException as error:
        return Translation(refusals=[_refusal(cause) for cause in error.causes])
    return Translation(template=result)


@cache
def _load() -> None:
    """Import the translator, which takes about as long as importing cfn-lint."""
    # What it logs is for its developers; what it refuses is told by exception.
    log = logging.getLogger("samtranslator")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    with settle_garbage_collection():
        import samtranslator.translator.transform  # noqa: F401, PLC0415 - slow


@contextlib.contextmanager
def _offline() -> Iterator[None]:
    """Show the translator a machine with nothing of AWS's on it."""
    before = dict(os.environ)
    # The translator uses boto3, which must find neither credentials nor a region of the user's.
    os.environ.update(
        AWS_DEFAULT_REGION="us-east-1",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class _Policies:
    """What the translator asks for managed policies beyond its bundled list."""

    def __init__(self, arns: dict[str, str]) -> None:
        self._arns = arns

    def load(self) -> dict[str, str]:
        return self._arns


def _refusal(cause: Any) -> Refusal:
    logical_id = getattr(cause, "_logical_id", "")
    return Refusal(logical_id if isinstance(logical_id, str) else "", str(cause.message))
