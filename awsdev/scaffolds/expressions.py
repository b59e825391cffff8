"""Jinja2 as scaffolds use it: sandboxed, undefined names refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.sandbox import SandboxedEnvironment

from awsdev.errors import AwsdevError

FAULTS = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError)
"""What an expression or a template of a faulty scaffold may raise."""


class _Inside(FileSystemLoader):
    """Templates of a folder; a link that leads out of it is no template of it."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return the source of a template."""
        for folder in self.searchpath:
            if not Path(folder, template).resolve().is_relative_to(Path(folder).resolve()):
                raise TemplateNotFound(template)
        return super().get_source(environment, template)


def environment(folder: Path, shared: Path) -> SandboxedEnvironment:
    """Return the environment in which a skeleton is rendered.

    Args:
        folder: The scaffold's folder. Templates may include what lies in it, as `<folder>/…`,
        shared: and what lies here, as `_shared/…`; nothing else.
    """
    return SandboxedEnvironment(
        loader=PrefixLoader({each.name: _Inside(each) for each in (folder, shared)}),
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
