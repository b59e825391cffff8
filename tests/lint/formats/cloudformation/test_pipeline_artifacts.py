"""What a pipeline's build hands on, in templates with their buildspecs inside or beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.engine import lint_data
from awsdev.lint.finding import Finding
from awsdev.lint.formats.cloudformation.pipeline_artifacts import file_not_handed_on
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.check import check_document
from awsdev.lint.rules.page import page_of
from tests.lint.folders import Files, lay_out, own_findings_in

Values = dict[str, Any]


def buildspec(*files: str, **more: object) -> str:
    """A buildspec that hands these files on."""
    phases = {"build": {"commands": ["make"]}}
    return yaml.safe_dump(
        {"version": 0.2, "phases": phases, "artifacts": {"files": [*files], **more}}
    )


def action(provider: str, configuration: Values, inputs: list[str], outputs: list[str]) -> Values:
    """An action of a pipeline."""
    return {
        "Name": provider,
        "ActionTypeId": {"Provider": provider},
        "Configuration": configuration,
        "InputArtifacts": [{"Name": name} for name in inputs],
        "OutputArtifacts": [{"Name": name} for name in outputs],
    }


def template(deploy: Values, spec: object = None, **build: Any) -> str:
    """A template with a pipeline that builds and deploys, and the project that builds."""
    settings_ = {"ProjectName": {"Ref": "Project"}, **build.pop("configuration", {})}
    built = action("CodeBuild", settings_, ["Source"], build.pop("outputs", ["Out"]))
    source = {"Type": "CODEPIPELINE"} | ({} if spec is None else {"BuildSpec": spec})
    stages = [
        {"Actions": [action("S3", {}, [], ["Source"])]},
        {"Actions": [built]},
        {"Actions": [deploy]},
    ]
    pipeline = {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": stages}}
    project = {"Type": "AWS::CodeBuild::Project", "Properties": {"Source": source, "Name": "shop"}}
    return yaml.safe_dump({"Resources": {"Project": project, "Pipeline": pipeline}})


def found(top: Path, text: str, files: Files | None = None) -> list[Finding]:
    lay_out(top, {"infra/template.yaml": text, **(files or {})})
    return own_findings_in(top / "infra" / "template.yaml", "SM705")


SERVERS = action("CodeDeploy", {}, ["Out"], [])
BLUE_GREEN = {
    "AppSpecTemplateArtifact": "Out",
    "TaskDefinitionTemplateArtifact": "Out",
    "Image1ArtifactName": "Out",
}
ECS = action("CodeDeployToECS", BLUE_GREEN, ["Out"], [])


@pytest.mark.parametrize(
    ("deploy", "files", "missing"),
    [
        (SERVERS, ["appspec.yml", "a.jar"], []),
        (SERVERS, ["appspec.yaml"], []),
        (SERVERS, ["**/*"], []),
        (SERVERS, ["*.yml"], []),
        (SERVERS, ["a.jar"], ["appspec.yml"]),
        (SERVERS, ["deploy/appspec.yml"], ["appspec.yml"]),
        (SERVERS, ["$FILES"], []),
        (ECS, ["appspec.yaml", "taskdef.json", "imageDetail.json"], []),
        (ECS, ["taskdef.json"], ["appspec.yaml", "imageDetail.json"]),
        (ECS, ["*.json"], ["appspec.yaml"]),
        (
            action("CodeDeployToECS", {**BLUE_GREEN, "AppSpecTemplatePath": "d/a.yaml"}, [], []),
            ["*.json", "d/*"],
            [],
        ),
        (action("CodeDeployToECS", {"AppSpecTemplateArtifact": "Source"}, [], []), ["x"], []),
        (action("CodeDeployToECS", {"AppSpecTemplateArtifact": {"Ref": "A"}}, [], []), ["x"], []),
        (action("ECS", {}, ["Out"], []), ["imagedefinitions.json"], []),
        (action("ECS", {}, ["Out"], []), ["imageDetail.json"], ["imagedefinitions.json"]),
        (action("ECS", {"FileName": "images.json"}, ["Out"], []), ["images.json"], []),
        (action("ECS", {"FileName": "${File}"}, ["Out"], []), ["x"], []),
        (action("CloudFormation", {"TemplatePath": "Out::packaged.yaml"}, [], []), ["*.yaml"], []),
        (
            action("CloudFormation", {"TemplatePath": "Out::packaged.yaml"}, [], []),
            ["template.yaml"],
            ["packaged.yaml"],
        ),
        (action("CloudFormation", {"TemplatePath": {"Fn::Sub": "Out::a"}}, [], []), ["x"], []),
        (action("S3", {}, ["Out"], []), ["x"], []),
    ],
)
@pytest.mark.parametrize("where", ["in the template", "on disk", "at the root", "by default"])
def test_files_that_actions_take(
    tmp_path: Path, deploy: Values, files: list[str], missing: list[str], where: str
) -> None:
    text = buildspec(*files)
    spec, laid = {
        "in the template": (text, {}),
        "on disk": ("spec.yml", {"infra/spec.yml": text}),
        "at the root": ("ci/spec.yml", {"ci/spec.yml": text}),
        "by default": (None, {"buildspec.yml": text}),
    }[where]
    hints = [one.hint for one in found(tmp_path, template(deploy, spec), laid)]
    assert sorted(hints) == [f"add {file} to files below artifacts" for file in missing]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (template(SERVERS, {"Fn::Sub": buildspec("a.jar")}), 1),
        (template(SERVERS, {"Fn::Sub": [buildspec("a.jar"), {}]}), 1),
        (template(SERVERS, {"Fn::Join": ["", ["a"]]}), 0),
        (template(SERVERS, {"Ref": "Spec"}), 0),
        (template(SERVERS, "gone.yml"), 0),
        (template(SERVERS, "version: 0.2\nphases: ["), 0),
        (template(SERVERS, buildspec("a.jar"), configuration={"ProjectName": "shop"}), 1),
        (template(SERVERS, buildspec("a.jar"), configuration={"ProjectName": "other"}), 0),
        (template(SERVERS, buildspec("a.jar"), configuration={"BatchEnabled": True}), 0),
        (template(SERVERS, buildspec("a.jar"), outputs=["Out", "Other"]), 0),
        (template(SERVERS, buildspec("a.jar"), outputs=["Other"]), 0),
        (
            template(
                SERVERS,
                buildspec("x", **{"secondary-artifacts": {"Out": {"files": ["a.jar"]}}}),
                outputs=["Out", "Other"],
            ),
            1,
        ),
        (template(SERVERS, buildspec("**/*", **{"base-directory": "out"})), 0),
        (template(SERVERS, buildspec("deploy/appspec.yml", **{"discard-paths": True})), 0),
        (template(SERVERS, buildspec("**/*", **{"exclude-paths": ["appspec.*"]})), 1),
        (template(SERVERS, "version: 0.2\nphases: {build: {commands: [make]}}\n"), 0),
    ],
)
def test_builds_that_are_known(tmp_path: Path, text: str, count: int) -> None:
    assert len(found(tmp_path, text)) == count


def test_the_finding_says_who_takes_what_from_whom(tmp_path: Path) -> None:
    (one,) = found(tmp_path, template(SERVERS, buildspec("a.jar")))
    assert (
        one.message
        == "CodeDeploy takes appspec.yml from Out, and the buildspec of Project leaves it out"
    )
    assert one.service_error.startswith("An AppSpec file is required, but could not be found")
    ecs = found(tmp_path, template(ECS, buildspec("appspec.yaml", "taskdef.json")))
    assert [each.service_error for each in ecs] == [
        "Exception while trying to read the image artifact file from the artifact: Out"
    ]


def test_a_buildspec_in_the_template_needs_no_disk() -> None:
    text = template(SERVERS, buildspec("a.jar")).encode()
    codes = [one.code for one in lint_data({"template.yaml": text}).findings]
    assert codes.count("SM705") == 1
    aside = template(SERVERS, "buildspec.yml").encode()
    assert "SM705" not in [one.code for one in lint_data({"template.yaml": aside}).findings]


def test_what_the_page_mends_is_clean(tmp_path: Path) -> None:
    page = page_of(file_not_handed_on)
    (wrong,), (right,) = page.folders("Wrong"), page.folders("Right")
    files: Files = {file.name: file.data for file in [*wrong, *right]}
    assert own_findings_in(lay_out(tmp_path, files) / "pipeline.yaml") == []


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["Out", "Out::a", "buildspec.yml"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Name", "Provider", "Ref", "Fn::Sub", "Actions", "ProjectName"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    value=VALUES, other=VALUES, provider=st.sampled_from(["CodeDeploy", "CodeDeployToECS", "ECS"])
)
def test_any_value_is_bearable(
    value: Any, other: Any, provider: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = lay_out(tmp_path_factory.getbasetemp() / "any", {"buildspec.yml": buildspec("a")})
    deploy = {
        **action(provider, {"AppSpecTemplateArtifact": value}, ["Out"], []),
        "InputArtifacts": other,
    }
    texts = (
        template(deploy, value, configuration={"ProjectName": other}),
        template({**deploy, "Configuration": value}, other, outputs=["Out"]),
        yaml.safe_dump(
            {
                "Resources": {
                    "P": {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": value}},
                    "Q": {"Type": "AWS::CodePipeline::Pipeline", "Properties": other},
                }
            }
        ),
    )
    for text in texts:
        document = parse_yaml(text, "template.yaml")
        document.surroundings = Surroundings(str(folder))
        check_document(document, "cloudformation")
