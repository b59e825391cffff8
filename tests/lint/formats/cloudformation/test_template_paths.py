"""Local paths in templates, in real folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.formats.cloudformation.local_paths import local_paths
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from tests.conftest import Run
from tests.lint.folders import Files, lay_out, own_findings_in

SAM = "Transform: AWS::Serverless-2016-10-31\n"


def template(type_: str, properties: dict[str, object], **more: object) -> str:
    """A template with one resource."""
    body = {"Type": type_, "Properties": properties, **more}
    return SAM + yaml.safe_dump({"Resources": {"It": body}})


def found_in(top: Path, text: str, files: Files | None = None) -> list[tuple[str, str]]:
    lay_out(top, {"template.yaml": text, **(files or {})})
    return [(one.code, one.message) for one in own_findings_in(top / "template.yaml", "SM7")]


def nested(name: str, value: object) -> dict[str, object]:
    """A property from its dotted name."""
    for step in reversed(name.split(".")):
        value = {step: value}
    assert isinstance(value, dict)
    return value


FILES = [
    ("AWS::Serverless::Api", "DefinitionUri"),
    ("AWS::Serverless::HttpApi", "DefinitionUri"),
    ("AWS::Serverless::StateMachine", "DefinitionUri"),
    ("AWS::Serverless::Application", "Location"),
    ("AWS::Serverless::GraphQLApi", "SchemaUri"),
    ("AWS::Serverless::GraphQLApi", "Functions.A.CodeUri"),
    ("AWS::Serverless::GraphQLApi", "Resolvers.Query.a.CodeUri"),
    ("AWS::CloudFormation::Stack", "TemplateURL"),
    ("AWS::CloudFormation::StackSet", "TemplateURL"),
    ("AWS::ApiGateway::RestApi", "BodyS3Location"),
    ("AWS::ApiGatewayV2::Api", "BodyS3Location"),
    ("AWS::AppSync::GraphQLSchema", "DefinitionS3Location"),
    ("AWS::AppSync::Resolver", "RequestMappingTemplateS3Location"),
    ("AWS::AppSync::Resolver", "CodeS3Location"),
    ("AWS::AppSync::FunctionConfiguration", "ResponseMappingTemplateS3Location"),
    ("AWS::Glue::Job", "Command.ScriptLocation"),
    ("AWS::StepFunctions::StateMachine", "DefinitionS3Location"),
]
ARCHIVES = [
    ("AWS::Serverless::Function", "CodeUri"),
    ("AWS::Serverless::LayerVersion", "ContentUri"),
    ("AWS::Lambda::Function", "Code"),
    ("AWS::Lambda::LayerVersion", "Content"),
    ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),
    ("AWS::CloudFormation::ModuleVersion", "ModulePackage"),
    ("AWS::CloudFormation::ResourceVersion", "SchemaHandlerPackage"),
    ("AWS::CodeCommit::Repository", "Code.S3"),
]


@pytest.mark.parametrize(("type_", "name"), [*FILES, *ARCHIVES])
def test_every_property_that_is_packaged(tmp_path: Path, type_: str, name: str) -> None:
    text = template(type_, nested(name, "here/gone"))
    shown = "CodeUri" if "GraphQL" in type_ and "CodeUri" in name else name
    message = f"{shown} of It is here/gone, and nothing lies there"
    assert found_in(tmp_path, text, {"here/a.txt": ""}) == [("SM701", message)]
    assert found_in(tmp_path, template(type_, nested(name, "here/a.txt"))) == []
    assert found_in(tmp_path, template(type_, nested(name, "s3://bucket/gone"))) == []
    folder = found_in(tmp_path, template(type_, nested(name, "here")))
    assert [code for code, _ in folder] == (["SM702"] if (type_, name) in FILES else [])


@pytest.mark.parametrize(
    "value",
    [
        "s3://bucket/key",
        "https://s3.amazonaws.com/bucket/key",
        "arn:aws:s3:::bucket",
        "${Path}/x",
        "{{resolve:ssm:path}}",
        "<path>",
        "",
        None,
        5,
        {"Ref": "Path"},
        {"Bucket": "b", "Key": "k"},
        ["x"],
    ],
)
def test_what_is_no_local_path(tmp_path: Path, value: object) -> None:
    found = found_in(tmp_path, template("AWS::Serverless::Function", {"CodeUri": value}))
    assert found == (
        [] if value != 5 else [("SM701", "CodeUri of It is 5, and nothing lies there")]
    )


def test_intrinsics_in_their_short_form_are_left_alone(tmp_path: Path) -> None:
    body = (
        "Resources:\n  It:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: "
    )
    for value in ("!Ref Path", "!Sub '${Path}'", "!If [A, b, c]", "!Join ['', [a]]"):
        assert found_in(tmp_path, f"{SAM}{body}{value}\n") == []


INCLUDES = [
    "Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: gone.yaml}}",
    "Resources: {A: {Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: gone.yaml}}}}",
    "Transform: {Name: 'AWS::Include', Parameters: {Location: gone.yaml}}",
    "Metadata: {x: [!Transform {Name: 'AWS::Include', Parameters: {Location: gone.yaml}}]}",
]


@pytest.mark.parametrize("text", INCLUDES)
def test_included_files(tmp_path: Path, text: str) -> None:
    end = "" if "Resources" in text else "\nResources: {Topic: {Type: 'AWS::SNS::Topic'}}\n"
    message = "Location of AWS::Include is gone.yaml, and nothing lies there"
    assert found_in(tmp_path, text + end) == [("SM701", message)]
    assert found_in(tmp_path, text + end, {"gone.yaml": ""}) == []


def test_another_transform_s_location_is_left_alone(tmp_path: Path) -> None:
    text = "Fn::Transform: {Name: Mine, Parameters: {Location: gone.yaml}}\nResources: {}\n"
    assert found_in(tmp_path, text) == []


def test_the_published_application_s_files(tmp_path: Path) -> None:
    text = yaml.safe_dump(
        {
            "Metadata": {
                "AWS::ServerlessRepo::Application": {"LicenseUrl": "LICENSE", "ReadmeUrl": "README"}
            },
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        }
    )
    assert [code for code, _ in found_in(tmp_path, text, {"LICENSE": ""})] == ["SM701"]


def test_what_globals_give_is_told_once_and_where_it_stands(tmp_path: Path) -> None:
    text = (
        f"{SAM}Globals:\n  Function:\n    CodeUri: gone/\nResources:\n"
        "  A: {Type: AWS::Serverless::Function}\n  B: {Type: AWS::Serverless::Function}\n"
        "  C: {Type: AWS::Serverless::Function, Properties: {PackageType: Image}}\n"
        "  D: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}\n"
    )
    lay_out(tmp_path, {"template.yaml": text})
    (found,) = own_findings_in(tmp_path / "template.yaml", "SM7")
    assert found.span.line == 4
    unused = (
        text.split("  A:", maxsplit=1)[0]
        + "  C: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}\n"
    )
    assert found_in(tmp_path, unused) == []


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("scr/", "did you mean src?"),
        ("app.py", "did you mean src/app.py?"),
        ("shared", "did you mean ../shared?"),
        ("src/more", "paths are relative to the template's folder"),
        ("gone", "paths are relative to the template's folder"),
    ],
)
def test_hints(tmp_path: Path, path: str, hint: str) -> None:
    text = template("AWS::Serverless::Function", {"CodeUri": path})
    files: Files = {"stack/src/app.py": "", "shared/a.py": "", "stack/template.yaml": text}
    (found,) = own_findings_in(lay_out(tmp_path, files) / "stack" / "template.yaml", "SM7")
    assert found.hint == hint
    assert found.service_error.endswith(f"refers to a file or folder that does not exist {path}")


MADE: dict[str, tuple[str, Files]] = {
    "by name": ("dist/", {}),
    "an archive": ("functions/a.zip", {}),
    "by SAM": (".aws-sam/build/A", {}),
    "packaged": ("packaged.yaml", {}),
    "ignored": ("layer/", {".gitignore": "layer\n"}),
    "by a Makefile": ("layer/python", {"Makefile": "layer:\n\tpip install -t layer/python x\n"}),
    "by npm": ("bundle", {"package.json": '{"scripts": {"b": "esbuild --outdir=bundle"}}'}),
    "by a buildspec": (
        "nested.yaml",
        {"buildspec.yml": "phases: {build: {commands: [sed s/a/b/ in > nested.yaml]}}"},
    ),
    "where a copy lies": ("../../shared/dlq.yaml", {"shared/dlq.yaml": ""}),
}


@pytest.mark.parametrize(("path", "files"), MADE.values(), ids=MADE)
def test_what_a_build_makes_is_left_alone(tmp_path: Path, path: str, files: Files) -> None:
    text = template("AWS::Serverless::Function", {"CodeUri": path})
    lay_out(tmp_path, {"web/template.yaml": text, **files})
    assert own_findings_in(tmp_path / "web" / "template.yaml", "SM7") == []


@pytest.mark.parametrize("way", ["relative", "absolute", "from above"])
def test_paths_are_taken_from_where_the_template_lies(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch, awsdev: Run
) -> None:
    text = template("AWS::Lambda::LayerVersion", {"Content": "../layer"})
    files: Files = {"a/layer/x.py": "", "a/b/template.yaml": text, "layer.py": ""}
    top = lay_out(tmp_path / "top", files)
    place, named = {
        "relative": (top / "a" / "b", "template.yaml"),
        "absolute": (tmp_path, str(top / "a" / "b" / "template.yaml")),
        "from above": (top, "a/b/template.yaml"),
    }[way]
    found = json.loads(awsdev("lint", named, "--format", "json", cwd=place).stdout)["findings"]
    assert [one["code"] for one in found if one["code"].startswith("SM")] == []
    (top / "a" / "layer").rename(top / "a" / "moved")
    found = json.loads(awsdev("lint", named, "--format", "json", cwd=place).stdout)["findings"]
    assert [one["code"] for one in found if one["code"].startswith("SM")] == ["SM701"]


def test_absolute_paths_and_links(tmp_path: Path) -> None:
    top = lay_out(tmp_path / "a", {"src/app.py": ""})
    (top / "link").symlink_to("src")
    (top / "dangling").symlink_to("gone")
    for path, codes in ((str(top / "src"), []), ("link", []), ("dangling", ["SM701"])):
        text = template("AWS::Serverless::LayerVersion", {"ContentUri": path})
        assert [code for code, _ in found_in(top, text)] == codes


@pytest.mark.parametrize("path", ["a\0b", "x" * 300, "a/" * 3000, "src/app.py/x"])
def test_names_no_file_can_have(tmp_path: Path, path: str) -> None:
    text = json.dumps(
        {
            "Resources": {
                "A": {"Type": "AWS::Serverless::Api", "Properties": {"DefinitionUri": path}}
            }
        }
    )
    assert [code for code, _ in found_in(tmp_path, text, {"src/app.py": ""})] in ([], ["SM701"])


def project(buildspec: object) -> str:
    """A template with a CodeBuild project."""
    source = {"Type": "GITHUB", "BuildSpec": buildspec}
    body = {"Type": "AWS::CodeBuild::Project", "Properties": {"Source": source}}
    return yaml.safe_dump({"Resources": {"It": body}})


@pytest.mark.parametrize(
    ("buildspec", "files", "codes"),
    [
        ("buildspec.yml", {"buildspec.yml": ""}, []),
        ("ci/test.yml", {"ci/test.yml": ""}, []),
        ("test.yml", {"infra/test.yml": ""}, []),
        ("ci/tests.yml", {"ci/test.yml": ""}, ["SM703"]),
        ("ci/test.yml", {"buildspec.yml": ""}, ["SM703"]),
        ("ci/test.yml", {}, []),
        ("ci/test.yml", {"ci/readme.md": ""}, []),
        ("version: 0.2\nphases: {}\n", {"buildspec.yml": ""}, []),
        ("version: 0.2", {"buildspec.yml": ""}, []),
        ("arn:aws:s3:::bucket/x.yml", {"buildspec.yml": ""}, []),
        ({"Fn::Sub": "x.yml"}, {"buildspec.yml": ""}, []),
        (None, {"buildspec.yml": ""}, []),
        (["x.yml"], {"buildspec.yml": ""}, []),
    ],
)
def test_buildspecs_of_projects(
    tmp_path: Path, buildspec: object, files: Files, codes: list[str]
) -> None:
    lay_out(tmp_path, {"infra/template.yaml": project(buildspec), **files})
    found = own_findings_in(tmp_path / "infra" / "template.yaml", "SM7")
    assert [one.code for one in found] == codes


def test_a_project_s_buildspec_has_a_neighbour(tmp_path: Path) -> None:
    files: Files = {"infra/template.yaml": project("ci/tset.yml"), "ci/test.yml": ""}
    (found,) = own_findings_in(lay_out(tmp_path, files) / "infra" / "template.yaml", "SM7")
    assert found.hint == "did you mean ci/test.yml?"


@pytest.mark.parametrize(
    ("metadata", "messages"),
    [
        ({"DockerContext": "app", "Dockerfile": "Dockerfile"}, []),
        ({"DockerContext": ".", "Dockerfile": "app/Dockerfile"}, []),
        ({"DockerContext": "app"}, []),
        ({"Dockerfile": "Dockerfile"}, []),
        ({"DockerContext": {"Ref": "X"}, "Dockerfile": "Dockerfile"}, []),
        ({"DockerContext": "dist", "Dockerfile": "Dockerfile"}, []),
        (
            {"DockerContext": "ap", "Dockerfile": "Dockerfile"},
            ["DockerContext of It is not there: ap"],
        ),
        (
            {"DockerContext": "app", "Dockerfile": "Dockerfil"},
            ["there is no Dockerfil in app, the DockerContext of It"],
        ),
        ([], []),
        ("x", []),
    ],
)
def test_images(tmp_path: Path, metadata: object, messages: list[str]) -> None:
    text = template("AWS::Serverless::Function", {"PackageType": "Image"}, Metadata=metadata)
    found = found_in(tmp_path, text, {"app/Dockerfile": "FROM x"})
    assert found == [("SM704", message) for message in messages]


def test_nothing_is_said_of_what_does_not_lie_on_disk() -> None:
    text = template("AWS::Serverless::Function", {"CodeUri": "gone", "Handler": "a.b"})
    text += project("ci/x.yml").removeprefix("Resources:\n").replace("It:", "That:")
    found = lint_data({"template.yaml": text.encode()}).findings
    assert [one.code for one in found if one.code.startswith(("SM7", "SM2"))] == []


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["src", "gone", "..", "a\0b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["CodeUri", "Source", "BuildSpec", "Metadata", "Name", "Parameters"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(value=VALUES, other=VALUES, type_=st.sampled_from([t for t, _ in [*FILES, *ARCHIVES]]))
def test_any_value_is_bearable(
    value: object, other: object, type_: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = lay_out(tmp_path_factory.getbasetemp() / "any", {"src/app.py": ""})
    name = dict([*FILES, *ARCHIVES])[type_]
    text = yaml.safe_dump(
        {
            "Transform": other,
            "Metadata": {"AWS::ServerlessRepo::Application": value},
            "Resources": {
                "A": {"Type": type_, "Properties": value, "Metadata": other},
                "B": {
                    "Type": type_,
                    "Properties": nested(name, value),
                    "Metadata": {"DockerContext": other, "Dockerfile": value},
                },
                "C": {"Type": "AWS::CodeBuild::Project", "Properties": {"Source": other}},
            },
        }
    )
    document = parse_yaml(text, "template.yaml")
    document.surroundings = Surroundings(str(folder))
    check_document(document, "sam")
    assert all(path.text for path in local_paths(document))
