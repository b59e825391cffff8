"""Handlers looked up in real folders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from tests.conftest import Prove
from tests.lint.folders import Files, lay_out, own_findings_in

HANDLER = "def handler(event, context): return event\n"
Properties = dict[str, Any]


def template(handler: object, *, runtime: str = "python3.14", **more: Any) -> str:
    """A template with one function; `Metadata` belongs to the resource, the rest to it."""
    metadata = more.pop("Metadata", None)
    properties = {"Runtime": runtime, "Handler": handler, "CodeUri": "src/", **more}
    known = {key: value for key, value in properties.items() if value is not None}
    body: Properties = {"Type": "AWS::Serverless::Function", "Properties": known}
    if metadata is not None:
        body["Metadata"] = metadata
    return "Transform: AWS::Serverless-2016-10-31\n" + yaml.safe_dump({"Resources": {"It": body}})


def found(top: Path, text: str, files: Files) -> list[Finding]:
    lay_out(top, {"template.yaml": text, **files})
    return own_findings_in(top / "template.yaml", "SM2")


PYTHON: list[tuple[str, Files, bool]] = [
    ("app.handler", {"app.py": HANDLER}, True),
    ("app.handler", {"app/__init__.py": HANDLER}, True),
    ("app.handler", {"app/__init__.py": "", "app.py": HANDLER}, False),
    ("a.b.handler", {"a/b.py": HANDLER}, True),
    ("a/b.handler", {"a/b.py": HANDLER}, True),
    ("a/b/c.handler", {"a/__init__.py": "", "a/b/c.py": HANDLER}, True),
    ("app.handler", {"app.py": "from other import handler\n", "other.py": HANDLER}, True),
    ("app.handler", {"app.py": "import other as handler\n", "other.py": ""}, True),
    ("app.handler", {"app.py": "class C:\n    def handler(self): pass\n"}, False),
    ("app.handler", {"app.py": "if False:\n    pass\nelse:\n    handler = print\n"}, True),
    ("app.handler", {"app.py": "# def handler(): pass\n"}, False),
    ("app.handler", {"app.py": "'''def handler(): pass'''\n"}, False),
    ("app.handler", {"app.py": ""}, False),
    ("app.handle", {"app.py": HANDLER}, False),
    ("ap.handler", {"app.py": HANDLER}, False),
    ("app.App.handler", {"app.py": "class App:\n    handler = print\n"}, False),
    ("src.app.handler", {"app.py": HANDLER}, False),
]


def invoked(folder: Path, handler: str) -> bool:
    """Look a handler up as Lambda's runtime for Python does."""
    module, _, name = handler.rpartition(".")
    module = module.replace("/", ".")
    script = f"import importlib; getattr(importlib.import_module({module!r}), {name!r})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.parametrize(("handler", "files", "resolves"), PYTHON)
def test_python_handlers_resolve_as_the_runtime_resolves_them(
    tmp_path: Path, handler: str, files: Files, resolves: bool, prove: Prove
) -> None:
    lay_out(tmp_path, {f"src/{name}": content for name, content in files.items()})
    assert invoked(tmp_path / "src", handler) is resolves
    codes = [one.code for one in found(tmp_path, template(handler), {})]
    assert codes == ([] if resolves else ["SM201"])
    prove("handler resolved as by the runtime", "Python's importlib")


NODE: list[tuple[str, str, str, list[str]]] = [
    ("app.handler", "app.js", "exports.handler = async () => {};", []),
    ("app.handler", "app.mjs", "export const handler = async () => {};", []),
    ("app.handler", "app.cjs", "module.exports = { handler: () => {} };", []),
    ("app.handler", "app.ts", "export const handler: H = async () => {};", []),
    ("app.handler", "app.tsx", "export async function handler() {}", []),
    ("app.handler", "app.mts", "export { go as handler };", []),
    ("handlers/app.handler", "handlers/app.js", "exports.handler = 1", []),
    ("app.api.handler", "app.js", "exports.api = { handler() {} }", []),
    ("app.handler", "app.js", "module.exports = require('./other')", []),
    ("app.handler", "app.js", "exports.lambdaHandler = async () => {};", ["SM201"]),
    ("app.handler", "app.mjs", "export default async function handler() {}", ["SM201"]),
    ("app.handler", "app.js", "const handler = () => {};", ["SM201"]),
    ("app.handler", "App.js", "exports.handler = 1", ["SM201"]),
    ("app.handler", "lib.js", "exports.handler = 1", ["SM201"]),
    ("app.handler", "app/index.js", "exports.handler = 1", []),
]


