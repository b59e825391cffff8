"""Jinja2 as scaffolds use it: sandboxed, undefined names refused."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateExpression
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


class _KeptCode(BytecodeCache):
    """What this process has compiled: scaffolds share templates, and combinations have all of them.

    Every environment is made with the same options, so that what one compiles holds in others.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if it was compiled from the same text."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if bucket.code:
            self._code[bucket.key, bucket.checksum] = bucket.code


_KEPT_CODE = _KeptCode()


def environment(folder: Path, shared: Path) -> SandboxedEnvironment:
    """Return the environment in which a skeleton is rendered.

    Args:
        folder: The scaffold's folder. Templates may include what lies in it, as `<folder>/…`,
        shared: and what lies here, as `_shared/…`; nothing else.
    """
    return _sandbox(PrefixLoader({each.name: _Inside(each) for each in (folder, shared)}))


def render_text(jinja: SandboxedEnvironment, text: str, values: dict[str, Any]) -> str:
    """Return a template's text, filled.

    Raises:
        TemplateError: It is no template; so with the rest of `FAULTS`.
    """
    template = jinja.template_class.from_code(jinja, _compiled(text), jinja.make_globals(None))
    return template.render(values)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> CodeType:
    return _sandbox().compile(text)


@lru_cache(maxsize=1024)
def _expression(text: str) -> TemplateExpression:
    return _sandbox().compile_expression(text, undefined_to_none=False)


def _sandbox(loader: BaseLoader | None = None) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        bytecode_cache=_KEPT_CODE,
    )


def evaluate(expression: str, values: dict[str, Any], where: str) -> Any:
    """Return the value of an expression over answers.

    Raises:
        AwsdevError: It is no expression, or uses a name that is not there.
    """
    try:
        result = _expression(expression)(**values)
    except FAULTS as error:
        raise AwsdevError(f"{where}: {expression!r} cannot be evaluated: {error}") from error
    if isinstance(result, StrictUndefined):
        raise AwsdevError(f"{where}: {expression!r} uses a name that is not there")
    return result
