"""What cfn-lint works out anew for every node of a template, remembered.

Measured on 150 templates, these take four tenths of cfn-lint's time: searching
a schema for an id each time a `$ref` is followed, making a class for each rule
that looks into a resource, and listing the fields of classes that never change.
Each answer follows from its question alone, so the findings stay the same: a
test holds them against those of the cfn-lint command. Where a later cfn-lint
is built otherwise, what does not fit is left as it is.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache, partial
from typing import Any

_MOST = 1024
"""Answers kept of each sort; a template rarely asks more than a hundred different questions."""


def remember() -> None:
    """Make cfn-lint remember, in this process; asking again changes nothing."""
    from cfnlint.context import context  # noqa: PLC0415 - slow to import
    from cfnlint.jsonschema import validators  # noqa: PLC0415 - as above
    from cfnlint.schema.resolver import RefResolver  # noqa: PLC0415 - as above

    if hasattr(RefResolver, "resolve_fragment"):
        RefResolver.resolve_fragment = _remembering_fragments(RefResolver.resolve_fragment)
    if hasattr(validators, "create"):
        validators.create = _remembering_classes(validators.create)
    fields = lru_cache(_MOST)(dataclasses.fields)
    for module in (context, validators):
        if hasattr(module, "fields"):
            module.fields = fields


class _Memo:
    """Answers by question, the ones not asked for longest dropped first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, tuple[Any, Any]] = OrderedDict()

    def answer(self, question: Hashable, about: Any, work_out: Callable[[], Any]) -> Any:
        """Return the answer to a question.

        Args:
            question: What tells it from others; it may hold ids of objects.
            about: Those objects: kept with the answer, so that no id is given away.
            work_out: What finds the answer.
        """
        known = self._answers.get(question)
        if known is None:
            known = self._answers[question] = (about, work_out())
            if len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        else:
            self._answers.move_to_end(question)
        return known[1]


def _remembering_fragments(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Remember where in a schema a fragment of an address leads."""
    if isinstance(getattr(resolve, "memo", None), _Memo):
        return resolve
    memo = _Memo()

    def resolve_fragment(self: Any, document: Any, fragment: str) -> Any:
        return memo.answer(
            (id(document), fragment), document, lambda: resolve(self, document, fragment)
        )

    resolve_fragment.memo = memo  # type: ignore[attr-defined] # tells that it remembers already
    return resolve_fragment


def _remembering_classes(create: Callable[..., Any]) -> Callable[..., Any]:
    """Remember the classes of validators by the keywords they know."""
    if isinstance(getattr(create, "memo", None), _Memo):
        return create
    memo = _Memo()

    def create_remembered(
        validators: Mapping[str, Any] | None = None,
        function_filter: Any = None,
        fn_resolvers: Mapping[str, Any] | None = None,
    ) -> Any:
        question = (_identities(validators), _identities(fn_resolvers))
        made = memo.answer(
            question,
            (validators, fn_resolvers),
            lambda: create(validators=validators, fn_resolvers=fn_resolvers),
        )
        # The filter differs from call to call; it is a field that may be given.
        return partial(made, function_filter=function_filter) if function_filter else made

    create_remembered.memo = memo  # type: ignore[attr-defined] # tells that it remembers already
    return create_remembered


def _identities(functions: Mapping[str, Any] | None) -> Hashable:
    """Return what tells functions by name from others; a method is made anew each time."""
    return tuple(
        (name, id(getattr(function, "__self__", None)), id(getattr(function, "__func__", function)))
        for name, function in (functions or {}).items()
    )
