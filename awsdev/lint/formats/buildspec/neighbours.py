"""Files that a build specification counts on (codes `BS7…`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, DocumentError, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.tree import commands_of, phases_of, texts_of
from awsdev.lint.kinds import Kind
from awsdev.lint.repository.artifacts import Artifacts, artifacts_of
from awsdev.lint.repository.builds import Builds
from awsdev.lint.repository.nearest import nearest
from awsdev.lint.repository.surroundings import Lies, Surroundings, joined
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", across=True)

_APPSPEC = re.compile(r"appspec\.ya?ml", re.IGNORECASE)
_TASK_DEFINITION = "taskdef.json"
_DEFINITIONS = (".json", ".yml", ".yaml")
"""Endings of outputs that are read by a service, not run on a server."""
_REQUIRED = "An AppSpec file is required, but could not be found in the revision"
_RUN = re.compile(
    r"""(?:(?:sudo|time|exec)\s+)*
        (?:(?:(?:ba|da)?sh|source|\.|python3?|node|ruby|perl)\s+(?:-[eux]+\s+)*(?:\./)?|\./)
        ([\w-][\w/.-]*\.(?:sh|bash|py|[cm]?js|rb|pl)|gradlew|mvnw)(?![\w/.-])""",
    re.VERBOSE,
)
_STEP = re.compile(r"\s*(?:&&|\|\||;|\n)\s*")
_UNKNOWN_FOLDER = re.compile(
    r"\b(?:cd|pushd|git\s+clone|unzip|tar|curl|wget|aws\s+s3|artifact|checkout|npx|sam\s+init)\b"
)
"""What changes the folder in which commands run, or brings files from elsewhere."""


@RULES.rule("BS701", Severity.WARNING, topic="codebuild-reports")
def missing_batch_buildspec(document: Document) -> Iterator[Problem]:
    """A batch names a buildspec that is not there.

    The `buildspec` of a task in `build-list` or `build-graph`, and those below
    `build-matrix.dynamic`. The path is relative to the source's root; it is looked for in the
    folder of this file too, and in those between it and the repository's root. Variables and
    ARNs are left alone.

    ## Why
    The batch starts, and the task that names the file fails before its first phase.

    ## AWS says
    `YAML_FILE_ERROR: stat …/ci/linux.yml: no such file or directory`

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
          buildspec: ci/linux.yaml
    phases:
      build:
        commands:
          - make test
    ```

    ```yaml ci/linux.yml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
          buildspec: ci/linux.yml
    phases:
      build:
        commands:
          - make test
    ```

    ```yaml ci/linux.yml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Batch build reference](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html)
    """
    around = document.surroundings
    for node in _batch_buildspecs(document) if around else ():
        path = node.text.strip()
        if around and _names_a_file(path) and not around.find(path):
            near = nearest(around, path, around.repository, file=True)
            yield Problem(
                node,
                f"there is no {path} in the repository",
                f"did you mean {near}?" if near else "write its path from the source's root",
                f"YAML_FILE_ERROR: stat …/{path}: no such file or directory",
            )


def _batch_buildspecs(document: Document) -> Iterator[Scalar]:
    batch = merged_root(document).mapping("batch")
    for task in (*batch.items_of("build-graph"), *batch.items_of("build-list")):
        if isinstance(task, Mapping):
            yield from texts_of(task.get("buildspec"))
    yield from texts_of(batch.mapping("build-matrix").mapping("dynamic").get("buildspec"))


def _names_a_file(path: str) -> bool:
    return bool(path) and not path.startswith("arn:") and not re.search(r"[\n$<{:]", path)


@RULES.rule("BS702", Severity.WARNING, topic="appspec")
def appspec_left_out(document: Document) -> Iterator[Problem]:
    """The artifacts leave out the AppSpec file beside the buildspec.

    An `appspec.yml` or `appspec.yaml` in the folder of this file or at the repository's root is
    in none of the outputs of any buildspec around it, and no command names it. For an AppSpec
    file of ECS this is told only where the output holds `taskdef.json`, which belongs with it;
    for one of Lambda never. Outputs of nothing but JSON and YAML files are left alone, and so
    are those of a `base-directory` with a pattern that would take the file there.

    ## Why
    CodeDeploy gets the build's output and nothing else: what is not in it, is not there.

    ## AWS says
    `An AppSpec file is required, but could not be found in the revision`

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - mvn --batch-mode package
    artifacts:
      files:
        - target/shop.jar
        - scripts/*
    ```

    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: target/shop.jar
        destination: /srv/shop
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
        - scripts/*
    ```

    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: target/shop.jar
        destination: /srv/shop
    ```

    ## Source
    [Build specification reference, artifacts](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts);
    [Troubleshooting CodeDeploy](https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-general.html)
    """
    root, around = merged_root(document), document.surroundings
    files = root.mapping("artifacts").entry("files")
    outputs = artifacts_of(root)
    if not around or not files or "" not in outputs:
        return
    appspec = _appspec_around(around)
    if not appspec or not _is_of_use(outputs[""], _kind_at(around, appspec)):
        return
    others = [output for build in Builds(around).buildspecs for output in build.artifacts.values()]
    taken = any(_takes(output, around, appspec) for output in (*outputs.values(), *others))
    if not taken and not _names_appspec(document):
        name = posixpath.basename(appspec)
        yield Problem(
            files.key,
            f"the artifacts leave out {name}, without which CodeDeploy deploys nothing",
            f"add {name} to files",
            _REQUIRED,
        )


def _appspec_around(around: Surroundings) -> str:
    """Return the path of the AppSpec file beside this file or at the root; empty without one."""
    for folder in dict.fromkeys((".", around.repository)):
        for name in around.names(folder):
            if _APPSPEC.fullmatch(name):
                return joined(folder, name)
    return ""


def _kind_at(around: Surroundings, path: str) -> Kind | None:
    try:
        text = (around.read(path) or b"").decode("utf-8-sig", "replace")
        return kind_of(parse_yaml(text, path), "")
    except DocumentError:
        return None


def _is_of_use(output: Artifacts, kind: Kind | None) -> bool:
    """Return whether an output is surely meant for a deployment with an AppSpec file."""
    if not output.is_known:
        return False
    if kind is Kind.APPSPEC_ECS:
        return output.place_of(_TASK_DEFINITION) is not None
    only_definitions = all(pattern.endswith(_DEFINITIONS) for pattern in output.patterns)
    return kind is Kind.APPSPEC_SERVER and not only_definitions


def _takes(output: Artifacts, around: Surroundings, path: str) -> bool:
    """Return whether an output may hold a file, whichever folder is the source's root."""
    name = posixpath.basename(path)
    if not output.is_known or (output.base and output.may_hold(name)):
        # What the commands bring into the base is not known.
        return True
    return any(output.place_of(way) is not None for way in (name, joined(around.inside, path)))


def _names_appspec(document: Document) -> bool:
    return any(
        "appspec" in command.text.lower()
        for _, entry in phases_of(document)
        for command in commands_of(entry.value)
    )


@RULES.rule("BS703", Severity.WARNING, topic="codebuild-reports")
def missing_command_script(document: Document) -> Iterator[Problem]:
    """A command runs a script that is not there.

    `./scripts/test.sh`, `bash scripts/test.sh`, `python tools/make.py` and the like, where the
    folder is there and the script is not. Left alone are files in which any command changes the
    folder or brings files from elsewhere, paths with variables, what git ignores, and what a
    command or a Makefile makes.

    ## Why
    The shell does not find it, and the phase fails.

    ## AWS says
    `COMMAND_EXECUTION_ERROR: Error while executing command: ./scripts/tests.sh. Reason: exit
    status 127`

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - ./scripts/tests.sh
    ```

    ```sh scripts/test.sh
    #!/bin/sh
    make test
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - ./scripts/test.sh
    ```

    ```sh scripts/test.sh
    #!/bin/sh
    make test
    ```

    ## Source
    [Troubleshooting AWS CodeBuild](https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html)
    """
    around = document.surroundings
    commands = [each for _, entry in phases_of(document) for each in commands_of(entry.value)]
    if not around or any(_UNKNOWN_FOLDER.search(command.text) for command in commands):
        return
    builds = Builds(around)
    for command in commands:
        for path in _run_by(command.text):
            if not around.find(path) and _belongs_here(around, path) and not builds.may_make(path):
                near = nearest(around, path, around.repository, file=True)
                yield Problem(
                    command,
                    f"the command runs {path}, which is not in the repository",
                    f"did you mean {near}?" if near else "",
                )


def _run_by(text: str) -> Iterator[str]:
    """Yield the scripts that a command runs by a plain relative path."""
    for step in _STEP.split(text.strip()):
        if found := _RUN.match(step):
            yield posixpath.normpath(found[1])


def _belongs_here(around: Surroundings, path: str) -> bool:
    """Return whether the repository has the folder that the script should be in."""
    folder = posixpath.dirname(path)
    if folder:
        return bool(around.find(folder))
    # A buildspec that lies deeper may be for another source.
    return around.repository == "." and around.lies(".git") is not Lies.NOTHING
