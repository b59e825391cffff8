"""What a pipeline's actions hand on to each other (code `SM705`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.paths import names_buildspec
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.repository.artifacts import Artifacts
from awsdev.lint.repository.builds import Builds, Buildspec, read_buildspec
from awsdev.lint.repository.surroundings import Surroundings
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="appspec", across=True)

_DEFAULT_BUILDSPEC = "buildspec.yml"
_REQUIRED = "An AppSpec file is required, but could not be found in the revision"
_UNREAD = "Exception while trying to read the {} artifact file from the artifact: {}"


@dataclass(frozen=True, slots=True)
class _Need:
    """A file that an action takes from an artifact.

    Attributes:
        node: Where the action names the artifact.
        artifact: The artifact.
        files: The file; any of these will do.
        says: What the service answers without it; may be empty.
    """

    node: Node
    artifact: str
    files: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Build:
    """The build that an artifact comes from.

    Attributes:
        project: Its project.
        output: What it hands on, as far as that is known.
    """

    project: Resource
    output: Artifacts


@RULES.rule("SM705", Severity.WARNING)
def file_not_handed_on(document: Document) -> Iterator[Problem]:
    """A deploy action takes a file that the build leaves out of its artifact.

    An action of a pipeline deploys with CodeDeploy (`appspec.yml`), with CodeDeploy to ECS (the
    AppSpec file, the task definition, `imageDetail.json`), to ECS (`imagedefinitions.json`) or
    with CloudFormation (the template), from an artifact that a CodeBuild project of the same
    template makes. The project's buildspec, written in the template or lying beside it or at
    the repository's root, lists the `files` of that artifact, and none of the patterns matches.

    ## Why
    An action sees what is in its input artifacts and nothing else. What lies in the repository
    is not in the artifact of a build unless the buildspec says so.

    ## AWS says
    CodeDeploy: `An AppSpec file is required, but could not be found in the revision`. CodeDeploy
    to ECS: `Exception while trying to read the image artifact file from the artifact:
    BuildOutput`. CloudFormation: `File [packaged.yaml] does not exist in artifact [BuildOutput]`.

    ## Wrong
    ```yaml pipeline.yaml
    Resources:
      Build:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: arn:aws:iam::111122223333:role/build
          Artifacts:
            Type: CODEPIPELINE
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/amazonlinux-x86_64-standard:5.0
          Source:
            Type: CODEPIPELINE
            BuildSpec: buildspec.yml
      Pipeline:
        Type: AWS::CodePipeline::Pipeline
        Properties:
          RoleArn: arn:aws:iam::111122223333:role/pipeline
          ArtifactStore:
            Type: S3
            Location: example-artifacts
          Stages:
            - Name: Source
              Actions:
                - Name: Source
                  ActionTypeId:
                    Category: Source
                    Owner: AWS
                    Provider: S3
                    Version: "1"
                  Configuration:
                    S3Bucket: example-source
                    S3ObjectKey: shop.zip
                  OutputArtifacts:
                    - Name: SourceOutput
            - Name: Deliver
              Actions:
                - Name: Build
                  ActionTypeId:
                    Category: Build
                    Owner: AWS
                    Provider: CodeBuild
                    Version: "1"
                  Configuration:
                    ProjectName: !Ref Build
                  InputArtifacts:
                    - Name: SourceOutput
                  OutputArtifacts:
                    - Name: BuildOutput
                - Name: Deploy
                  RunOrder: 2
                  ActionTypeId:
                    Category: Deploy
                    Owner: AWS
                    Provider: CodeDeploy
                    Version: "1"
                  Configuration:
                    ApplicationName: shop
                    DeploymentGroupName: shop
                  InputArtifacts:
                    - Name: BuildOutput
    ```

    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - mvn --batch-mode package
    artifacts:
      files:
        - target/shop.jar
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - mvn --batch-mode package
    artifacts:
      files:
        - appspec.yml
        - target/shop.jar
    ```

    ## Source
    [CodePipeline action structure reference](https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html);
    [Build specification reference, artifacts](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts)
    """
    template = Template(document)
    for pipeline in template.of_type("AWS::CodePipeline::Pipeline"):
        actions = list(_actions(pipeline))
        for action in actions:
            for need in _needs(action):
                build = _build_of(need.artifact, actions, template, document.surroundings)
                if build and not any(build.output.may_hold(file) for file in need.files):
                    name = action.text("Name") or "the action"
                    yield Problem(
                        need.node,
                        f"{name} takes {need.files[0]} from {need.artifact}, and the buildspec of "
                        f"{build.project.logical_id} leaves it out",
                        f"add {need.files[0]} to files below artifacts",
                        need.says,
                    )


def _actions(pipeline: Resource) -> Iterator[Mapping]:
    for stage in pipeline.properties.items_of("Stages"):
        if isinstance(stage, Mapping):
            yield from (each for each in stage.items_of("Actions") if isinstance(each, Mapping))


def _needs(action: Mapping) -> Iterator[_Need]:
    """Yield the files that a deploy action takes from artifacts."""
    settings = action.mapping("Configuration")
    match action.mapping("ActionTypeId").text("Provider"):
        case "CodeDeploy":
            files = ("appspec.yml", "appspec.yaml")
            yield from (_Need(node, name, files, _REQUIRED) for node, name in _inputs(action))
        case "CodeDeployToECS":
            yield from _of_ecs_deployment(settings)
        case "ECS":
            file = _literal(settings, "FileName", "imagedefinitions.json")
            yield from (_Need(node, name, (file,)) for node, name in _inputs(action) if file)
        case "CloudFormation":
            for key in ("TemplatePath", "TemplateConfiguration"):
                artifact, marked, file = _literal(settings, key, "").partition("::")
                node = settings.get(key)
                if node and marked:
                    says = f"File [{file}] does not exist in artifact [{artifact}]"
                    yield _Need(node, artifact, (file,), says)


def _of_ecs_deployment(settings: Mapping) -> Iterator[_Need]:
    for key, path_key, usual, what in (
        ("AppSpecTemplateArtifact", "AppSpecTemplatePath", "appspec.yaml", "appspec"),
        ("TaskDefinitionTemplateArtifact", "TaskDefinitionTemplatePath", "taskdef.json", ""),
        ("Image1ArtifactName", "", "imageDetail.json", "image"),
    ):
        node, artifact = settings.get(key), _literal(settings, key, "")
        file = _literal(settings, path_key, usual)
        if node and artifact and file:
            says = _UNREAD.format(what, artifact) if what == "image" else ""
            yield _Need(node, artifact, (file,), says)


def _literal(settings: Mapping, key: str, usual: str) -> str:
    """Return a setting as it stands; what is usual where it is not given; else empty."""
    node = settings.get(key)
    if node is None:
        return usual
    plain = isinstance(node, Scalar) and not node.tag and "$" not in node.text
    return node.text.strip() if plain and isinstance(node, Scalar) else ""


def _inputs(action: Mapping) -> Iterator[tuple[Node, str]]:
    for item in action.items_of("InputArtifacts"):
        node = item.get("Name") if isinstance(item, Mapping) else None
        if node and isinstance(item, Mapping) and _literal(item, "Name", ""):
            yield node, _literal(item, "Name", "")


def _build_of(
    artifact: str, actions: list[Mapping], template: Template, around: Surroundings | None
) -> _Build | None:
    """Return the build of this template that an artifact comes from, as far as it is known."""
    for action in actions:
        outputs = [
            _literal(o, "Name", "")
            for o in action.items_of("OutputArtifacts")
            if isinstance(o, Mapping)
        ]
        if artifact not in outputs:
            continue
        settings = action.mapping("Configuration")
        # The builds of a batch lay their outputs side by side.
        batch = settings.text("BatchEnabled").lower() == "true"
        if batch or action.mapping("ActionTypeId").text("Provider") != "CodeBuild":
            return None
        project = _project(settings.get("ProjectName"), template)
        buildspec = _buildspec(project, around) if project else None
        if project is None or buildspec is None:
            return None
        output = buildspec.artifacts.get(artifact)
        if output is None and len(outputs) == 1:
            output = buildspec.artifacts.get("")
        return _Build(project, output) if output and output.is_known else None
    return None


def _project(name: Node | None, template: Template) -> Resource | None:
    if referred := template.referred(name):
        return referred if referred.type == "AWS::CodeBuild::Project" else None
    for project in template.of_type("AWS::CodeBuild::Project"):
        named = _literal(project.properties, "Name", "")
        if named and isinstance(name, Scalar) and not name.tag and named == name.text.strip():
            return project
    return None


def _buildspec(project: Resource, around: Surroundings | None) -> Buildspec | None:
    """Return a project's buildspec: the text in the template, or the file on disk."""
    node = project.properties.mapping("Source").get("BuildSpec")
    if (isinstance(node, Scalar) and names_buildspec(node)) or node is None:
        path = node.text.strip() if isinstance(node, Scalar) else _DEFAULT_BUILDSPEC
        found = around.find(path) if around else ""
        return Builds(around).buildspec_at(found) if around and found else None
    text = _written(node)
    return read_buildspec(text) if text else None


def _written(node: Node) -> str:
    """Return the text of a buildspec, variables of `Fn::Sub` left in it; empty without one."""
    if isinstance(node, Mapping) and len(node.entries) == 1:
        substituted = node.entries[0].key.text == "Fn::Sub"
        node = node.entries[0].value if substituted else node
    elif node.tag not in ("", "!Sub"):
        return ""
    first = node.items[0] if isinstance(node, Sequence) and node.items else node
    return first.text if isinstance(first, Scalar) else ""
