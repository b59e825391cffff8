"""Parsing references and expressions, as Velocity 1.7 and 2 read them.

Where the two differ, both are accepted: a finding must hold for whichever one
the service runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from awsdev.lint.formats.vtl.scanner import Cursor, GrammarError, Sort, Steps
from awsdev.lint.formats.vtl.tree import (
    Block,
    Call,
    Element,
    Index,
    Items,
    Literal,
    Operation,
    Prefixed,
    Property,
    Reference,
    String,
    Text,
)

REFERENCE = re.compile(r"\$+\\*(!?)(\{?\$?)([A-Za-z_][\w-]*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)", re.ASCII)
_NUMBER = re.compile(
    r"-?\d+(?=\.\.)|-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_])", re.ASCII
)
_WORD = re.compile(r"(?:true|false)(?!\w)", re.ASCII)
_OPERATOR = re.compile(
    r"&&|\|\||==|!=|<=|>=|[-+*/%<>]|(?:and|or|eq|ne|lt|le|gt|ge)(?!\w)", re.ASCII
)
_PREFIX = re.compile(r"!|not(?!\w)|-(?=\s*[$(])", re.ASCII)
_ARGUMENT = re.compile(r"[\w \t\r\n)\"'$\[{(!.\\-]", re.ASCII)
"""What an opening parenthesis must be followed by to be a call's."""
_BARE = re.compile(r"[A-Za-z_][\w-]*(?=[ \t\r\n]*[,)\]}:])", re.ASCII)
_PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w-]*:", re.ASCII)
_FILLED_IN = re.compile(r"(?:\.\$\{[\w:.-]+\}[\w.]*)+", re.ASCII)
_HINTS = {
    "=": "compare with ==",
    "null": "there is no null; test a value with #if($x), or compare with a variable never set",
    "?": "there is no ?: operator; write #if and #else",
    "#": "an expression takes no comment and no directive inside",
    "&": "write &&",
    "|": "write ||",
    "\\": "quotes are not escaped here, save in JSON or YAML that holds a template",
}

Inside = Callable[[int, int], Block]
"""Parses the template inside a string, given where it begins and ends."""


