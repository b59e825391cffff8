"""SAM to CloudFormation, in a process of its own.

Importing the SAM translator takes about as long as importing cfn-lint. In a
process of its own it does so at the same time, on the second core, and an
exception in it cannot reach the worker.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from awsdev.lint.cloudformation.placeholders import packaged, parameter_values, policy_arns
from awsdev.lint.processes import PROCESSES, settle_garbage_collection


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


class Translator:
    """A helper process that translates one template at a time."""

    def __init__(self) -> None:
        self._ours, theirs = PROCESSES.Pipe()
        self._process = PROCESSES.Process(target=_serve, args=(theirs, self._ours), daemon=True)
        self._process.start()
        theirs.close()

    def submit(self, template: dict[str, Any]) -> None:
        """Begin to translate; `result` gives the answer."""
        self._ours.send(template)

    def result(self) -> Translation:
        """Wait for the translation that was submitted.

        Raises:
            MemoryError: The translator ran out of memory.
        """
        try:
            answer = self._ours.recv()
        except (EOFError, OSError):
            return Translation(crash="its process ended")
        if isinstance(answer, MemoryError):
            raise answer
        return answer if isinstance(answer, Translation) else Translation(crash="no answer")

    def alive(self) -> bool:
        """Return whether the process can take another template."""
        return bool(self._process.is_alive())


def _serve(connection: Connection, other_end: Connection) -> None:
    # A forked child holds a copy of the worker's end; only without it does the
    # child see the worker's death as the end of the pipe.
    other_end.close()
    # boto3 is imported by the translator and must find neither credentials nor a region file.
    os.environ.update(
        AWS_DEFAULT_REGION="us-east-1",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )
    # What it logs is for its developers; what it refuses is told by exception.
    logging.disable()
    with settle_garbage_collection():
        import samtranslator.translator.transform  # noqa: F401, PLC0415 - imported while waiting
    while True:
        try:
            connection.send(_answer(connection.recv()))
        except (EOFError, OSError, KeyboardInterrupt):
            # The worker is gone.
            return


def _answer(template: dict[str, Any]) -> Translation | MemoryError:
    try:
        return translate(template)
    except MemoryError as error:
        return error


def translate(template: dict[str, Any]) -> Translation:
    """Translate a SAM template offline, with stand-ins for artifacts and parameters.

    Args:
        template: The template with long-form intrinsics, unpackaged.

    Raises:
        MemoryError: There is not enough of it.
    """
    from samtranslator.model.exceptions import InvalidDocumentException  # noqa: PLC0415 - slow
    from samtranslator.translator.transform import transform  # noqa: PLC0415 - slow

    try:
        result = transform(
            packaged(template), parameter_values(template), _Policies(policy_arns(template))
        )
    except InvalidDocumentException as error:
        return Translation(refusals=[_refusal(cause) for cause in error.causes])
    except MemoryError:
        raise
    except Exception as error:
        return Translation(crash=f"{type(error).__name__}: {error}")
    return Translation(template=result)


class _Policies:
    """What the translator asks for managed policies beyond its bundled list."""

    def __init__(self, arns: dict[str, str]) -> None:
        self._arns = arns

    def load(self) -> dict[str, str]:
        return self._arns


def _refusal(cause: Any) -> Refusal:
    logical_id = getattr(cause, "_logical_id", "")
    return Refusal(logical_id if isinstance(logical_id, str) else "", str(cause.message))
