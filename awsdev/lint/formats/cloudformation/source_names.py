"""What source files define: Python by its grammar; JavaScript and Ruby by their text."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST = 300_000
"""Bytes of a source file: what is longer was made by a tool."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a file gives its users.

    Attributes:
        known: The names that are certain.
        functions: Those of them that are functions, in the order of the file.
        complete: Whether there can be no others.
    """

    known: frozenset[str]
    functions: tuple[str, ...]
    complete: bool


def names_in(data: bytes, language: str) -> Names | None:
    """Return what a source file defines, or None where that cannot be told.

    Args:
        data: The file; one longer than `LONGEST` is not looked into.
        language: `python`, `nodejs` or `ruby`.
    """
    if len(data) > LONGEST:
        return None
    return _READERS[language](data)


def _python(data: bytes) -> Names | None:
    try:
        with warnings.catch_warnings():
            # What the parser finds odd is the author's business, and stands on standard error.
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Another version's syntax, or none.
        return None
    known: set[str] = set()
    functions: list[str] = []
    complete = True
    for node in _at_import(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                functions.append(node.name)
                complete &= node.name != "__getattr__"
            case ast.ClassDef():
                known.add(node.name)
            case ast.Import() | ast.ImportFrom():
                names = [alias.asname or alias.name.split(".")[0] for alias in node.names]
                complete &= "*" not in names
                known.update(names)
            case ast.Name(ctx=ast.Store()):
                known.add(node.id)
            case (
                ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
                | ast.ExceptHandler(name=str(name))
            ):
                known.add(name)
            case ast.Name(id="globals" | "exec" | "setattr" | "vars"):
                complete = False
    known |= _global_names(tree)
    return Names(frozenset({*known, *functions}), tuple(functions), complete)


def _at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield every node that is reached while the module is imported, functions not entered."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _global_names(tree: ast.Module) -> set[str]:
    """Return the names that functions assign to the module."""
    return {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}


_NAME = r"[A-Za-z_$][\w$]*"
_EXPORTED_FUNCTION = re.compile(rf"\bexport\s+(?:async\s+)?function\s*\*?\s*({_NAME})")
_EXPORTED_VALUE = re.compile(rf"\bexport\s+(?:declare\s+)?(?:const|let|var|class)\s+({_NAME})")
_EXPORTED_LIST = re.compile(r"\bexport\s*\{([^{}]*)\}")
_ASSIGNED = re.compile(rf"\bexports\s*(?:\.\s*({_NAME})|\[\s*['\"`]([\w$]+)['\"`]\s*\])\s*=(?!=)")
_DEFINED = re.compile(
    r"\bdefineProperty\s*\(\s*(?:module\s*\.\s*)?exports\s*,\s*['\"]([\w$]+)['\"]"
)
_OBJECT = re.compile(r"\bexports\s*=\s*\{")
_KEY = re.compile(rf"(?:(?:async|get)\s+)?(?:({_NAME})|['\"]([\w$]+)['\"])\s*(?=[,:(}}]|$)")
_UNCLEAR = re.compile(
    r"""\bexport\s*[*=]|\bexport\s+(?:const|let|var)\s*[\[{]|\bexport\s+(?:import|namespace)\b
    |\bexports\s*=(?!=|\s*\{)|\bexports\s*\[(?!\s*['"`])|\bmodule\s*\[
    |\bassign\s*\(\s*(?:module|exports)\b|\b_+export\w*\s*\(""",
    re.VERBOSE,
)
"""What exports names that its text does not tell."""


_QUOTED = re.compile(
    r"""'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|//[^\n]*|/\*.*?\*/""", re.DOTALL
)
_LONGEST_OBJECT = 5_000
_MOST_OBJECTS = 10


def _nodejs(data: bytes) -> Names | None:
    text = data.decode("utf-8", "replace")
    names = [*_EXPORTED_FUNCTION.findall(text), *_EXPORTED_VALUE.findall(text)]
    names += _DEFINED.findall(text)
    names += [first or second for first, second in _ASSIGNED.findall(text)]
    for listed in _EXPORTED_LIST.findall(text):
        names += [part.split(" as ")[-1].strip() for part in listed.split(",")]
    starts = [found.end() for found in _OBJECT.finditer(text)]
    complete = not _UNCLEAR.search(text) and len(starts) <= _MOST_OBJECTS
    for start in starts[:_MOST_OBJECTS]:
        keys, closed = _keys_of(text[start : start + _LONGEST_OBJECT])
        names += keys
        complete = complete and closed
    ordered = tuple(dict.fromkeys(name for name in names if name and name != "default"))
    # It exports something in a way that is not known here.
    complete = complete and bool(ordered or not re.search(r"\bexports\b", text))
    return Names(frozenset(names), ordered, complete)


def _keys_of(text: str) -> tuple[list[str], bool]:
    """Return the keys of an object literal that has just begun, and whether these are all."""
    keys: list[str] = []
    depth, at_key, position = 1, True, 0
    while depth and position < len(text):
        key = _KEY.match(text, position) if at_key and depth == 1 else None
        skipped = key or _QUOTED.match(text, position)
        character = "" if skipped else text[position]
        if key:
            keys.append(key[1] or key[2])
            at_key = False
        elif at_key and depth == 1 and not _is_between(skipped, character):
            # Spread, or computed, or something else that is no plain key.
            return keys, False
        depth += (character in ("{", "(", "[")) - (character in ("}", ")", "]"))
        at_key = at_key or (depth == 1 and character == ",")
        position = skipped.end() if skipped else position + 1
    return keys, depth == 0


def _is_between(skipped: re.Match[str] | None, character: str) -> bool:
    """Return whether what stands there may stand between two keys: a blank or a comment."""
    return skipped[0].startswith("/") if skipped else character.isspace() or character in "},"


_METHOD = re.compile(r"\bdef\s+(?:self\s*\.\s*|[A-Z]\w*\s*\.\s*)?(\w+[?!]?)")
_DEFINED_METHOD = re.compile(r"\b(?:define_method|alias_method|alias)\s*\(?\s*:?(\w+[?!]?)")
_CONSTANT = re.compile(
    r"^[ \t]*(?:class|module)\s+([A-Z][\w:]*)|^[ \t]*([A-Z]\w*)\s*=", re.MULTILINE
)
_BEYOND = re.compile(
    r"\b(?:require_relative|load|eval|instance_eval|class_eval|extend|include|method_missing"
    r"|define_singleton_method|delegate|def_delegators?|autoload)\b|\bdefine_method\s*\(?\s*[^:\s(]"
)
"""What brings methods from elsewhere."""


def _ruby(data: bytes) -> Names | None:
    text = data.decode("utf-8", "replace")
    functions = tuple(dict.fromkeys(_METHOD.findall(text)))
    constants = [first or second for first, second in _CONSTANT.findall(text)]
    known = {*functions, *_DEFINED_METHOD.findall(text), *constants}
    known |= {part for constant in constants for part in constant.split("::")}
    return Names(frozenset(known), functions, not _BEYOND.search(text))


_READERS: dict[str, Callable[[bytes], Names | None]] = {
    "python": _python,
    "nodejs": _nodejs,
    "ruby": _ruby,
}
