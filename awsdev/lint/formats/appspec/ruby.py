"""What Ruby, in which the CodeDeploy agent is written, makes of a value.

Agent 1 loads the file with Psych, whose numbers differ from PyYAML's: it takes commas
between digits, takes fewer underscores, and reads `1:30` its own way.
"""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

from awsdev.lint.documents.document import Node, Scalar

_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}(?:\.[0-9_]*)?")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_,]*\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?")
_INTEGERS = {
    2: re.compile(r"[-+]?0b[01_,]*[01][01_,]*"),
    8: re.compile(r"[-+]?0[0-7_,]+"),
    10: re.compile(r"[-+]?(?:0|[1-9](?:[_,]?[0-9])*)"),
    16: re.compile(r"[-+]?0x[0-9a-fA-F_,]*[0-9a-fA-F][0-9a-fA-F_,]*"),
}
_ENDLESS = 10**100
_LEADING_NUMBER = re.compile(r"\s*([-+]?[0-9]+(?:_[0-9]+)*)")


def value(scalar: Scalar) -> Any:
    """Return the value as the agent has it after loading the file."""
    if scalar.quoted:
        return scalar.text
    number = _number(scalar.text)
    if number is not None:
        return number
    found = scalar.value
    # `.inf` and `.nan` are numbers to both readers; what else is left is text to Psych.
    finite = isinstance(found, float) and math.isfinite(found)
    is_integer = isinstance(found, int) and not isinstance(found, bool)
    return scalar.text if finite or is_integer else found


def _number(written: str) -> int | float | None:
    """Return the number Psych reads, or None where it reads something else."""
    if _BASE_60.fullmatch(written):
        parts = [_to_number(part.replace("_", ""), 10) for part in written.split(":")]
        # The first of two parts counts 3600 and the second 60, as in 1:30:00.
        return sum(part * factor for part, factor in zip(parts, (3600, 60, 1), strict=False))
    plain = written.replace("_", "").replace(",", "")
    for base, pattern in _INTEGERS.items():
        if pattern.fullmatch(written):
            return _to_number(plain, base)
    return float(plain) if _FLOAT.fullmatch(written) else None


def _to_number(digits: str, base: int) -> int | float:
    """Return the number, cut where Python no longer converts text to numbers."""
    if "." in digits:
        return float(digits)
    return int(digits, base) if len(digits) < 100 else _ENDLESS


def is_absent(node: Node) -> bool:
    """Tell whether the value is nil or false, which the agent mostly takes as absent."""
    found = value(node) if isinstance(node, Scalar) else node
    return found is None or found is False


def text(scalar: Scalar) -> str:
    """Return the value as Ruby's `to_s` writes it."""
    found = value(scalar)
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float) and not math.isfinite(found):
        return str(found).replace("inf", "Infinity").replace("nan", "NaN")
    if isinstance(found, float) or (isinstance(found, int) and abs(found) < _ENDLESS):
        return str(found)
    return scalar.text


def whole(scalar: Scalar) -> int | None:
    """Return the value as Ruby's `to_i` reads it; None where Ruby raises an error."""
    found = value(scalar)
    if isinstance(found, str):
        number = _LEADING_NUMBER.match(found)
        return int(_to_number(number[1].replace("_", ""), 10)) if number else 0
    if isinstance(found, float):
        return int(found) if math.isfinite(found) else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def after_number(written: str) -> str:
    """Return what stands behind the number that `to_i` reads, and is dropped."""
    number = _LEADING_NUMBER.match(written)
    return written[number.end() :].strip() if number else written


def class_of(node: Node) -> str:
    """Return the Ruby class of a value, as its error messages name it."""
    if not isinstance(node, Scalar):
        return "Hash" if node.type_name == "mapping" else "Array"
    found = value(node)
    if isinstance(found, bool):
        return "TrueClass" if found else "FalseClass"
    names = {str: "String", int: "Integer", float: "Float", type(None): "NilClass"}
    return names.get(type(found), "Date")


def no_date(scalar: Scalar) -> str:
    """Return what Ruby says, from 3.1 on, when it comes upon a date."""
    is_time = isinstance(value(scalar), datetime.datetime)
    return f"Tried to load unspecified class: {'Time' if is_time else 'Date'}"


def no_method(method: str, node: Node) -> str:
    """Return what Ruby says when a value lacks the method the agent calls."""
    name = class_of(node)
    if isinstance(node, Scalar) and name == "Date":
        return no_date(node)
    if not isinstance(node, Scalar):
        shown = "#<…>"
    elif name == "String":
        shown = f'"{node.text}"'
    else:
        shown = "nil" if name == "NilClass" else text(node)
    return f"undefined method `{method}' for {shown}:{name}"


def no_text(node: Node) -> str:
    """Return what Ruby says when a value that is no text stands for a path or a name."""
    name = class_of(node)
    if isinstance(node, Scalar) and name == "Date":
        return no_date(node)
    shown = {"TrueClass": "true", "FalseClass": "false"}.get(name, name)
    return f"no implicit conversion of {shown} into String"
