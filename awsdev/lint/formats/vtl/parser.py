"""Parsing a template: text, references and directives, which may nest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from awsdev.lint.formats.vtl.expressions import Expressions
from awsdev.lint.formats.vtl.scanner import Cursor, Fault, GrammarError, Sort, Steps, complete
from awsdev.lint.formats.vtl.tree import (
    Block,
    Branch,
    Comment,
    Directive,
    Element,
    Literal,
    Reference,
    Text,
)

MAX_FAULTS = 25
"""What comes after so many is read as text: who stumbles everywhere has no more to say."""

BLOCKS = ("if", "foreach", "define", "macro")
"""Directives that need an `#end`."""
LINES = ("include", "parse", "evaluate", "stop", "break", "return")
"""Directives without a body."""
_MARK = re.compile(r"[\\$#]")
_DOLLARS = re.compile(r"\$+")
_BACKSLASHES = re.compile(r"\\+")
_SET = re.compile(r"#(?:set|\{set\})[ \t]*\(", re.ASCII)
_WORD = re.compile(r"#(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|@([A-Za-z_]\w*))", re.ASCII)
_OPENING = re.compile(r"[ \t\r\n]*\(")
_NAME = re.compile(r"[ \t\r\n]*([A-Za-z_][\w-]*)", re.ASCII)
_SEPARATOR = re.compile(r"[ \t\r\n,]*")
_BARE = re.compile(r"[A-Za-z_]\w*(?=[\s,)])", re.ASCII)
# Velocity looks for a word between the two, and is content with any.
_IN = re.compile(r"[ \t\r\n]*[A-Za-z_]\w*", re.ASCII)


@dataclass(slots=True, eq=False)
class Parsed:
    """A template as it was understood.

    Attributes:
        body: What it consists of.
        faults: Where it breaks the grammar, in the order of the text.
    """

    body: Block
    faults: list[Fault] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """Parse a template. No text makes it raise, and it takes time in proportion to the text."""
    parser = _Parser(Cursor(text), [], set())
    body = parser.run()
    return Parsed(body, sorted(parser.faults, key=lambda fault: (fault.start, fault.end)))


class _Parser:
    """Parses from a cursor to its end.

    Args:
        cursor: Where to parse.
        faults: Where faults are collected.
        macros: The names of the macros defined so far.
    """

    def __init__(self, cursor: Cursor, faults: list[Fault], macros: set[str]) -> None:
        self._cursor = cursor
        self.faults = faults
        self._macros = macros
        self._expressions = Expressions(cursor, self._inside)
        self._top = Block(cursor.at, cursor.end)
        self._blocks: list[Block] = [self._top]
        self._open: list[Directive] = []

    def _inside(self, start: int, end: int) -> Block:
        return _Parser(Cursor(self._cursor.text, start, end), self.faults, self._macros).run()

    def run(self) -> Block:
        """Parse all there is and return it."""
        cursor = self._cursor
        while cursor.at < cursor.end:
            found = _MARK.search(cursor.text, cursor.at, cursor.end)
            place = found.start() if found and len(self.faults) < MAX_FAULTS else cursor.end
            self._add_text(place)
            if cursor.at < cursor.end:
                self._mark()
        room = max(0, MAX_FAULTS - len(self.faults))
        for directive in self._open:
            directive.closed, directive.end = False, cursor.end
        for directive in self._open[:room]:
            words = f"#{directive.name} is never closed"
            self._fault(Sort.UNCLOSED, directive.start, directive.head_end, words, "add #end")
        return self._top

    def _fault(self, sort: Sort, start: int, end: int, message: str, hint: str = "") -> None:
        self.faults.append(Fault(sort, start, end, message, hint))

    def _add(self, element: Element) -> None:
        self._blocks[-1].children.append(element)

    def _add_text(self, end: int) -> None:
        cursor = self._cursor
        if end > cursor.at:
            last = self._blocks[-1].children[-1:]
            if last and isinstance(last[0], Text) and last[0].end == cursor.at:
                last[0].end = end
            else:
                self._add(Text(cursor.at, end))
            cursor.at = end

    def _mark(self) -> None:
        """Parse what begins at a backslash, a dollar or a hash."""
        cursor = self._cursor
        if found := cursor.match(_BACKSLASHES):
            self._add_text(found.end())
            odd = (found.end() - found.start()) % 2
            if odd and (word := cursor.match(_WORD)):
                self._add_text(word.end())
        elif cursor.next == "$":
            self._reference()
        else:
            self._hash()

    def _reference(self) -> None:
        cursor = self._cursor
        start = cursor.at
        made = self._attempt(self._expressions.reference(), start)
        if made is not None:
            self._add(made)
        elif found := cursor.match(_DOLLARS):
            self._add_text(found.end())

    def _attempt(self, steps: Steps, start: int) -> Element | None:
        """Parse, or note the fault and go back to where it began."""
        self._expressions.begin()
        try:
            made: Element | None = complete(steps, self._cursor)
        except GrammarError as error:
            self.faults.append(self._told_by_quotes(error.fault))
            made = None
        if made is None:
            self._cursor.at = start
        return made

    def _told_by_quotes(self, fault: Fault) -> Fault:
        """Blame a string that runs over a line end, if there is one, for what follows it."""
        string = self._expressions.last_string
        if string is None or "\n" not in string.text or fault.start < string.start:
            return fault
        quote = self._cursor.text[string.start]
        words = f"the string that begins with {quote} does not end on its line"
        return Fault(Sort.UNFINISHED, string.start, string.start + 1, words, f"add {quote}")

    def _hash(self) -> None:
        cursor = self._cursor
        if cursor.looks_at("##"):
            end = cursor.text.find("\n", cursor.at, cursor.end)
            self._add(Comment(cursor.at, cursor.end if end < 0 else end))
            cursor.at = cursor.end if end < 0 else end
        elif cursor.looks_at("#*"):
            self._enclosed("*#", Comment, "the comment")
        elif cursor.looks_at("#[["):
            self._enclosed("]]#", Text, "the block of plain text")
        elif found := cursor.match(_SET):
            self._set(found)
        elif word := cursor.match(_WORD):
            self._directive(word)
        else:
            self._add_text(cursor.at + 1)

    def _enclosed(self, closing: str, kind: type[Comment | Text], what: str) -> None:
        cursor = self._cursor
        start, end = cursor.at, cursor.text.find(closing, cursor.at + 2, cursor.end)
        if end < 0:
            words = f"{what} that begins here is never closed: all that follows is part of it"
            self._fault(Sort.SWALLOWED, start, start + 2, words, f"add {closing}")
            end = cursor.end
        cursor.at = min(end + len(closing), cursor.end)
        self._add(kind(start, cursor.at))

    def _set(self, found: re.Match[str]) -> None:
        made = self._attempt(self._set_steps(found), found.end())
        self._add(made or Directive(found.start(), found.end(), "set", found.end()))

    def _set_steps(self, found: re.Match[str]) -> Steps:
        cursor = self._cursor
        cursor.at = found.end()
        cursor.skip_blanks()
        target = yield self._expressions.reference()
        if target is None:
            raise self._expressions.unexpected("a variable, such as $name,")
        cursor.skip_blanks()
        if cursor.next != "=":
            raise self._expressions.unexpected("=")
        if cursor.looks_at("=="):
            raise cursor.refuse(Sort.MALFORMED, "#set assigns with one =, not with ==", "write =")
        cursor.at += 1
        value = yield self._expressions.expression()
        self._close(found.start(), "set")
        return Directive(found.start(), cursor.at, "set", cursor.at, [target, value])

    def _close(self, start: int, name: str) -> None:
        cursor = self._cursor
        cursor.skip_blanks()
        if not cursor.next:
            cursor.at = start + len(name) + 1
            words = f"the ) of #{name} is missing"
            raise cursor.refuse(Sort.UNFINISHED, words, "add )", start=start)
        if cursor.next != ")":
            raise self._expressions.unexpected(")")
        cursor.at += 1

    def _directive(self, word: re.Match[str]) -> None:
        name = word[1] or word[2] or word[3]
        if name in ("end", "else", "elseif") and not word[3]:
            self._turn(name, word)
        elif name in BLOCKS or (word[3] and _OPENING.match(*self._rest(word.end()))):
            self._begin(name, word)
        elif name in LINES or (name in self._macros and _OPENING.match(*self._rest(word.end()))):
            self._line(name, word)
        else:
            self._add_text(word.end())

    def _rest(self, at: int) -> tuple[str, int, int]:
        return self._cursor.text, at, self._cursor.end

    def _turn(self, name: str, word: re.Match[str]) -> None:
        """Go on to the next branch of what is open, or end it."""
        cursor = self._cursor
        cursor.at = word.end()
        current = self._open[-1] if self._open else None
        if current is None or (name != "end" and not _may_turn(current, name)):
            self._stray(name, word, current)
            return
        current.branches[-1].end = current.branches[-1].body.end = word.start()
        self._blocks.pop()
        if name == "end":
            self._open.pop()
            current.end = word.end()
            return
        condition = None
        if name == "elseif":
            condition = self._attempt(self._condition(word.start(), name), word.end())
            condition = condition or Literal(word.end(), word.end())
        self._branch(current, condition)

    def _stray(self, name: str, word: re.Match[str], current: Directive | None) -> None:
        if current is None:
            words = f"#{name} belongs to no open directive"
        elif current.name == "if":
            words = f"#{name} follows the #else of the same #if"
        else:
            words = f"#{name} belongs to an #if, but #{current.name} is open"
        self._fault(Sort.STRAY, word.start(), word.end(), words)
        self._add(Comment(word.start(), word.end()))

    def _begin(self, name: str, word: re.Match[str]) -> None:
        start = word.start()
        self._cursor.at = word.end()
        made = self._attempt(self._head(name, start), word.end())
        directive = made if isinstance(made, Directive) else Directive(start, word.end(), name)
        directive.head_end = self._cursor.at
        condition = directive.arguments.pop() if name == "if" and directive.arguments else None
        if name == "if" and condition is None:
            condition = Literal(word.end(), word.end())
        self._add(directive)
        self._open.append(directive)
        self._branch(directive, condition)

    def _branch(self, directive: Directive, condition: Element | None) -> None:
        at = self._cursor.at
        body = Block(at, self._cursor.end)
        start = condition.start if condition else at
        directive.branches.append(Branch(start, self._cursor.end, condition, body))
        self._blocks.append(body)

    def _head(self, name: str, start: int) -> Steps:
        """Parse what stands in the parentheses of a directive that has a body."""
        arguments: list[Element] = []
        if name == "if":
            condition = yield self._condition(start, name)
            arguments = [condition]
        elif name == "foreach":
            arguments = yield self._loop(start)
        elif name == "macro":
            arguments = yield self._macro(start)
        else:
            arguments = yield self._arguments(name, start)
            if name == "define" and not any(isinstance(one, Reference) for one in arguments):
                words = "#define does not say what is defined"
                raise self._cursor.refuse(
                    Sort.MALFORMED, words, "write #define($name)", start=start
                )
        return Directive(start, self._cursor.at, name, self._cursor.at, arguments)

    def _condition(self, start: int, name: str) -> Steps:
        self._open_parenthesis(name, "condition")
        condition = yield self._expressions.expression()
        self._close(start, name)
        return condition

    def _open_parenthesis(self, name: str, what: str) -> None:
        found = self._cursor.match(_OPENING)
        if not found:
            words = f"#{name} lacks its {what} in parentheses"
            raise self._cursor.refuse(Sort.MALFORMED, words, f"write #{name}(…)")
        self._cursor.at = found.end()

    def _loop(self, start: int) -> Steps:
        cursor = self._cursor
        self._open_parenthesis("foreach", "variable and list")
        cursor.skip_blanks()
        variable = yield self._expressions.reference()
        if variable is None:
            raise self._expressions.unexpected("a variable, such as $item,")
        found = cursor.match(_IN)
        if not found:
            cursor.skip_blanks()
            raise self._expressions.unexpected("in")
        cursor.at = found.end()
        source = yield self._expressions.expression()
        self._close(start, "foreach")
        return [variable, source]

    def _macro(self, start: int) -> Steps:
        cursor = self._cursor
        self._open_parenthesis("macro", "name")
        found = cursor.match(_NAME)
        if not found:
            raise self._expressions.unexpected("the macro's name")
        self._macros.add(found[1])
        cursor.at = found.end()
        arguments = yield self._separated(start, "macro")
        return arguments

    def _line(self, name: str, word: re.Match[str]) -> None:
        cursor = self._cursor
        cursor.at = word.end()
        made = self._attempt(self._call(name, word.start()), word.end())
        self._add(made or Directive(word.start(), word.end(), name, word.end()))

    def _call(self, name: str, start: int) -> Steps:
        arguments = yield self._arguments(name, start)
        return Directive(start, self._cursor.at, name, self._cursor.at, arguments)

    def _arguments(self, name: str, start: int) -> Steps:
        found = self._cursor.match(_OPENING)
        if not found:
            return []
        self._cursor.at = found.end()
        arguments = yield self._separated(start, name)
        return arguments

    def _separated(self, start: int, name: str) -> Steps:
        """Parse arguments between blanks or commas, the closing parenthesis included."""
        cursor = self._cursor
        arguments: list[Element] = []
        while True:
            if found := cursor.match(_SEPARATOR):
                cursor.at = found.end()
            if cursor.next in (")", ""):
                self._close(start, name)
                return arguments
            if cursor.next == "=":
                cursor.at += 1  # A macro's parameter with its default.
            elif word := cursor.match(_BARE):
                arguments.append(Literal(cursor.at, word.end(), word[0]))
                cursor.at = word.end()
            else:
                argument = yield self._expressions.expression()
                arguments.append(argument)


def _may_turn(directive: Directive, name: str) -> bool:
    """Return whether an `#else` or `#elseif` may follow in what is open."""
    if directive.name == "foreach":
        return name == "else" and len(directive.branches) == 1
    return directive.name == "if" and directive.branches[-1].condition is not None
