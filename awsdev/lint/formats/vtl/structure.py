"""Whether a template can be read at all (codes `VT101` to `VT107`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document
from awsdev.lint.finding import Severity
from awsdev.lint.formats.vtl.parser import BLOCKS, LINES
from awsdev.lint.formats.vtl.scanner import Sort
from awsdev.lint.formats.vtl.template import Template, template_of
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest

RULES = RuleSet("vtl", topic="vtl-mapping")

_SET = re.compile(r"#(?:set|\{set\})(?!\w)", re.ASCII)
_ASSIGNMENT = re.compile(r"[ \t]+\$?[A-Za-z_][\w.]*[ \t]*=|[ \t]*\n\s*\(", re.ASCII)
_WORD = re.compile(r"#(?:([A-Za-z]\w*)|\{([A-Za-z]\w*)\})(\s*\()?", re.ASCII)
_TARGET = re.compile(r"\s*\$\w[\w.]*\s*=(?!=)", re.ASCII)
_ELSE_IF = re.compile(r"[ \t]+if[ \t]*\(")
_DIRECTIVES = ("set", "elseif", "else", "end", *BLOCKS, *LINES)
_MEANT = {
    "elif": "elseif",
    "elsif": "elseif",
    "elseif": "elseif",
    "endif": "end",
    "endfor": "end",
    "endforeach": "end",
    "endset": "end",
    "endmacro": "end",
}
"""What is written in other languages, and what it is here."""


@RULES.rule("VT101", Severity.ERROR)
def never_closed(document: Document) -> Iterator[Problem]:
    """A directive is never closed.

    `#if`, `#foreach`, `#define` and `#macro` go on to their `#end`; here it is missing.

    ## Why
    Velocity reads the template whole or not at all: without the `#end` every request fails.

    ## AWS says
    API Gateway answers with status 500; its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    {
      #if($input.params('limit') != '')
      "limit": 10
    }
    ```

    ## Right
    ```vtl request.vtl
    {
      #if($input.params('limit') != '')
      "limit": 10
      #end
    }
    ```

    ## Source
    [VTL reference](https://velocity.apache.org/engine/1.7/vtl-reference.html)
    """
    yield from _problems(document, Sort.UNCLOSED)


@RULES.rule("VT102", Severity.ERROR)
def stray_end(document: Document) -> Iterator[Problem]:
    """An `#end`, `#else` or `#elseif` belongs to nothing.

    Nothing is open where it stands, or what is open takes no `#else`.

    ## Why
    Velocity refuses the template, and every request fails. A name that begins with a hash,
    such as DynamoDB's `#end`, reads as the directive too; choose another name.

    ## AWS says
    API Gateway answers with status 500; its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    {
      "limit": 10
      #end
    }
    ```

    ## Right
    ```vtl request.vtl
    {
      "limit": 10
    }
    ```

    ## Source
    [VTL reference](https://velocity.apache.org/engine/1.7/vtl-reference.html)
    """
    yield from _problems(document, Sort.STRAY)


@RULES.rule("VT103", Severity.ERROR)
def unfinished(document: Document) -> Iterator[Problem]:
    """A quote, bracket or brace begins and does not end.

    Inside directives and references only; what is plain text may hold any.

    ## Why
    Velocity refuses the template, and every request fails.

    ## AWS says
    API Gateway answers with status 500; its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    { "host": "${context.domainName" }
    ```

    ## Right
    ```vtl request.vtl
    { "host": "${context.domainName}" }
    ```

    ## Source
    [VTL reference](https://velocity.apache.org/engine/1.7/vtl-reference.html)
    """
    yield from _problems(document, Sort.UNFINISHED)


@RULES.rule("VT104", Severity.ERROR)
def malformed(document: Document) -> Iterator[Problem]:
    """A directive or an expression is not written as the language asks.

    What Velocity 1.7 and 2 both refuse: `=` in a condition, `null`, `?:`, a comma at the end
    of a list, a directive without its parentheses.

    ## Why
    Velocity refuses the template, and every request fails.

    ## AWS says
    API Gateway answers with status 500; its words for this are not on record.

    ## Wrong
    ```vtl request.vtl
    #if($input.params('all') = 'yes')
    { "limit": 100 }
    #end
    ```

    ## Right
    ```vtl request.vtl
    #if($input.params('all') == 'yes')
    { "limit": 100 }
    #end
    ```

    ## Source
    [VTL reference](https://velocity.apache.org/engine/1.7/vtl-reference.html)
    """
    yield from _problems(document, Sort.MALFORMED)


@RULES.rule("VT105", Severity.ERROR)
def set_without_parentheses(document: Document) -> Iterator[Problem]:
    """A `#set` that is put out as text.

    The opening parenthesis must follow on the same line; only blanks may stand between.

    ## Why
    Velocity takes it for text: the variable has no value, and the line is part of the result.

    ## AWS says
    Nothing; the integration gets the line, and may then refuse the request.

    ## Wrong
    ```vtl request.vtl
    #set $limit = 10
    { "limit": $input.params('limit') }
    ```

    ## Right
    ```vtl request.vtl
    #set($limit = 10)
    { "limit": $input.params('limit') }
    ```

    ## Source
    [VTL reference, #set](https://velocity.apache.org/engine/1.7/vtl-reference.html#set_-_establishes_the_value_of_a_reference)
    """
    template = template_of(document)
    for text in template.texts:
        for found in _SET.finditer(template.text, text.start, text.end):
            if _ASSIGNMENT.match(template.text, found.end()):
                yield Problem(
                    template.span(found.start(), found.end()),
                    "this #set is put out as text: no ( follows it on its line",
                    "write #set($name = value)",
                )


@RULES.rule("VT106", Severity.WARNING)
def endless_comment(document: Document) -> Iterator[Problem]:
    """A comment or a block of plain text never ends.

    `#*` goes on to `*#`, and `#[[` to `]]#`.

    ## Why
    All that follows is left out of the result, or comes out as it stands.

    ## AWS says
    Nothing.

    ## Wrong
    ```vtl request.vtl
    #* the caller's own id
    { "id": "$context.requestId" }
    ```

    ## Right
    ```vtl request.vtl
    #* the caller's own id *#
    { "id": "$context.requestId" }
    ```

    ## Source
    [VTL reference, comments](https://velocity.apache.org/engine/1.7/vtl-reference.html#comments)
    """
    yield from _problems(document, Sort.SWALLOWED)


@RULES.rule("VT107", Severity.WARNING)
def misspelt_directive(document: Document) -> Iterator[Problem]:
    """A word that was likely meant as a directive.

    Words of other languages (`#elif`, `#endif`, `#else if`), other case (`#If`) and misspelt
    words that a parenthesis follows. What stands in quotes is left alone: DynamoDB's names
    begin with a hash.

    ## Why
    Velocity puts out what it does not know as it stands.

    ## AWS says
    Nothing.

    ## Wrong
    ```vtl request.vtl
    #if($input.params('size') == 'l')
    { "limit": 100 }
    #elif($input.params('size') == 's')
    { "limit": 10 }
    #end
    ```

    ## Right
    ```vtl request.vtl
    #if($input.params('size') == 'l')
    { "limit": 100 }
    #elseif($input.params('size') == 's')
    { "limit": 10 }
    #end
    ```

    ## Source
    [VTL reference](https://velocity.apache.org/engine/1.7/vtl-reference.html)
    """
    template = template_of(document)
    yield from _else_ifs(template)
    for text in template.texts:
        for found in _WORD.finditer(template.text, text.start, text.end):
            name = found[1] or found[2]
            meant = _meant(name, called=bool(found[3]))
            if (
                found[3]
                and not meant
                and name != "set"
                and _TARGET.match(template.text, found.end())
            ):
                meant = "set"
            before = template.text[found.start() - 1 : found.start()]
            if meant and before not in ('"', "'", "\\", "#"):
                yield Problem(
                    template.span(found.start(), found.start() + len(name) + 1),
                    f"#{name} is no directive and is put out as text",
                    f"did you mean #{meant}?",
                )


def _else_ifs(template: Template) -> Iterator[Problem]:
    for directive in template.directives:
        for branch in directive.branches[1:]:
            found = _ELSE_IF.match(template.text, branch.body.start)
            if branch.condition is None and found:
                yield Problem(
                    template.span(branch.body.start - len("#else"), found.end() - 1),
                    "#else if is an #else and the text if",
                    "did you mean #elseif?",
                )


def _meant(name: str, *, called: bool) -> str:
    """Return the directive that was meant by a word; empty where it is none's likeness."""
    lower = name.lower()
    if lower in _MEANT and (lower.startswith("end") or called):
        return _MEANT[lower]
    if lower in _DIRECTIVES and name != lower and (called or lower in ("end", "else")):
        return lower
    if not called or len(name) < 4 or lower in _DIRECTIVES:
        return ""
    return next(iter(closest(name, ("foreach", "elseif", "macro", "define"), limit=1)), "")


def _problems(document: Document, sort: Sort) -> Iterator[Problem]:
    template = template_of(document)
    for fault in template.parsed.faults:
        if fault.sort is sort:
            yield Problem(template.span(fault.start, fault.end), fault.message, fault.hint)