@pytest.mark.parametrize(("handler", "name", "content", "codes"), NODE)
def test_node_handlers(
    tmp_path: Path, handler: str, name: str, content: str, codes: list[str]
) -> None:
    text = template(handler, runtime="nodejs22.x")
    assert [one.code for one in found(tmp_path, text, {f"src/{name}": content})] == codes


@pytest.mark.parametrize(
    ("handler", "content", "codes"),
    [
        ("app.handler", "def handler(event:, context:); end", []),
        ("app.App.process", "class App\n  def self.process(event:, context:); end\nend", []),
        (
            "app.Shop::App.process",
            "module Shop\n class App\n def self.process(**); end\nend\nend",
            [],
        ),
        ("app.handler", "require_relative 'other'", []),
        ("app.handle", "def handler(event:, context:); end", ["SM201"]),
        ("lib/app.handler", "def handler(event:, context:); end", ["SM201"]),
    ],
)
def test_ruby_handlers(tmp_path: Path, handler: str, content: str, codes: list[str]) -> None:
    text = template(handler, runtime="ruby3.4")
    assert [one.code for one in found(tmp_path, text, {"src/app.rb": content})] == codes


ESBUILD = {
    "BuildMethod": "esbuild",
    "BuildProperties": {"EntryPoints": ["handlers/app.ts", "b.ts"]},
}
APP = "export const handler = async () => {};"


@pytest.mark.parametrize(
    ("handler", "metadata", "codes"),
    [
        ("app.handler", ESBUILD, []),
        ("b.handler", ESBUILD, []),
        ("handlers/app.handler", ESBUILD, []),
        ("app.handle", ESBUILD, ["SM201"]),
        ("index.handler", ESBUILD, ["SM201"]),
        ("handlers/app.handler", {"BuildMethod": "esbuild"}, []),
        ("app.handler", {"BuildMethod": "esbuild"}, ["SM201"]),
        ("gone.handler", {**ESBUILD, "BuildProperties": {"EntryPoints": ["gone.ts"]}}, ["SM201"]),
        ("x.handler", {**ESBUILD, "BuildProperties": {"EntryPoints": [{"Ref": "X"}]}}, []),
        ("x.handler", {"BuildMethod": "makefile"}, []),
    ],
)
def test_handlers_that_esbuild_makes(
    tmp_path: Path, handler: str, metadata: object, codes: list[str]
) -> None:
    text = template(handler, runtime="nodejs22.x", Metadata=metadata)
    files: Files = {"src/handlers/app.ts": APP, "src/b.ts": APP}
    assert [one.code for one in found(tmp_path, text, files)] == codes


