"""Jinja2 as scaffolds use it: sandboxed, undefined names refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from awsdev.errors import AwsdevError

FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError)
"""What an expression or a template of a faulty scaffold may raise."""


def environment(templates: Path) -> SandboxedEnvironment:
    """Return the environment in which a skeleton is rendered.

    Args:
        templates: The folder that includes are looked up in.
    """
    return SandboxedEnvironment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def evaluate(expression: str, values: dict[str, Any], where: str) -> Any:
    """Return the value of an expression over answers.

    Raises:
        AwsdevError: It is no expression, or uses a name that is not there.
    """
    try:
        compiled = SandboxedEnvironment(undefined=StrictUndefined).compile_expression(
            expression, undefined_to_none=False
        )
        result = compiled(**values)
    except FAULTS as error:
        raise AwsdevError(f"{where}: {expression!r} cannot be evaluated: {error}") from error
    if isinstance(result, StrictUndefined):
        raise AwsdevError(f"{where}: {expression!r} uses a name that is not there")
    return result
