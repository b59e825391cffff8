"""What source files define, compared with what Python, Node.js and Ruby make of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.formats.cloudformation.source_names import LONGEST, names_in
from tests.conftest import Prove

PYTHON = {
    "functions": "def a(): pass\nasync def b(): pass\nclass C:\n    def inner(self): pass\n",
    "assignments": "a = 1\nb, (c, *d) = 1, (2, 3)\ne: int = 4\nf = g = 5\nh = (i := 6)\n",
    "imports": "import os\nimport os.path as p\nfrom json import loads, dumps as d\n",
    "branches": "if True:\n    def a(): pass\nelse:\n    b = 1\n",
    "attempts": "try:\n    c = 1\nexcept ValueError as e:\n    f = 1\nfinally:\n    d = 2\n",
    "loops": "for a in [1]:\n    b = 2\nwhile True:\n    c = 3\n    break\n",
    "contexts": "import io\nwith io.StringIO() as a:\n    b = 1\n",
    "matches": "match {'k': [1, 2]}:\n    case {'k': [a, *b], **c}:\n        d = 1\n",
    "globals by statement": "def set():\n    global a\n    a = 1\nset()\n",
    "decorated": "import functools\n@functools.cache\ndef a(): pass\n",
    "lambdas": "a = lambda b: (c := b)\n",
    "comprehensions": "a = [b for b in [1]]\n",
    "nested": "def a():\n    b = 1\n    def c(): pass\n",
    "escapes": "a = '\\d'\n",
    "encoded": "# -*- coding: latin-1 -*-\na = '\xe9'\n",
    "a byte order mark": "\ufeffa = 1\n",
    "nothing": "",
}


@pytest.mark.parametrize("source", PYTHON.values(), ids=PYTHON)
def test_python_defines_what_python_says(source: str, prove: Prove) -> None:
    data = source.encode("latin-1" if "latin-1" in source else "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        space: dict[str, object] = {}
        exec(compile(data, "app.py", "exec"), space)  # noqa: S102 - the sources above
    names = names_in(data, "python")
    assert names
    assert names.complete
    assert {name for name in space if not name.startswith("__")} <= names.known
    functions = {name for name, value in space.items() if hasattr(value, "__code__")}
    assert functions <= names.known
    prove("source whose names were compared", "Python")


@pytest.mark.parametrize(
    "source",
    [
        "from os import *",
        "def __getattr__(name): return 1",
        "globals()['a'] = 1",
        "exec('a = 1')",
        "import sys\nsetattr(sys.modules[__name__], 'a', 1)",
    ],
)
def test_python_that_only_running_it_would_show(source: str) -> None:
    names = names_in(source.encode(), "python")
    assert names
    assert not names.complete


@pytest.mark.parametrize(
    "data",
    [
        b"print 'old'",
        b"def",
        b"a\0b",
        b"\xff\xfe",
        b"(" * 5000,
        b"-" * 100_000 + b"1",
        b"x" * (LONGEST + 1),
    ],
    ids=["python 2", "torn", "null", "utf-16", "brackets", "minuses", "too long"],
)
def test_python_that_cannot_be_read(data: bytes) -> None:
    assert names_in(data, "python") is None


NODE = {
    "exports one by one.cjs": "exports.a = 1; module.exports.b = () => {};\nexports['c'] = 2;",
    "one object.cjs": "const a = 1;\nmodule.exports = { a, b: 2, 'c': { d: 1 }, e() {} };",
    "strings with brackets.cjs": "module.exports = { a: '}', b: \"{\", c: `)`, d: 1 };",
    "comments between keys.cjs": "module.exports = {\n  // x, y\n  a: 1, /* z: 2, */\n  b: 2\n};",
    "functions in it.cjs": "module.exports = { a: (x, y) => ({ q: 1 }), async b() {} };",
    "old functions in it.cjs": "module.exports = { a: function () { return { r: 2 }; }, b: 1 };",
    "getters.cjs": "module.exports = { get a() { return 1; }, b: 1 };",
    "chained.cjs": "exports.a = exports.b = 1;",
    "defined.cjs": "Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = 1;",
    "twice.cjs": "module.exports = { a: 1 };\nmodule.exports.b = 2;",
    "empty.cjs": "module.exports = {};",
    "declarations.mjs": "export const a = 1;\nexport let b = 2, z;\nexport function c() {}\n"
    "export async function d() {}\nexport function* e() {}\nexport class F {}",
    "lists.mjs": "const a = 1, b = 2;\nexport { a, b as c };",
    "a default.mjs": "export default function a() {}\nexport const b = 1;",
    "again.mjs": "export { readFile as a } from 'fs';",
}


@pytest.mark.parametrize(("name", "source"), NODE.items(), ids=NODE)
def test_javascript_exports_what_node_says(
    tmp_path: Path, name: str, source: str, prove: Prove
) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not on the path")
    file = tmp_path / f"app.{name.rpartition('.')[2]}"
    file.write_text(source)
    if file.suffix == ".cjs":
        script = f"console.log(JSON.stringify(Object.getOwnPropertyNames(require({str(file)!r}))))"
        call = [node, "-e", script]
    else:
        script = f"import * as m from {str(file)!r}; console.log(JSON.stringify(Object.keys(m)))"
        call = [node, "--input-type=module", "-e", script]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    names = names_in(source.encode(), "nodejs")
    assert names
    exported = set(json.loads(done.stdout)) - {"default", "__esModule", "z"}
    assert names.known - {"__esModule"} == exported
    assert names.complete or not exported
    prove("source whose names were compared", "Node.js")


@pytest.mark.parametrize(
    "source",
    [
        "module.exports = build();",
        "module.exports = require('./x');",
        "module.exports = { ...require('./x'), a: 1 };",
        "module.exports = { [name]: 1, a: 1 };",
        "exports = module.exports = { a };",
        "Object.assign(exports, x); exports.a = 1",
        "for (const n of names) { exports[n] = 1 }",
        "export * from './x';",
        "export const { a, b } = make();",
        "export = a;",
        "__exportStar(require('./x'), exports); exports.a = 1",
        "_export(exports, { handler: function() {} });",
        "const e = exports; e.handler = 1;",
        "0 && (module['exports'] = x)",
        "module.exports = { a: 1",
        "module.exports = {" + "a: 1," * 10_000 + "}",
        "module.exports = {};" * 50,
    ],
)
def test_javascript_that_only_running_it_would_show(source: str) -> None:
    names = names_in(source.encode(), "nodejs")
    assert names
    assert not names.complete


def test_typescript_s_own_forms() -> None:
    source = (
        "export const a: Handler<E, R> = async (e) => {};\nexport interface I { x: string }\n"
        "export type T = { y: 1 };\nexport async function b<T>(e: T): Promise<void> {}\n"
        "export declare const c: number;\nexport { d } from './d';\nexport default e;\n"
    )
    names = names_in(source.encode(), "nodejs")
    assert names
    assert {"a", "b", "c", "d"} <= names.known
    assert not {"I", "T", "e", "x"} & names.known
    assert names.complete


RUBY = {
    "methods": "def a(event:, context:); end\ndef b?; end\nprivate def c; end\n",
    "a class": "class A\n  def self.a; end\n  def b; end\nend\n",
    "a module": "module M\n  class B\n    def self.c; end\n  end\nend\n",
    "constants": "H = 1\ndef a; end\n",
    "aliases": "def a; end\nalias b a\n",
}


@pytest.mark.parametrize("source", RUBY.values(), ids=RUBY)
def test_ruby_defines_what_ruby_says(tmp_path: Path, source: str, prove: Prove) -> None:
    ruby = shutil.which("ruby")
    if ruby is None:
        pytest.skip("ruby is not on the path")
    (tmp_path / "app.rb").write_text(source)
    script = (
        "m, c = Object.private_instance_methods(false), Object.constants; require './app';"
        "puts Object.private_instance_methods(false) - m, Object.instance_methods(false),"
        "Object.constants - c"
    )
    done = subprocess.run(
        [ruby, "-I.", "-e", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    names = names_in(source.encode(), "ruby")
    assert names
    assert names.complete
    assert set(done.stdout.split()) <= names.known
    prove("source whose names were compared", "Ruby")


@pytest.mark.parametrize(
    "source",
    [
        "require_relative 'x'",
        "include X",
        "define_method(name) { }",
        "def method_missing(n); end",
        "eval code",
    ],
)
def test_ruby_that_only_running_it_would_show(source: str) -> None:
    names = names_in(source.encode(), "ruby")
    assert names
    assert not names.complete


@settings(max_examples=300, deadline=1000)
@given(
    st.text(st.sampled_from("exportmdul.=s{}[]()'\"`,/*: \n\\"), max_size=80)
    | st.binary(max_size=60),
    st.sampled_from(["python", "nodejs", "ruby"]),
)
def test_any_source_is_bearable(source: str | bytes, language: str) -> None:
    data = source.encode() if isinstance(source, str) else source
    names = names_in(data, language)
    assert names is None or set(names.functions) <= names.known


@pytest.mark.parametrize("language", ["python", "nodejs", "ruby"])
@pytest.mark.parametrize(
    "piece", [b"module.exports = {", b"export {", b"exports.a=", b"def a ", b"/*", b"'", b"a,\n"]
)
def test_long_sources_end(language: str, piece: bytes) -> None:
    # A pattern that tried every way to match would not come back.
    names = names_in(piece * (LONGEST // len(piece)), language)
    assert names is None or set(names.functions) <= names.known
