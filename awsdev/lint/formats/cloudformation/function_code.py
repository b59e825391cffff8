"""Where a function's code lies, and what its handler asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.formats.cloudformation.local_paths import is_local
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.repository.surroundings import Lies, Surroundings

_CODE = {"AWS::Serverless::Function": "CodeUri", "AWS::Lambda::Function": "Code"}
_RUNTIME = re.compile(r"(python|nodejs|ruby)\d")
_PLAIN = re.compile(r"[\w./:@-]+")
_WRAPPED = "AWS_LAMBDA_EXEC_WRAPPER"
"""The variable that has another program start the function, whatever its handler says."""
_ENDINGS = {
    "python": (".py",),
    "nodejs": (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx", ".jsx", ""),
    "ruby": (".rb",),
}


@dataclass(frozen=True, slots=True)
class FunctionCode:
    """A function of the template whose code lies in a folder beside it.

    Attributes:
        function: The resource.
        handler: Its handler.
        language: `python`, `nodejs` or `ruby`.
        folder: Where its code lies, from the template's folder.
        assumed: Whether the template does not name the folder, and SAM takes its own.
        layered: Whether layers bring code of their own.
        entry_points: What esbuild makes the code from, where the template says so.
    """

    function: Resource
    handler: Scalar
    language: str
    folder: str
    assumed: bool
    layered: bool
    entry_points: list[Scalar]

    @property
    def target(self) -> Target | None:
        """Return what the handler asks for, or None where it asks for nothing in the code."""
        text = self.handler.text.strip()
        if not _PLAIN.fullmatch(text) or text.startswith((".", "/")) or ".." in text:
            return None
        return _TARGETS[self.language](text)

    @property
    def endings(self) -> tuple[str, ...]:
        """Return the endings of the files that can hold the handler."""
        return _ENDINGS[self.language]


@dataclass(frozen=True, slots=True)
class Target:
    """What a handler asks for.

    Attributes:
        module: The file without its ending, from the code's folder; empty where the handler
            names none.
        name: What the file has to define.
    """

    module: str
    name: str


def function_codes(document: Document, around: Surroundings) -> Iterator[FunctionCode]:
    """Yield the functions whose handlers can be looked up in a folder beside the template."""
    for function in Template(document).of_type(*_CODE):
        handler, folder = function.property("Handler"), _folder(function)
        runtime = _RUNTIME.match(_text(function.property("Runtime")))
        if not (isinstance(handler, Scalar) and not handler.tag and runtime and folder):
            continue
        method, properties = _build(function)
        renamed = properties.get("ParentPackageMode") or properties.get("ParentPackages")
        points = properties.items_of("EntryPoints")
        named = [point for point in points if isinstance(point, Scalar) and is_local(point)]
        otherwise = method == "makefile" or renamed or _is_wrapped(function) or named != points
        if not otherwise and around.lies(folder) is Lies.FOLDER:
            yield FunctionCode(
                function,
                handler,
                runtime[1],
                folder,
                function.property(_CODE[function.type]) is None,
                _is_something(function.property("Layers")),
                named if method == "esbuild" else [],
            )


def _folder(function: Resource) -> str:
    """Return the folder of a function's code; empty where it does not lie on disk."""
    image = _text(function.property("PackageType")) == "Image"
    if image or function.property("InlineCode") is not None:
        return ""
    node = function.property(_CODE[function.type])
    if node is None:
        # SAM builds the template's own folder.
        return "." if function.type == "AWS::Serverless::Function" else ""
    return node.text.strip() if isinstance(node, Scalar) and is_local(node) else ""


def _build(function: Resource) -> tuple[str, Mapping]:
    body = function.entry.value
    metadata = body.mapping("Metadata") if isinstance(body, Mapping) else Mapping(body.span)
    return metadata.text("BuildMethod"), metadata.mapping("BuildProperties")


def _is_wrapped(function: Resource) -> bool:
    holders = (function.properties, function.shared)
    return any(
        holder.mapping("Environment").mapping("Variables").entry(_WRAPPED) for holder in holders
    )


def _is_something(node: Node | None) -> bool:
    empty = isinstance(node, Sequence) and not node.items
    return node is not None and not empty


def _text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) and not node.tag else ""


def _python(text: str) -> Target | None:
    module, _, name = text.rpartition(".")
    return Target(module.replace(".", "/"), name)


def _nodejs(text: str) -> Target | None:
    folder, slash, rest = text.rpartition("/")
    module, _, name = rest.partition(".")
    return Target(f"{folder}{slash}{module}" if name else "", name.split(".")[0])


def _ruby(text: str) -> Target | None:
    module, _, rest = text.partition(".")
    # FILE.METHOD or FILE.CLASS.METHOD, where the class may lie in a module.
    return Target(module if rest else "", re.split(r"\.|::", rest)[-1])


_TARGETS = {"python": _python, "nodejs": _nodejs, "ruby": _ruby}
