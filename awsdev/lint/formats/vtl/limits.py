"""What the services allow of the language (codes `VT108` and `VT109`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity, Span
from awsdev.lint.formats.vtl.template import Service, template_of
from awsdev.lint.formats.vtl.tree import Element, Items, Literal
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("vtl", topic="vtl-mapping")

_WITHOUT_FILES = ("include", "parse", "evaluate")
_SIZES = {Service.API_GATEWAY: ("API Gateway", 300), Service.APPSYNC: ("AppSync", 64)}
"""Names of the services and KB that a template may have in each."""
_ITERATIONS = 1000
"""What a #foreach may do in either service."""


@RULES.rule("VT108", Severity.WARNING)
def unavailable_directive(document: Document) -> Iterator[Problem]:
    """A directive of Velocity that API Gateway does not offer.

    `#include` and `#parse` read other files, and `#evaluate` runs a text as a template. Only
    templates that use API Gateway's variables are looked at.

    ## Why
    A mapping template stands alone: there is no file it could take in. Requests fail.

    ## AWS says
    API Gateway answers with status 500; its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    #parse("common.vtl")
    { "id": "$context.requestId" }
    ```

    ## Right
    ```vtl request.vtl
    #set($caller = $context.identity.caller)
    { "id": "$context.requestId" }
    ```

    ## Source
    [Mapping templates for REST APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html)
    """
    template = template_of(document)
    if template.service is Service.API_GATEWAY:
        for directive in template.directives:
            if directive.name in _WITHOUT_FILES:
                yield Problem(
                    template.span(directive.start, directive.head_end),
                    f"#{directive.name} is not available in API Gateway",
                    "write what it would bring into the template itself",
                )


@RULES.rule("VT109", Severity.ERROR)
def over_limit(document: Document) -> Iterator[Problem]:
    """More than the service takes.

    A template of more than 300 KB in API Gateway or 64 KB in AppSync, and a `#foreach` over a
    range of more than 1,000 numbers. How long a list is, only a request tells; and a template
    whose variables do not tell the service is left alone.

    ## Why
    None of these limits can be raised.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    #set($stage = $context.stage)
    [#foreach($i in [1..2000])$i#if($foreach.hasNext),#end#end]
    ```

    ## Right
    ```vtl request.vtl
    #set($stage = $context.stage)
    [#foreach($i in [1..1000])$i#if($foreach.hasNext),#end#end]
    ```

    ## Source
    [Quotas of REST APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html),
    [AppSync quotas](https://docs.aws.amazon.com/general/latest/gr/appsync.html)
    """
    template = template_of(document)
    if template.service is Service.UNKNOWN:
        return
    service, most = _SIZES[template.service]
    size = len(template.text.encode("utf-8", "replace"))
    if size > most * 1024:
        words = f"the template has {size / 1024:.0f} KB; {service} takes at most {most}"
        yield Problem(Span(), words, "let the integration do more of the work")
    for directive in template.directives:
        if directive.name == "foreach" and len(directive.arguments) == 2:
            rounds = _rounds(directive.arguments[1])
            if rounds > _ITERATIONS:
                yield Problem(
                    template.span_of(directive.arguments[1]),
                    f"the loop has {rounds:,} rounds; {service} makes at most {_ITERATIONS:,}",
                    "loop over less",
                )


def _rounds(source: Element) -> int:
    """Return how often a loop over a range of written numbers goes round; 0 for anything else."""
    if not (isinstance(source, Items) and source.kind == "range"):
        return 0
    ends = [item.text for item in source.items if isinstance(item, Literal)]
    if len(ends) != 2 or not all(end.lstrip("-").isdigit() and len(end) < 19 for end in ends):
        return 0
    return abs(int(ends[1]) - int(ends[0])) + 1
