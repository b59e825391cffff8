"""What a template consists of: text, references and directives, each with its place.

Places are offsets into the template's text; the end is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """Anything in a template."""

    start: int
    end: int

    def parts(self) -> Iterator[Element]:
        """Yield the elements directly inside, in the order of the text."""
        return iter(())


@dataclass(slots=True, eq=False)
class Text(Element):
    """What is put out as it stands."""


@dataclass(slots=True, eq=False)
class Comment(Element):
    """`## …` or `#* … *#`."""


@dataclass(slots=True, eq=False)
class Property(Element):
    """A step of a reference: `.name`."""

    name: str = ""


@dataclass(slots=True, eq=False)
class Call(Element):
    """A step of a reference: `.name(…)`."""

    name: str = ""
    arguments: list[Element] = field(default_factory=list)

    def parts(self) -> Iterator[Element]:
        """Yield the arguments."""
        return iter(self.arguments)


@dataclass(slots=True, eq=False)
class Index(Element):
    """A step of a reference: `[…]`."""

    key: Element

    def parts(self) -> Iterator[Element]:
        """Yield the key."""
        yield self.key


@dataclass(slots=True, eq=False)
class Reference(Element):
    """`$name.property.method(…)[…]`, in any of its spellings.

    Attributes:
        name: The variable.
        steps: What follows it.
        quiet: Whether nothing is put out where there is no value (`$!name`).
        formal: Whether it stands in braces.
        alternate: What is put out where there is no value (`${name|'none'}`).
    """

    name: str = ""
    steps: list[Property | Call | Index] = field(default_factory=list)
    quiet: bool = False
    formal: bool = False
    alternate: Element | None = None

    def parts(self) -> Iterator[Element]:
        """Yield the steps, then the alternate."""
        yield from self.steps
        if self.alternate:
            yield self.alternate


@dataclass(slots=True, eq=False)
class Literal(Element):
    """A number, `true`, `false`, or a bare word among a call's arguments."""

    text: str = ""


@dataclass(slots=True, eq=False)
class String(Element):
    """A quoted string.

    Attributes:
        text: What stands between the quotes, doubled quotes still doubled.
        body: The template inside it, where it is in double quotes and holds one.
    """

    text: str = ""
    body: Block | None = None

    def parts(self) -> Iterator[Element]:
        """Yield the template inside."""
        if self.body:
            yield self.body


@dataclass(slots=True, eq=False)
class Items(Element):
    """Several expressions: a list, a map (keys and values in turn) or a range.

    Attributes:
        kind: `list`, `map` or `range`.
        items: The expressions.
    """

    kind: str
    items: list[Element] = field(default_factory=list)

    def parts(self) -> Iterator[Element]:
        """Yield the expressions."""
        return iter(self.items)


@dataclass(slots=True, eq=False)
class Operation(Element):
    """Operands joined by operators of one chain, as in `$a + 1 == $b`.

    Attributes:
        operands: One more than there are operators.
        operators: As they are written, such as `&&`.
    """

    operands: list[Element] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)

    def parts(self) -> Iterator[Element]:
        """Yield the operands."""
        return iter(self.operands)


@dataclass(slots=True, eq=False)
class Prefixed(Element):
    """An expression after `!`, `not` or `-`, or in parentheses (`(`)."""

    prefix: str
    operand: Element

    def parts(self) -> Iterator[Element]:
        """Yield the operand."""
        yield self.operand


@dataclass(slots=True, eq=False)
class Block(Element):
    """Elements one after another."""

    children: list[Element] = field(default_factory=list)

    def parts(self) -> Iterator[Element]:
        """Yield the elements."""
        return iter(self.children)


@dataclass(slots=True, eq=False)
class Branch(Element):
    """One way of an `#if`: its condition (None in `#else`) and what it puts out."""

    condition: Element | None
    body: Block

    def parts(self) -> Iterator[Element]:
        """Yield the condition, then the body."""
        if self.condition:
            yield self.condition
        yield self.body


@dataclass(slots=True, eq=False)
class Directive(Element):
    """A directive or the call of a macro.

    Attributes:
        name: Without the hash and braces, such as `foreach`.
        head_end: Where its arguments end and its body, if any, begins.
        arguments: `#set`: target and value; `#foreach`: variable and source; others: as written.
        branches: The ways of an `#if`; the one body of others that have any.
        closed: Whether its `#end` is there, where it needs one.
    """

    name: str = ""
    head_end: int = 0
    arguments: list[Element] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    closed: bool = True

    def parts(self) -> Iterator[Element]:
        """Yield the arguments, then the branches."""
        yield from self.arguments
        yield from self.branches


def walk(element: Element) -> Iterator[Element]:
    """Yield an element and everything inside it, in the order of the text."""
    stack = [element]
    while stack:
        current = stack.pop()
        yield current
        stack += reversed(list(current.parts()))


def literal_text(element: Element) -> str | None:
    """Return the value of a string that holds no reference, else None."""
    if isinstance(element, String) and element.body is None:
        return element.text
    return None
