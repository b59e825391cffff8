"""Whether what comes out is JSON (codes `VT3…`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.vtl.template import Service, Template, template_of
from awsdev.lint.formats.vtl.tree import (
    Block,
    Branch,
    Call,
    Directive,
    Element,
    Property,
    Reference,
    Text,
    literal_text,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("vtl", topic="vtl-mapping")

_SIGNIFICANT = re.compile(r'\\.|"|\n', re.DOTALL)
_BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)(?=\s*:)")
_NUMBERS = frozenset({"size", "count", "length", "isEmpty", "indexOf", "contains", "equals"})
"""Methods whose answer needs no escaping."""
_CHANGING = frozenset({"replaceAll", "replace", "replaceFirst"})


@RULES.rule("VT301", Severity.WARNING)
def unescaped(document: Document) -> Iterator[Problem]:
    """Data of the request stands in a JSON string as it came.

    `$input.path(…)`, `$input.params(…)` and `$input.body` between the quotes of a string. What
    a variable brings there is not followed, and a value that some `replace` went over is left
    alone.

    ## Why
    A quote, a backslash or a line end in the value ends the string: the request fails, or a
    caller adds fields of his own.

    ## AWS says
    Nothing, or what the integration says of broken JSON.

    ## Wrong
    ```vtl request.vtl
    { "name": "$input.path('$.name')" }
    ```

    ## Right
    ```vtl request.vtl
    { "name": $input.json('$.name') }
    ```

    ## Source
    [Variables for data transformations](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html)
    """
    template = template_of(document)
    for reference in _quoted(template):
        if _is_request_data(reference):
            words = f"{template.source(reference)} stands unescaped in a JSON string"
            hint = 'write $util.escapeJavaScript(…).replaceAll("\\\\\'", "\'") around it'
            if _calls(reference) == ["path"]:
                hint += ", or $input.json(…) in place of quotes and all"
            yield Problem(template.span_of(reference), words, hint)


@RULES.rule("VT302", Severity.WARNING)
def escaped_apostrophe(document: Document) -> Iterator[Problem]:
    r"""Text escaped for JavaScript stands in a JSON string.

    `$util.escapeJavaScript(…)` without the `.replaceAll("\\'", "'")` that AWS asks for, or
    with one whose pattern does not hold the backslash.

    ## Why
    The function turns `'` into `\'`, which JavaScript knows and JSON does not.

    ## AWS says
    Nothing here; a Lambda integration fails with `Could not parse request body into json`.

    ## Wrong
    ```vtl request.vtl
    { "name": "$util.escapeJavaScript($input.params('name'))" }
    ```

    ## Right
    ```vtl request.vtl
    { "name": "$util.escapeJavaScript($input.params('name')).replaceAll("\\'", "'")" }
    ```

    ## Source
    [Variables for data transformations, $util](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference)
    """
    template = template_of(document)
    for reference in _quoted(template):
        if reference.name == "util" and _calls(reference)[:1] == ["escapeJavaScript"]:
            hint = 'add .replaceAll("\\\\\'", "\'")'
            if _CHANGING.isdisjoint(_calls(reference)):
                words = "an apostrophe comes out as \\', which is no JSON"
                yield Problem(template.span_of(reference), words, hint)
            elif at := _idle_replacement(reference):
                words = "the pattern \\' finds the apostrophe and leaves the backslash"
                yield Problem(template.span_of(at), words, "write two backslashes")


@RULES.rule("VT303", Severity.WARNING)
def quoted_json(document: Document) -> Iterator[Problem]:
    """The result of `$input.json(…)` stands between quotes.

    In a JSON string, with nothing around it that escapes.

    ## Why
    The function brings its own quotes where the value is text, and braces where it is an
    object: a string within a string.

    ## AWS says
    Nothing, or what the integration says of broken JSON.

    ## Wrong
    ```vtl request.vtl
    { "name": "$input.json('$.name')" }
    ```

    ## Right
    ```vtl request.vtl
    { "name": $input.json('$.name') }
    ```

    ## Source
    [Variables for data transformations, $input](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference)
    """
    template = template_of(document)
    for reference in _quoted(template):
        if reference.name == "input" and _calls(reference) == ["json"]:
            yield Problem(
                template.span_of(reference),
                f"{template.source(reference)} is JSON already and stands between quotes",
                "take the quotes away, or put $util.escapeJavaScript(…) around it",
            )


@RULES.rule("VT304", Severity.WARNING)
def comma_after_last(document: Document) -> Iterator[Problem]:
    """A loop puts a comma after its last item too.

    A `#foreach` whose body ends with a comma, and a list or an object that ends right after it,
    in templates for API Gateway.

    ## Why
    JSON allows no comma before a closing bracket.

    ## AWS says
    Nothing, or what the integration says of broken JSON.

    ## Wrong
    ```vtl response.vtl
    [
      #foreach($id in $input.path('$.ids'))
      "$util.urlEncode($id)",
      #end
    ]
    ```

    ## Right
    ```vtl response.vtl
    [
      #foreach($id in $input.path('$.ids'))
      "$util.urlEncode($id)"#if($foreach.hasNext),#end
      #end
    ]
    ```

    ## Source
    [Mapping template examples](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-variable-examples.html)
    """
    template = template_of(document)
    if template.service is Service.API_GATEWAY and _flow(template).is_json:
        for block in template.elements:
            if isinstance(block, Block):
                yield from _last_commas(template, block)


@RULES.rule("VT305", Severity.WARNING)
def broken_json(document: Document) -> Iterator[Problem]:
    """A template without any directive or reference is meant as JSON, and is none.

    It begins with a brace or a bracket. Keys without quotes are let pass, as API Gateway does
    in what a mock integration answers.

    ## Why
    Whoever gets it cannot read it.

    ## AWS says
    A mock integration fails with status 500.

    ## Wrong
    ```vtl request.vtl
    { "statusCode": 200, }
    ```

    ## Right
    ```vtl request.vtl
    { "statusCode": 200 }
    ```

    ## Source
    [Mock integrations](https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html)
    """
    template = template_of(document)
    text = template.text
    plain = all(isinstance(child, Text) for child in template.parsed.body.children)
    filled_in = "$" in text or "#" in text or "{{" in text or template.parsed.faults
    if not plain or filled_in or not text.lstrip().startswith(("{", "[")):
        return
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if not _is_json(_BARE_KEY.sub(r'\1"\2"', text)):
            yield Problem(template.span(error.pos, error.pos + 1), f"not JSON: {_lower(error.msg)}")
    except (RecursionError, ValueError):
        return  # Nested or written too long for Python to tell.


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (RecursionError, ValueError):
        return False
    return True


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


@dataclass(slots=True)
class _Flow:
    """What a template puts out, in the order of the text.

    Attributes:
        is_json: Whether it begins as JSON does.
        quoted: The references that stand inside a JSON string.
    """

    is_json: bool
    quoted: list[Reference]


def _quoted(template: Template) -> list[Reference]:
    """Return the references inside a JSON string, in templates for API Gateway."""
    if template.service is not Service.API_GATEWAY:
        return []
    flow = _flow(template)
    return flow.quoted if flow.is_json else []


def _flow(template: Template) -> _Flow:
    flow, begun, inside = _Flow(is_json=False, quoted=[]), False, False
    stack: list[Element] = [template.parsed.body]
    while stack:
        element = stack.pop()
        match element:
            case Text():
                text = template.source(element)
                if not begun and text.strip():
                    begun, flow.is_json = True, text.lstrip()[0] in "{["
                inside = _inside_string(text, inside=inside)
            case Reference():
                begun = True
                if inside:
                    flow.quoted.append(element)
            case Block():
                stack += reversed(element.children)
            case Directive():
                stack += [branch.body for branch in reversed(element.branches)]
    return flow


def _inside_string(text: str, *, inside: bool) -> bool:
    """Return whether a JSON string is open after a text; none goes on over a line end."""
    for found in _SIGNIFICANT.finditer(text):
        if found[0] == '"':
            inside = not inside
        elif found[0] == "\n":
            inside = False
    return inside


def _calls(reference: Reference) -> list[str]:
    """Return the names of a reference's steps, `[]` for an index."""
    return [step.name if isinstance(step, Property | Call) else "[]" for step in reference.steps]


