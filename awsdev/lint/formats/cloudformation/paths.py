"""Local paths in templates that lead nowhere (codes `SM701` to `SM704`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.local_paths import LocalPath, is_local, local_paths
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.repository.builds import Builds, looks_made
from awsdev.lint.repository.nearest import nearest
from awsdev.lint.repository.surroundings import Lies, Surroundings, joined
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", across=True)

_FUNCTIONS = ("AWS::Serverless::Function", "AWS::Lambda::Function")
_BUILDSPEC_ENDING = re.compile(r"\.(?:ya?ml|json)$", re.IGNORECASE)
_BUILDSPEC_NAME = re.compile(r"buildspec[^/]*\.(?:ya?ml|json)", re.IGNORECASE)


@RULES.rule("SM701", Severity.WARNING)
def missing_path(document: Document) -> Iterator[Problem]:
    """A local path leads nowhere.

    What `sam build`, `sam package` and `aws cloudformation package` take from the disk: code,
    layers, definitions, schemas, nested templates, included files. The path is relative to the
    template's folder. Addresses (`s3://`, `https://`) and intrinsic functions are left alone, and
    so is what builds make: what git ignores, what a build around the file mentions as made, and
    the usual names (`.aws-sam/`, `build/`, `dist/`, `*.zip`, `*.jar` and the like). A path that
    would hold one folder deeper is left alone too: builds copy templates there.

    ## Why
    Building or packaging ends there. Where neither is run, CloudFormation gets the path as it
    stands, and refuses it.

    ## AWS says
    `Parameter CodeUri of resource Worker refers to a file or folder that does not exist`

    ## Wrong
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

    ```python workers/app.py
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
          CodeUri: workers/
    ```

    ```python workers/app.py
    def handler(event, context):
        return event
    ```

    ## Source
    [aws cloudformation package](https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html);
    [sam package](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-package.html)
    """
    around = document.surroundings
    builds = Builds(around) if around else None
    for path in local_paths(document) if around else ():
        if around and builds and around.lies(path.text) is Lies.NOTHING:
            if _may_come(around, path.text) or builds.may_make(path.text):
                continue
            yield Problem(
                path.node,
                f"{path.name} of {path.owner} is {path.text}, and nothing lies there",
                _hint(around, path),
                f"Parameter {path.name} of resource {path.owner} refers to a file or folder "
                f"that does not exist {path.text}",
            )


def _may_come(around: Surroundings, path: str) -> bool:
    """Return whether a path looks like what builds make, or holds for a copy one folder deeper."""
    deeper = path.removeprefix("./").removeprefix("../")
    return looks_made(path) or (deeper != path and around.lies(deeper) is not Lies.NOTHING)


def _hint(around: Surroundings, path: LocalPath) -> str:
    near = around.find(path.text) or nearest(around, path.text, file=path.file)
    return f"did you mean {near}?" if near else "paths are relative to the template's folder"


@RULES.rule("SM702", Severity.WARNING)
def folder_for_file(document: Document) -> Iterator[Problem]:
    """A local path leads to a folder where a file belongs.

    Definitions, schemas, nested templates and included files. Code and layers may be either.

    ## Why
    Packaging takes a folder for code: it uploads an archive, and the service finds no
    definition in it. A nested template that is a folder is refused on the spot.

    ## AWS says
    Of a nested template: `TemplateURL parameter of Network resource is invalid. It must be a S3
    URL or path to CloudFormation template file.` Of everything else: nothing, until deployment.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::Serverless::StateMachine
        Properties:
          DefinitionUri: workflows
          Role: arn:aws:iam::111122223333:role/orders
    ```

    ```json workflows/orders.asl.json
    {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::Serverless::StateMachine
        Properties:
          DefinitionUri: workflows/orders.asl.json
          Role: arn:aws:iam::111122223333:role/orders
    ```

    ```json workflows/orders.asl.json
    {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    ```

    ## Source
    [aws cloudformation package](https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html)
    """
    around = document.surroundings
    for path in local_paths(document) if around else ():
        if around and path.file and around.lies(path.text) is Lies.FOLDER:
            names = [name for name in around.names(path.text) if not name.endswith("/")]
            listed = ", ".join(posixpath.join(path.text, name) for name in names[:5])
            yield Problem(
                path.node,
                f"{path.name} of {path.owner} is a folder, and has to be a file",
                f"name one of its files: {listed}" if listed else "name a file",
            )


@RULES.rule("SM703", Severity.WARNING, topic="codebuild-reports")
def missing_buildspec(document: Document) -> Iterator[Problem]:
    """A CodeBuild project names a buildspec that is not there.

    `Source.BuildSpec` of an `AWS::CodeBuild::Project`, where it names a file. It is looked for
    from the repository's root and from the folders between it and the template. The project may
    build another repository: where none of these folders, nor the one named, holds a buildspec,
    nothing is said.

    ## Why
    CodeBuild reads the file from the source it has downloaded. The build ends before its
    first phase.

    ## AWS says
    `YAML_FILE_ERROR: stat …/buildspecs/tests.yml: no such file or directory`

    ## Wrong
    ```yaml infrastructure/codebuild.yaml
    Resources:
      Tests:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: arn:aws:iam::111122223333:role/tests
          Artifacts:
            Type: NO_ARTIFACTS
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/amazonlinux-x86_64-standard:5.0
          Source:
            Type: GITHUB
            Location: https://github.com/example/orders.git
            BuildSpec: buildspec-tests.yml
    ```

    ```yaml buildspec-test.yml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml infrastructure/codebuild.yaml
    Resources:
      Tests:
        Type: AWS::CodeBuild::Project
        Properties:
          ServiceRole: arn:aws:iam::111122223333:role/tests
          Artifacts:
            Type: NO_ARTIFACTS
          Environment:
            Type: LINUX_CONTAINER
            ComputeType: BUILD_GENERAL1_SMALL
            Image: aws/codebuild/amazonlinux-x86_64-standard:5.0
          Source:
            Type: GITHUB
            Location: https://github.com/example/orders.git
            BuildSpec: buildspec-test.yml
    ```

    ```yaml buildspec-test.yml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Choose a different buildspec file name or location](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-name-storage)
    """
    around = document.surroundings
    for project in Template(document).of_type("AWS::CodeBuild::Project") if around else ():
        node = project.properties.mapping("Source").get("BuildSpec")
        if around and isinstance(node, Scalar) and names_buildspec(node):
            path = node.text.strip()
            if not around.find(path) and _holds_buildspecs(around, path):
                near = nearest(around, path, around.repository, file=True)
                yield Problem(
                    node,
                    f"there is no {path} in the repository",
                    f"did you mean {near}?" if near else "write its path from the source's root",
                    f"YAML_FILE_ERROR: stat …/{path}: no such file or directory",
                )


def names_buildspec(node: Scalar) -> bool:
    """Return whether a `BuildSpec` names a file: it is neither the text of one nor in S3."""
    text = node.text.strip()
    return is_local(node) and ": " not in text and bool(_BUILDSPEC_ENDING.search(text))


def _holds_buildspecs(around: Surroundings, path: str) -> bool:
    """Return whether the repository is one that keeps buildspecs where this one is looked for."""
    if any(_BUILDSPEC_NAME.fullmatch(name) for base in around.bases for name in around.names(base)):
        return True
    folder = posixpath.dirname(path)
    names = around.names(around.find(folder)) if folder and around.find(folder) else ()
    return any(_BUILDSPEC_ENDING.search(name) for name in names)


@RULES.rule("SM704", Severity.WARNING, kinds=("sam",))
def missing_image_source(document: Document) -> Iterator[Problem]:
    """What a function's image is built from is not there.

    `DockerContext` and `Dockerfile` in the `Metadata` of a function whose `PackageType` is
    `Image`. The context is relative to the template's folder, the Dockerfile to the context.

    ## Why
    `sam build` hands both to Docker, which finds nothing to build.

    ## AWS says
    `Cannot locate specified Dockerfile: Dockerfile`

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Metadata:
          DockerContext: .
          Dockerfile: Dockerfile
        Properties:
          PackageType: Image
    ```

    ```docker worker/Dockerfile
    FROM public.ecr.aws/lambda/python:3.14
    COPY app.py ./
    CMD ["app.handler"]
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Worker:
        Type: AWS::Serverless::Function
        Metadata:
          DockerContext: worker
          Dockerfile: Dockerfile
        Properties:
          PackageType: Image
    ```

    ```docker worker/Dockerfile
    FROM public.ecr.aws/lambda/python:3.14
    COPY app.py ./
    CMD ["app.handler"]
    ```

    ## Source
    [Building container images](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build.html)
    """
    around = document.surroundings
    for function in Template(document).of_type(*_FUNCTIONS) if around else ():
        if around:
            yield from _image_problems(around, function)


def _image_problems(around: Surroundings, function: Resource) -> Iterator[Problem]:
    body = function.entry.value
    metadata = body.mapping("Metadata") if isinstance(body, Mapping) else Mapping(body.span)
    context, dockerfile = metadata.get("DockerContext"), metadata.get("Dockerfile")
    if not isinstance(context, Scalar) or not is_local(context):
        return
    folder = context.text.strip()
    if around.lies(folder) is Lies.NOTHING:
        if not looks_made(folder) and not Builds(around).may_make(folder):
            near = around.find(folder) or nearest(around, folder)
            hint = f"did you mean {near}?" if near else "it is relative to the template's folder"
            yield Problem(
                context, f"DockerContext of {function.logical_id} is not there: {folder}", hint
            )
    elif isinstance(dockerfile, Scalar) and is_local(dockerfile):
        path = dockerfile.text.strip()
        if around.lies(joined(folder, path)) is Lies.NOTHING:
            near = nearest(around, path, folder, file=True)
            yield Problem(
                dockerfile,
                f"there is no {path} in {folder}, the DockerContext of {function.logical_id}",
                f"did you mean {near}?" if near else "it is relative to DockerContext",
                f"Cannot locate specified Dockerfile: {path}",
            )
