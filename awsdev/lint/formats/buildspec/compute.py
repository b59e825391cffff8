"""What the tasks of a batch run on (codes `BS607` and `BS608`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.runtimes import image_tags
from awsdev.lint.formats.buildspec.tree import texts_of
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("buildspec", topic="codebuild-reports")

COMPUTE_TYPES = (
    "BUILD_GENERAL1_SMALL",
    "BUILD_GENERAL1_MEDIUM",
    "BUILD_GENERAL1_LARGE",
    "BUILD_GENERAL1_XLARGE",
    "BUILD_GENERAL1_2XLARGE",
    "BUILD_LAMBDA_1GB",
    "BUILD_LAMBDA_2GB",
    "BUILD_LAMBDA_4GB",
    "BUILD_LAMBDA_8GB",
    "BUILD_LAMBDA_10GB",
    "ATTRIBUTE_BASED_COMPUTE",
    "CUSTOM_INSTANCE_TYPE",
)
"""The compute types of CodeBuild's API."""
ENVIRONMENT_TYPES = (
    "LINUX_CONTAINER",
    "LINUX_GPU_CONTAINER",
    "ARM_CONTAINER",
    "WINDOWS_CONTAINER",
    "WINDOWS_SERVER_2019_CONTAINER",
    "WINDOWS_SERVER_2022_CONTAINER",
    "LINUX_LAMBDA_CONTAINER",
    "ARM_LAMBDA_CONTAINER",
    "LINUX_EC2",
    "ARM_EC2",
    "WINDOWS_EC2",
    "MAC_ARM",
)
"""The environment types of CodeBuild's API."""
_CHOICES = {"compute-type": COMPUTE_TYPES, "type": ENVIRONMENT_TYPES}
_RELEASE = re.compile(r"-\d\d\.\d\d\.\d\d$")
"""What follows the tag of an image where one of its releases is meant."""


@RULES.rule("BS607", Severity.WARNING)
def unknown_compute(document: Document) -> Iterator[Problem]:
    """A compute type or an environment type that CodeBuild's API does not know.

    `compute-type` and `type` in the `env` of a task, or of a build matrix. Values with a `$`
    are left alone. CodeBuild may know more by now than is listed here.

    ## Why
    The build of that task cannot be started.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: arm
          env:
            compute-type: ARM_LAMBDA_1GB
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: arm
          env:
            type: ARM_LAMBDA_CONTAINER
            compute-type: BUILD_LAMBDA_1GB
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Build environment compute types](https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html);
    [ProjectEnvironment](https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ProjectEnvironment.html)
    """
    for env in _environments(document):
        for key, choices in _CHOICES.items():
            for value in texts_of(env.get(key)):
                if _is_settled(value) and value.text.strip().upper() not in choices:
                    yield Problem(
                        value,
                        f"CodeBuild's API knows no {key} {value.text}",
                        valid_ones(value.text, choices),
                    )


@RULES.rule("BS608", Severity.WARNING)
def unknown_image(document: Document) -> Iterator[Problem]:
    """A tag that an image of CodeBuild's does not have.

    `image` in the `env` of a task, or of a build matrix, where it names one of the images whose
    definitions AWS publishes. Images for Windows and of your own are not looked at, nor is the
    date behind a tag.

    ## Why
    There is nothing to pull, so the build of that task fails.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
          env:
            image: aws/codebuild/standard:7
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
          env:
            image: aws/codebuild/standard:7.0
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [The images' definitions](https://github.com/aws/aws-codebuild-docker-images)
    """
    for env in _environments(document):
        for value in texts_of(env.get("image")):
            name, colon, tag = value.text.strip().partition(":")
            tags = image_tags().get(name)
            if tags and colon and _is_settled(value) and _RELEASE.sub("", tag) not in tags:
                near = closest(tag, tags, limit=1) or tags[-1:]
                yield Problem(
                    value,
                    f"{name} has no tag {tag or 'at all'}",
                    f"did you mean {name}:{near[0]}? Tags: {', '.join(tags)}",
                )


def _environments(document: Document) -> Iterator[Mapping]:
    """Yield the settings of each task, and those of a build matrix."""
    batch = merged_root(document).mapping("batch")
    for task in (*batch.items_of("build-graph"), *batch.items_of("build-list")):
        if isinstance(task, Mapping):
            yield task.mapping("env")
    matrix = batch.mapping("build-matrix")
    yield matrix.mapping("static").mapping("env")
    yield matrix.mapping("dynamic").mapping("env")


def _is_settled(value: Scalar) -> bool:
    return bool(value.text.strip()) and not any(mark in value.text for mark in "$<{")
