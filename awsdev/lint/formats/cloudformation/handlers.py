"""Handlers that the code does not have (code `SM201`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.function_code import FunctionCode, Target, function_codes
from awsdev.lint.formats.cloudformation.source_names import names_in
from awsdev.lint.repository.builds import Builds, looks_made
from awsdev.lint.repository.nearest import nearest
from awsdev.lint.repository.surroundings import Lies, Surroundings, joined
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("cloudformation", "sam", topic="sam-basics", across=True)

_MANIFESTS = {
    "python": re.compile(r"requirements[\w.-]*\.txt|Pipfile|pyproject\.toml|setup\.(?:py|cfg)"),
    "nodejs": re.compile(r"package\.json"),
    "ruby": re.compile(r"Gemfile"),
}
"""Files that name the packages an installation adds to the code."""
_PACKAGE = _MANIFESTS["nodejs"]
_COMPILED = re.compile(r"tsconfig[\w.-]*\.json|(?:webpack|rollup|vite|esbuild)[\w.-]*\.\w+")
"""Files that show that JavaScript is made from something else."""
_SHOWN = 8


@RULES.rule("SM201", Severity.WARNING)
def unresolved_handler(document: Document) -> Iterator[Problem]:
    """A function's handler is not in its code.

    The file that `Handler` names is not in `CodeUri` (or `Code`), or does not define the
    function: Python modules and packages, JavaScript and TypeScript exports, Ruby methods. With
    esbuild, the handler's file has to be one of the `EntryPoints`.

    Left alone are other languages, code that lies elsewhere, code built by a Makefile, files that
    git ignores or that compilers and installations make, functions that another program starts
    (`AWS_LAMBDA_EXEC_WRAPPER`, `/opt/…`), handlers that layers may bring, and files whose
    definitions only running them would show (`from x import *`, `module.exports = build()`).

    ## Why
    The deployment goes through. Every invocation fails before the first line of the function.

    ## AWS says
    Python: `Unable to import module 'app': No module named 'app'`, or `Handler 'handle' missing
    on module 'app'`. Node.js: `Error: Cannot find module 'app'`, or `app.handle is undefined or
    not exported`.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.lambda_handler
          CodeUri: worker/
    ```

    ```python worker/app.py
    def handler(event, context):
        return event
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: worker/
    ```

    ```python worker/app.py
    def handler(event, context):
        return event
    ```

    ## Source
    [Define a Lambda function handler in Python](https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html),
    [in Node.js](https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html),
    [in Ruby](https://docs.aws.amazon.com/lambda/latest/dg/ruby-handler.html);
    [aws-lambda-python-runtime-interface-client](https://github.com/aws/aws-lambda-python-runtime-interface-client)
    """
    around = document.surroundings
    seen: set[tuple[int, str]] = set()
    for code in function_codes(document, around) if around else ():
        # A handler that `Globals` gives is one handler, however many functions have it.
        key = (id(code.handler), code.folder)
        if around and key not in seen:
            seen.add(key)
            yield from Lookup(code, around).problems()


class Lookup:
    """The lookup of one handler.

    Args:
        code: The function's code and handler.
        around: What lies around the template.
    """

    def __init__(self, code: FunctionCode, around: Surroundings) -> None:
        self._code = code
        self._around = around
        self._id = code.function.logical_id

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the handler; at most one problem."""
        target = self._code.target
        if target is None or self._around.ignored(self._code.folder):
            return
        if not target.module:
            if not self._code.layered:
                yield self._malformed()
        elif self._code.entry_points:
            yield from self._bundled(target, self._code.entry_points)
        elif path := self._file(target.module):
            yield from self._undefined(path, target)
        elif not self._may_come(target.module):
            yield self._missing(target)

    def _malformed(self) -> Problem:
        text = self._code.handler.text
        return Problem(
            self._code.handler,
            f"the handler {text} of {self._id} names a file or a function, not both",
            f"write both, such as app.{text or 'handler'}",
        )

    def _bundled(self, target: Target, points: list[Scalar]) -> Iterator[Problem]:
        """Look among the entry points, whose names esbuild gives to its output."""
        name = posixpath.basename(target.module)
        matching = [point for point in points if _stem(point.text.strip()) == name]
        path = self._file(matching[0].text.strip()) if matching else ""
        if path:
            yield from self._undefined(path, target)
        elif matching:
            yield from self._without_entry_point(matching[0])
        else:
            made = ", ".join(f"{_stem(point.text.strip())}.{target.name}" for point in points)
            yield Problem(
                self._code.handler,
                f"the handler {self._code.handler.text} of {self._id} is in none of the entry "
                "points of esbuild",
                f"esbuild makes {made}",
            )

    def _without_entry_point(self, point: Scalar) -> Iterator[Problem]:
        text, folder = point.text.strip(), self._code.folder
        if not looks_made(text) and not self._builds.may_make(joined(folder, text)):
            near = nearest(self._around, text, folder, file=True)
            yield Problem(
                point,
                f"the entry point {text} of {self._id} is not in {folder}",
                f"did you mean {near}?" if near else "it is relative to the code's folder",
                f"entry point {joined(folder, text)} does not exist",
            )

    def _undefined(self, path: str, target: Target) -> Iterator[Problem]:
        data = self._around.read(path)
        names = None if data is None else names_in(data, self._code.language)
        if names and names.complete and target.name not in names.known:
            shown = names.functions[:_SHOWN]
            yield Problem(
                self._code.handler,
                f"{path} does not define {target.name}, the handler of {self._id}",
                valid_ones(target.name, shown, label="functions in it") if shown else "",
                self._words_on_name(target),
            )

    def _words_on_name(self, target: Target) -> str:
        module, _, name = self._code.handler.text.strip().rpartition(".")
        if self._code.language == "python":
            return f"Handler '{name}' missing on module '{module}'"
        if self._code.language == "nodejs":
            return f"{self._code.handler.text.strip()} is undefined or not exported"
        return ""

    def _missing(self, target: Target) -> Problem:
        file = self._usual_file(target.module)
        likely = self._neighbour(target.module) or self._deeper(target.module)
        others = ", ".join(self._stems(target.module)[:_SHOWN])
        hint = f"files there: {others}" if others else ""
        return Problem(
            self._code.handler,
            f"the handler {self._code.handler.text} of {self._id} needs {file}, which is not there",
            f"did you mean {likely}.{target.name}?" if likely else hint,
            self._words_on_module(target),
        )

    def _words_on_module(self, target: Target) -> str:
        if self._code.language == "python":
            module = self._code.handler.text.strip().rpartition(".")[0]
            return f"Unable to import module '{module}'"
        module = posixpath.basename(target.module)
        return f"Cannot find module '{module}'" if self._code.language == "nodejs" else ""

    def _file(self, module: str) -> str:
        """Return the file that a module is, from the template's folder; empty without one."""
        endings = [*self._code.endings]
        if self._code.language == "python":
            # A package goes before a module of the same name.
            endings.insert(0, "/__init__.py")
        files = (joined(self._code.folder, f"{module}{ending}") for ending in endings)
        return next((file for file in files if self._around.lies(file) is Lies.FILE), "")

    def _usual_file(self, module: str) -> str:
        return joined(self._code.folder, f"{module}{self._code.endings[0]}")

    def _may_come(self, module: str) -> bool:
        """Return whether the file may come from a build, an installation or a layer."""
        file = self._usual_file(module)
        stem = posixpath.basename(module)
        beside = self._around.names(posixpath.dirname(file) or ".")
        of_the_name = any(name.rstrip("/").split(".")[0] == stem for name in beside)
        if of_the_name or looks_made(file) or self._builds.may_make(file):
            return True
        from_layer = self._code.layered and not self._neighbour(module)
        # A template on its own, without code around it, shows something else.
        alone = self._code.assumed and not self._stems(module)
        return alone or from_layer or self._is_installed(module) or self._is_compiled()

    @cached_property
    def _builds(self) -> Builds:
        return Builds(self._around)

    def _is_installed(self, module: str) -> bool:
        """Return whether a manifest names a package that the module can be of."""
        package = re.split(r"/", module)[0].replace("_", "[-_]")
        word = re.compile(rf"(?<![\w-]){package}", re.IGNORECASE)
        return any(
            word.search((self._around.read(path) or b"").decode("utf-8", "replace"))
            for path in self._beside(_MANIFESTS[self._code.language])
        )

    def _is_compiled(self) -> bool:
        """Return whether the code is made from something else, in another folder perhaps."""
        if self._code.language != "nodejs":
            return False
        manifests = (self._around.read(path) or b"" for path in self._beside(_PACKAGE))
        return any(self._beside(_COMPILED)) or any(b'"build"' in data for data in manifests)

    def _beside(self, pattern: re.Pattern[str]) -> Iterator[str]:
        """Yield the files of such a name in the code's folder and in those around the template."""
        for folder in dict.fromkeys((joined(self._code.folder), *self._around.bases)):
            for name in self._around.names(folder):
                if pattern.fullmatch(name):
                    yield joined(folder, name)

    def _stems(self, module: str) -> list[str]:
        """Return the modules in the folder that a module is looked for in."""
        folder = posixpath.dirname(joined(self._code.folder, module)) or "."
        names = self._around.names(folder)
        return [
            _stem(name) for name in names if name.endswith(tuple(filter(None, self._code.endings)))
        ]

    def _neighbour(self, module: str) -> str:
        """Return the module beside it that was likely meant; empty without one."""
        folder, name = posixpath.split(module)
        found = closest(name, self._stems(module), limit=1)
        return posixpath.join(folder, found[0]) if found else ""

    def _deeper(self, module: str) -> str:
        """Return a module of the same name in a folder below; empty without one."""
        for ending in filter(None, self._code.endings):
            if found := nearest(self._around, f"{module}{ending}", self._code.folder, file=True):
                return posixpath.splitext(found)[0]
        return ""


def _stem(path: str) -> str:
    return posixpath.basename(path).split(".")[0]