LEFT_ALONE: dict[str, tuple[str, Files]] = {
    "java": (template("shop.App::handle", runtime="java21"), {}),
    "custom": (template("bootstrap", runtime="provided.al2023"), {}),
    "an intrinsic": (template({"Fn::Sub": "${M}.handler"}), {}),
    "an unknown runtime": (template("gone.handler", runtime="${Runtime}"), {}),
    "an image": (template("gone.handler", PackageType="Image"), {}),
    "inline code": (template("index.handler", InlineCode="x", CodeUri=None), {}),
    "in S3": (template("gone.handler", CodeUri="s3://b/k"), {}),
    "in a bucket": (template("gone.handler", CodeUri={"Bucket": "b", "Key": "k"}), {}),
    "an archive": (template("gone.handler", CodeUri="code.zip"), {"code.zip": b"PK"}),
    "a missing folder is another rule's": (template("gone.handler", CodeUri="gone/"), {}),
    "a layer's": (template("/opt/wrapper.handler"), {}),
    "a vendor's, from a layer": (template("newrelic_lambda_wrapper.handler", Layers=["arn:x"]), {}),
    "a vendor's, by choice": (template("dd.handler", Layers={"Fn::If": ["A", [], []]}), {}),
    "installed": (
        template("datadog_lambda.handler.handler"),
        {"src/requirements.txt": "datadog-lambda==6\n"},
    ),
    "installed from above": (
        template("awsgi.handler"),
        {"pyproject.toml": "dependencies = ['awsgi']\n"},
    ),
    "of npm": (
        template("node_modules/datadog-lambda-js/handler.handler", runtime="nodejs22.x"),
        {},
    ),
    "started by another program": (
        template(
            "run.sh", Environment={"Variables": {"AWS_LAMBDA_EXEC_WRAPPER": "/opt/bootstrap"}}
        ),
        {},
    ),
    "compiled": (
        template("index.handler", runtime="nodejs22.x"),
        {"src/tsconfig.json": "{}", "src/lib/index.ts": APP},
    ),
    "built by npm": (
        template("main.handler", runtime="nodejs22.x"),
        {"src/package.json": '{"scripts": {"build": "x"}}'},
    ),
    "built elsewhere": (template("dist/index.handler", runtime="nodejs22.x"), {}),
    "ignored": (template("made.handler"), {".gitignore": "made.py\n"}),
    "in an ignored folder": (template("app.handle"), {".gitignore": "src/\n"}),
    "made by a Makefile": (template("made.handler"), {"Makefile": "x:\n\tcat a > src/made.py\n"}),
    "compiled for Python": (template("native.handler"), {"src/native.cpython-313.so": b"\0"}),
    "a package without code": (template("pack.handler"), {"src/pack/mod.py": HANDLER}),
    "star": (template("star.handler"), {"src/star.py": "from app import *\n"}),
    "another Python's": (template("new.handler"), {"src/new.py": "def (: =\n"}),
    "renamed by SAM": (
        template(
            "src.app.handler",
            Metadata={
                "BuildMethod": "python3.14",
                "BuildProperties": {"ParentPackageMode": "auto"},
            },
        ),
        {},
    ),
    "no code around": (template("index.handler", CodeUri=None, runtime="nodejs22.x"), {}),
}