class Expressions:
    """Parses from a cursor.

    Args:
        cursor: Where to parse.
        inside: What parses the template in a string of double quotes.
    """

    def __init__(self, cursor: Cursor, inside: Inside) -> None:
        self._cursor = cursor
        self._inside = inside
        self._calls = 0
        self.last_string: String | None = None
        """The string that was parsed last; one quote missing makes it swallow what follows."""

    def begin(self) -> None:
        """Forget what was parsed before."""
        self._calls, self.last_string = 0, None

    def reference(self) -> Steps:
        """Parse a reference, or return None where `$` begins none."""
        cursor = self._cursor
        start, found = cursor.at, cursor.match(REFERENCE)
        if not found or (found[2] == "$"):
            return None
        formal = bool(found[2])
        if formal and _PLACEHOLDER.match(cursor.text, found.start(2), cursor.end):
            return None  # `${AWS::Region}`, `${self:custom.x}`: filled in before AWS sees it.
        cursor.at = found.end()
        steps = yield self._steps()
        made = Reference(start, cursor.at, found[3], steps, bool(found[1]), formal)
        if formal:
            yield self._close_reference(made)
        made.end = cursor.at
        return made

    def _close_reference(self, made: Reference) -> Steps:
        cursor = self._cursor
        if cursor.next == "|":
            cursor.at += 1
            made.alternate = yield self.expression()
        if cursor.next != "}":
            words = f"${{{made.name} is not closed: {cursor.named_next()} stands where }} belongs"
            raise cursor.refuse(Sort.UNFINISHED, words, "add }", start=made.start)
        cursor.at += 1

    def _steps(self) -> Steps:
        cursor = self._cursor
        steps: list[Property | Call | Index] = []
        while True:
            start = cursor.at
            if found := cursor.match(_STEP):
                cursor.at = found.end()
                step = yield self._call(start, found[1])
                steps.append(step)
            elif cursor.next == "[":
                cursor.at += 1
                key = yield self.expression()
                self._require("]", "the index", start)
                steps.append(Index(start, cursor.at, key))
            else:
                return steps

    def _call(self, start: int, name: str) -> Steps:
        """Parse what may follow a name: arguments, if a parenthesis opens a call's."""
        cursor = self._cursor
        opening = cursor.at
        if cursor.next != "(" or not _ARGUMENT.match(cursor.text, opening + 1, cursor.end):
            return Property(start, cursor.at, name)
        cursor.at += 1
        self._calls += 1
        arguments = yield self._listed(")", f"the arguments of {name}", opening)
        self._calls -= 1
        return Call(start, cursor.at, name, arguments)

    def _listed(self, closing: str, what: str, opening: int) -> Steps:
        """Parse expressions between commas up to a closing bracket, the opening one passed."""
        cursor = self._cursor
        items: list[Element] = []
        cursor.skip_blanks()
        while cursor.next != closing or items:
            item = yield self.expression()
            items.append(item)
            if cursor.next != ",":
                break
            self._comma(closing, what)
        self._require(closing, what, opening)
        return items

    def _comma(self, closing: str, what: str) -> None:
        cursor = self._cursor
        comma = cursor.at
        cursor.at += 1
        cursor.skip_blanks()
        if cursor.next == closing:
            cursor.at = comma + 1
            words = f"a comma stands before the {closing} of {what}"
            raise cursor.refuse(Sort.MALFORMED, words, "take the comma away", start=comma)

    def expression(self) -> Steps:
        """Parse an expression and the blanks around it."""
        cursor = self._cursor
        cursor.skip_blanks()
        start = cursor.at
        first = yield self._operand()
        operands, operators = [first], []
        cursor.skip_blanks()
        while found := cursor.match(_OPERATOR):
            self._refuse_negative(found)
            operators.append(found[0])
            cursor.at = found.end()
            operand = yield self._operand()
            operands.append(operand)
            cursor.skip_blanks()
        return Operation(start, cursor.at, operands, operators) if operators else first

    def _refuse_negative(self, found: re.Match[str]) -> None:
        cursor = self._cursor
        if found[0] == "-" and cursor.text[found.end() : found.end() + 1].isdigit():
            words = "a minus directly before a number makes the number negative"
            raise cursor.refuse(Sort.MALFORMED, words, "write a blank between - and the number")

    def _operand(self) -> Steps:
        cursor = self._cursor
        cursor.skip_blanks()
        start = cursor.at
        # Between a call's parentheses Velocity 1.7 takes any word, and reads it as no value.
        word = _BARE if self._calls else _WORD
        if found := cursor.match(_NUMBER) or cursor.match(_WORD) or cursor.match(word):
            cursor.at = found.end()
            return Literal(start, cursor.at, found[0])
        if found := cursor.match(_PREFIX):
            cursor.at = found.end()
            operand = yield self._operand()
            return Prefixed(start, cursor.at, found[0], operand)
        made = yield self._other_operand(start)
        return made

    def _other_operand(self, start: int) -> Steps:
        cursor = self._cursor
        match cursor.next:
            case "$":
                made = yield self.reference()
                if made is not None:
                    self._pass_placeholders(made)
                    return made
            case "'" | '"':
                return self.string()
            case "(":
                cursor.at += 1
                inner = yield self.expression()
                self._require(")", "the parentheses", start)
                return Prefixed(start, cursor.at, "(", inner)
            case "[":
                made = yield self._list_or_range(start)
                return made
            case "{":
                made = yield self._map(start)
                return made
        raise self.unexpected("a value")

    def _pass_placeholders(self, made: Reference) -> None:
        """Pass over names that a deployment tool fills in, as in `$ctx.result.${Table}`."""
        if found := self._cursor.match(_FILLED_IN):
            self._cursor.at = made.end = found.end()

    def _list_or_range(self, start: int) -> Steps:
        cursor = self._cursor
        cursor.at += 1
        cursor.skip_blanks()
        if cursor.next == "]":
            cursor.at += 1
            return Items(start, cursor.at, "list")
        first = yield self.expression()
        if cursor.looks_at(".."):
            cursor.at += 2
            last = yield self.expression()
            self._require("]", "the range", start)
            return Items(start, cursor.at, "range", [first, last])
        rest: list[Element] = []
        if cursor.next == ",":
            self._comma("]", "the list")
            rest = yield self._listed("]", "the list", start)
        else:
            self._require("]", "the list", start)
        return Items(start, cursor.at, "list", [first, *rest])

    def _map(self, start: int) -> Steps:
        cursor = self._cursor
        cursor.at += 1
        cursor.skip_blanks()
        items: list[Element] = []
        while cursor.next != "}" or items:
            key = yield self.expression()
            self._require(":", "the map", start, closing="}")
            value = yield self.expression()
            items += [key, value]
            if cursor.next != ",":
                break
            self._comma("}", "the map")
        self._require("}", "the map", start)
        return Items(start, cursor.at, "map", items)

    def string(self) -> String:
        """Parse a string; a doubled quote inside is part of it."""
        cursor = self._cursor
        start, quote = cursor.at, cursor.next
        at = start + 1
        while True:
            at = cursor.text.find(quote, at, cursor.end)
            if at < 0:
                cursor.at = start + 1
                words = f"the string that begins with {quote} does not end"
                raise cursor.refuse(Sort.UNFINISHED, words, f"add {quote}", start=start)
            if not cursor.text.startswith(quote, at + 1, cursor.end):
                break
            at += 2
        cursor.at = at + 1
        text = cursor.text[start + 1 : at]
        holds = quote == '"' and '""' not in text and ("$" in text or "#" in text)
        body = self._inside(start + 1, at) if holds else None
        plain = body is None or all(isinstance(child, Text) for child in body.children)
        self.last_string = String(start, cursor.at, text, None if plain else body)
        return self.last_string

    def _require(self, wanted: str, what: str, opening: int, *, closing: str = "") -> None:
        cursor = self._cursor
        cursor.skip_blanks()
        if cursor.next == wanted:
            cursor.at += 1
            return
        if cursor.next in ")]}" or "\n" in cursor.text[opening : cursor.at]:
            cursor.at = opening + 1
            words = f"the {closing or wanted} of {what} is missing"
            raise cursor.refuse(Sort.UNFINISHED, words, start=opening)
        raise self.unexpected(wanted)

    def unexpected(self, wanted: str) -> GrammarError:
        """Return an exception that says what stands where something else belongs."""
        cursor = self._cursor
        found = cursor.named_next()
        words = f"{found} stands where {wanted} belongs"
        return cursor.refuse(Sort.MALFORMED, words, _HINTS.get(found, ""))
