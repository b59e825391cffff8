"""Projects of CodeBuild (codes `SM401` and `SM404`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.template import Template
from awsdev.lint.formats.cloudformation.texts import items_of, literal
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="codebuild-reports")

_PROJECT = "AWS::CodeBuild::Project"
_PIPELINE = "CODEPIPELINE"
_BOTH = "when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE"
_SECONDARY = {
    "SecondarySources": "sourceType CODEPIPELINE is not allowed for secondarySources",
    "SecondaryArtifacts": "artifactType CODEPIPELINE is not allowed for secondaryArtifacts",
}


@RULES.rule("SM401", Severity.ERROR)
def source_unlike_artifacts(document: Document) -> Iterator[Problem]:
    """A build project whose source and artifacts do not go together.

    Where one of `Source` and `Artifacts` is `CODEPIPELINE`, the other is as well; secondary
    sources and artifacts never are. Only literal types are compared.

    ## Why
    CodeBuild refuses the project, and the stack is rolled back. A project that is part of a
    pipeline gets its source and gives its artifacts by the pipeline, both of them.

    ## AWS says
    `Invalid input: when using CodePipeline both sourceType, and artifactType must be set to:
    CODEPIPELINE`, `Invalid input: sourceType CODEPIPELINE is not allowed for secondarySources`
    or `Invalid input: artifactType CODEPIPELINE is not allowed for secondaryArtifacts`

    ## Wrong
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
    Resources:
      Build:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: !Ref Role
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/standard:7.0
          Source:
            Type: CODECOMMIT
            Location: https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/orders
          Artifacts:
            Type: CODEPIPELINE
    ```

    ## Right
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
    Resources:
      Build:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: !Ref Role
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/standard:7.0
          Source:
            Type: CODEPIPELINE
          Artifacts:
            Type: CODEPIPELINE
    ```

    ## Source
    [ProjectSource](https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectSource.html)
    and [ProjectArtifacts](https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectArtifacts.html);
    [use CodePipeline with CodeBuild](https://docs.aws.amazon.com/codebuild/latest/userguide/how-to-create-pipeline.html)
    """
    for project in Template(document).of_type(_PROJECT):
        source = project.properties.mapping("Source").get("Type")
        artifacts = project.properties.mapping("Artifacts").get("Type")
        types = literal(source), literal(artifacts)
        if source and artifacts and None not in types and types.count(_PIPELINE) == 1:
            yield Problem(
                artifacts,
                f"{project.logical_id} has the source type {types[0]} and the artifacts type "
                f"{types[1]}",
                "set both to CODEPIPELINE for a project in a pipeline, else neither",
                f"Invalid input: {_BOTH}",
            )
        for key, words in _SECONDARY.items():
            for item in items_of(project.properties.get(key)):
                type_ = item.get("Type") if isinstance(item, Mapping) else None
                if type_ and literal(type_) == _PIPELINE:
                    yield Problem(
                        type_,
                        f"{key} of {project.logical_id} cannot be {_PIPELINE}",
                        "leave it out: the pipeline gives and takes any number of artifacts",
                        f"Invalid input: {words}",
                    )


@RULES.rule("SM404", Severity.WARNING)
def no_source_and_no_buildspec(document: Document) -> Iterator[Problem]:
    """A build project without a source has no build specification either.

    `BuildSpec` is missing, or names a file, where the source is `NO_SOURCE`. Who starts the
    build, a pipeline for instance, may give it a source and a build specification: hence a
    warning.

    ## Why
    A build looks for its buildspec in the source. Without one the specification has to stand in
    the template itself.

    ## AWS says
    Nothing that names the cause: the build fails before its first phase.

    ## Wrong
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
    Resources:
      Nightly:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: !Ref Role
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/standard:7.0
          Source:
            Type: NO_SOURCE
            BuildSpec: buildspec.yml
          Artifacts:
            Type: NO_ARTIFACTS
    ```

    ## Right
    ```yaml template.yaml
    Parameters:
      Role: {Type: String}
    Resources:
      Nightly:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: !Ref Role
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/standard:7.0
          Source:
            Type: NO_SOURCE
            BuildSpec: |
              version: 0.2
              phases:
                build:
                  commands:
                    - aws s3 ls
          Artifacts:
            Type: NO_ARTIFACTS
    ```

    ## Source
    [Create a build project without a source](https://docs.aws.amazon.com/codebuild/latest/userguide/no-source.html)
    """
    for project in Template(document).of_type(_PROJECT):
        source = project.properties.mapping("Source")
        type_, buildspec = source.get("Type"), source.get("BuildSpec")
        if type_ is None or literal(type_) != "NO_SOURCE":
            continue
        if buildspec is None:
            yield Problem(
                type_,
                f"{project.logical_id} has neither a source nor a BuildSpec",
                "write the build specification into BuildSpec",
            )
        elif (text := literal(buildspec)) is not None and _names_file(text):
            yield Problem(
                buildspec,
                f"{project.logical_id} has no source in which {text.strip()} could lie",
                "write the build specification itself into BuildSpec",
            )


def _names_file(text: str) -> bool:
    """Return whether a build specification is the name of a file; in S3 it is an ARN."""
    name = text.strip()
    return "\n" not in name and not name.startswith("arn:") and name.endswith((".yml", ".yaml"))