@pytest.mark.parametrize(("text", "files"), LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_cannot_be_told_is_left_alone(tmp_path: Path, text: str, files: Files) -> None:
    assert found(tmp_path, text, {"src/app.py": HANDLER, **files}) == []


@pytest.mark.parametrize(
    ("handler", "more", "message", "hint"),
    [
        (
            "app.handle",
            {},
            "src/app.py does not define handle, the handler of It",
            "did you mean handler? Functions in it: handler",
        ),
        (
            "ap.handler",
            {},
            "the handler ap.handler of It needs src/ap.py, which is not there",
            "did you mean app.handler?",
        ),
        (
            "main.handler",
            {},
            "the handler main.handler of It needs src/main.py, which is not there",
            "files there: app",
        ),
        (
            "orders.handler",
            {},
            "the handler orders.handler of It needs src/orders.py, which is not there",
            "did you mean api/orders.handler?",
        ),
        (
            "ap.handler",
            {"Layers": ["arn:x"]},
            "the handler ap.handler of It needs src/ap.py, which is not there",
            "did you mean app.handler?",
        ),
        (
            "handler",
            {},
            "the handler handler of It names a file or a function, not both",
            "write both, such as app.handler",
        ),
    ],
)
def test_findings_say_what_was_meant(
    tmp_path: Path, handler: str, more: Properties, message: str, hint: str
) -> None:
    files: Files = {"src/app.py": HANDLER, "src/api/orders.py": HANDLER}
    (one,) = found(tmp_path, template(handler, **more), files)
    assert (one.message, one.hint) == (message, hint)


@pytest.mark.parametrize(
    ("runtime", "handler", "words"),
    [
        ("python3.14", "app.handle", "Handler 'handle' missing on module 'app'"),
        ("python3.14", "a/ap.handle", "Unable to import module 'a/ap'"),
        ("nodejs22.x", "app.handle", "app.handle is undefined or not exported"),
        ("nodejs22.x", "a/ap.handle", "Cannot find module 'ap'"),
        ("ruby3.4", "app.handle", ""),
    ],
)
def test_findings_quote_the_runtime(tmp_path: Path, runtime: str, handler: str, words: str) -> None:
    files: Files = {"src/app.py": HANDLER, "src/app.js": "exports.handler = 1", "src/app.rb": ""}
    (one,) = found(tmp_path, template(handler, runtime=runtime), files)
    assert one.service_error == words


def test_globals_and_plain_functions(tmp_path: Path) -> None:
    text = (
        "Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Runtime: python3.14\n"
        "    Handler: app.handle\n    CodeUri: src\nResources:\n"
        "  A: {Type: AWS::Serverless::Function}\n  B: {Type: AWS::Serverless::Function}\n"
        "  C: {Type: AWS::Serverless::Function, Properties: {Handler: app.handler}}\n"
        "  D: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.14, Handler: app.x, "
        "Code: src}}\n"
        "  E: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.14, Handler: app.x}}\n"
    )
    lines = [one.span.line for one in found(tmp_path, text, {"src/app.py": HANDLER})]
    assert lines == [5, 11]


def test_the_template_s_own_folder_is_sam_s_default(tmp_path: Path) -> None:
    text = template("app.handle", CodeUri=None)
    assert [one.code for one in found(tmp_path, text, {"app.py": HANDLER})] == ["SM201"]


def test_links_and_other_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: Files = {"code/real/app.py": HANDLER, "stacks/x/template.yaml": ""}
    top = lay_out(tmp_path, files)
    (top / "code" / "link").symlink_to("real")
    (top / "code" / "broken").mkdir()
    (top / "code" / "broken" / "app.py").symlink_to("gone.py")
    monkeypatch.chdir(top / "code")
    for folder, count in (("../../code/link", 0), (str(top / "code" / "real"), 0)):
        (top / "stacks/x/template.yaml").write_text(template("app.handler", CodeUri=folder))
        assert len(own_findings_in("../stacks/x/template.yaml", "SM2")) == count
        (top / "stacks/x/template.yaml").write_text(template("app.handle", CodeUri=folder))
        assert len(own_findings_in("../stacks/x/template.yaml", "SM2")) == 1


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(
        ["app.handler", "src", "..", "python3.14", "nodejs22.x", "esbuild", "a\0b.c"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["BuildMethod", "BuildProperties", "EntryPoints", "Variables", "Ref"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(
    properties=st.dictionaries(
        st.sampled_from(["Handler", "Runtime", "CodeUri", "Layers", "Environment", "PackageType"]),
        VALUES,
    ),
    metadata=VALUES,
)
def test_any_value_is_bearable(
    properties: Properties, metadata: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = lay_out(
        tmp_path_factory.getbasetemp() / "any", {"src/app.py": HANDLER, "src/app.js": APP}
    )
    usual = {"Handler": "app.x", "Runtime": "nodejs22.x", "CodeUri": "src"}
    for kind in ("AWS::Serverless::Function", "AWS::Lambda::Function"):
        for chosen in (properties, {**usual, **properties}, {**properties, **usual}):
            body = {"Type": kind, "Properties": chosen, "Metadata": metadata}
            text = yaml.safe_dump({"Globals": {"Function": properties}, "Resources": {"A": body}})
            document = parse_yaml(text, "template.yaml")
            document.surroundings = Surroundings(str(folder))
            check_document(document, "sam")