def _is_request_data(reference: Reference) -> bool:
    names = _calls(reference)
    if reference.name != "input" or not names or names[0] not in ("path", "params", "body"):
        return False
    if names == ["params"] and not any(
        isinstance(step, Call) and step.arguments for step in reference.steps
    ):
        return False  # A map of all parameters is no text at all.
    return _NUMBERS.isdisjoint(names) and _CHANGING.isdisjoint(names)


def _idle_replacement(reference: Reference) -> Element | None:
    """Return the pattern of the only replacement, where it is one that finds a quote alone."""
    found = [s for s in reference.steps if isinstance(s, Call) and s.name == "replaceAll"]
    if len(found) == 1 and found[0].arguments:
        pattern = found[0].arguments[0]
        return pattern if literal_text(pattern) == "\\'" else None
    return None


def _last_commas(template: Template, block: Block) -> Iterator[Problem]:
    children = [child for child in block.children if _shows(template, child)]
    for loop, after in pairwise(children):
        closing = isinstance(after, Text) and template.source(after).lstrip()[:1] in ("]", "}")
        if closing and isinstance(loop, Directive) and loop.name == "foreach":
            body = loop.branches[0].body if loop.branches else None
            if comma := body and _last_comma(template, body):
                yield Problem(
                    template.span(comma - 1, comma),
                    "the comma stands after the last item too",
                    "write #if($foreach.hasNext),#end",
                )


def _last_comma(template: Template, body: Block) -> int:
    """Return where the comma ends with which a body always ends; 0 where it does not."""
    shown = [child for child in body.children if _shows(template, child)]
    if not shown or not isinstance(shown[-1], Text):
        return 0
    kept = template.source(shown[-1]).rstrip()
    return shown[-1].start + len(kept) if kept.endswith(",") else 0


def _shows(template: Template, element: Element) -> bool:
    """Return whether an element puts anything out but blanks."""
    if isinstance(element, Text):
        return bool(template.source(element).strip())
    if isinstance(element, Directive):
        return element.name != "set"
    return isinstance(element, Reference | Branch)
