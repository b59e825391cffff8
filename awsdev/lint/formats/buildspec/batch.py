"""Batch builds (codes `BS6…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import BATCH_KINDS
from awsdev.lint.formats.buildspec.tree import texts_of
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("buildspec", topic="codebuild-reports")

_IDENTIFIER = re.compile(r"[A-Za-z0-9_]{1,128}")
_VERSIONS = ("0.1", "0.2")
_EXCLUSIVE = {"compute-type", "fleet"}


@RULES.rule("BS601", Severity.WARNING)
def several_batches(document: Document) -> Iterator[Problem]:
    """More than one kind of batch build.

    A batch is a graph, a list, a matrix or a fan-out.

    ## Why
    The reference describes one kind at a time and does not say which of two would win.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
      build-fanout:
        parallelism: 4
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-fanout:
        parallelism: 4
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Batch build reference](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html)
    """
    batch = merged_root(document).mapping("batch")
    kinds = [entry.key for entry in batch.entries if entry.key.text in BATCH_KINDS]
    for key in kinds[1:]:
        # A key that stands twice is another mistake.
        if key.text != kinds[0].text:
            yield Problem(
                key,
                f"a batch is one kind of build, and {kinds[0].text} is there already",
                "keep one, and start the other from a file of its own",
            )


@RULES.rule("BS602", Severity.WARNING)
def unknown_dependency(document: Document) -> Iterator[Problem]:
    """A task depends on one that does not exist.

    `depend-on` lists identifiers of tasks in the same graph.

    ## Why
    The reference knows tasks of the same batch only. What CodeBuild makes of another name is
    not written down; a script may also add the task before the file is used.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-graph:
        - identifier: compile
        - identifier: package
          depend-on: [complie]
    phases:
      build:
        commands:
          - make "$CODEBUILD_BATCH_BUILD_IDENTIFIER"
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-graph:
        - identifier: compile
        - identifier: package
          depend-on: [compile]
    phases:
      build:
        commands:
          - make "$CODEBUILD_BATCH_BUILD_IDENTIFIER"
    ```

    ## Source
    [Batch build reference, build-graph](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html#build-spec.batch.build-graph)
    """
    graph = _graph(document)
    for name, dependencies in graph.items():
        for dependency in dependencies:
            if dependency.text not in graph:
                yield Problem(
                    dependency,
                    f"{name} depends on {dependency.text}, which is no task of this graph",
                    valid_ones(dependency.text, graph, label="tasks"),
                )


@RULES.rule("BS603", Severity.WARNING)
def dependency_cycle(document: Document) -> Iterator[Problem]:
    """Tasks depend on each other in a circle.

    A circle in a `build-graph` is reported once, at the dependency that closes it; a task that
    depends on itself is one too. Of circles that share a task the first is reported, and a
    dependency on no task of the graph is BS602's.

    ## Why
    A task runs once those it depends on are done, so none of them can be the first. The
    reference does not say how the batch ends.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-graph:
        - identifier: compile
          depend-on: [package]
        - identifier: package
          depend-on: [compile]
    phases:
      build:
        commands:
          - make "$CODEBUILD_BATCH_BUILD_IDENTIFIER"
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-graph:
        - identifier: compile
        - identifier: package
          depend-on: [compile]
    phases:
      build:
        commands:
          - make "$CODEBUILD_BATCH_BUILD_IDENTIFIER"
    ```

    ## Source
    [Batch build reference, build-graph](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html#build-spec.batch.build-graph)
    """
    for closing, circle in _cycles(_graph(document)):
        yield Problem(
            closing,
            f"tasks depend on each other in a circle: {' → '.join(circle)}",
            "take one of the dependencies away",
        )


@RULES.rule("BS604", Severity.WARNING)
def bad_identifier(document: Document) -> Iterator[Problem]:
    """A task's identifier is repeated or malformed.

    Identifiers are told apart, and hold up to 128 letters, digits and underscores.

    ## Why
    The identifier names the task in the batch and in `depend-on`. The reference gives no
    pattern; this is the one that CodeBuild's API gives for the identifiers of sources.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: unit-tests
        - identifier: unit-tests
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
        - identifier: unit_tests
        - identifier: end_to_end_tests
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Batch build reference](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html)
    """
    for kind in ("build-graph", "build-list"):
        first: dict[str, int] = {}
        for task in _tasks(document, kind):
            identifier = task.get("identifier")
            if not isinstance(identifier, Scalar) or identifier.type_name == "null":
                continue
            text = identifier.text
            if text in first:
                why = f"the identifier {text} stands on line {first[text]} already"
                yield Problem(identifier, why, "give each task its own")
            elif not _IDENTIFIER.fullmatch(text):
                why = f"the identifier {text} is malformed"
                yield Problem(identifier, why, "use up to 128 letters, digits and underscores")
            first.setdefault(text, identifier.span.line)


@RULES.rule("BS605", Severity.ERROR)
def compute_type_and_fleet(document: Document) -> Iterator[Problem]:
    """A task names both a compute type and a fleet.

    A fleet brings its own machines, so the two exclude each other.

    ## Why
    The task cannot be started.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    batch:
      build-list:
        - identifier: linux
          env:
            compute-type: BUILD_GENERAL1_SMALL
            fleet: orders-fleet
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
            fleet: orders-fleet
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Batch build reference](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html)
    """
    for kind in ("build-graph", "build-list"):
        for task in _tasks(document, kind):
            env = task.mapping("env")
            keys = [entry.key for entry in env.entries if entry.key.text in _EXCLUSIVE]
            if {key.text for key in keys} == _EXCLUSIVE:
                second = next(key for key in keys if key.text != keys[0].text)
                yield Problem(
                    second, f"{second.text} cannot stand beside {keys[0].text}", "keep one"
                )


@RULES.rule("BS606", Severity.ERROR)
def quoted_version(document: Document) -> Iterator[Problem]:
    """The version of a batch build is quoted.

    An ordinary build takes `version` with and without quotes; a batch build reads a number.

    ## Why
    The batch does not start, while the same file works as an ordinary build.

    ## AWS says
    ``cannot unmarshal !!str `0.2` into float64``

    ## Wrong
    ```yaml
    version: "0.2"
    batch:
      build-fanout:
        parallelism: 4
    phases:
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml
    version: 0.2
    batch:
      build-fanout:
        parallelism: 4
    phases:
      build:
        commands:
          - make test
    ```

    ## Source
    [Batch build reference](https://docs.aws.amazon.com/codebuild/latest/userguide/batch-build-buildspec.html)
    """
    root = merged_root(document)
    version = root.get("version")
    if root.entry("batch") and isinstance(version, Scalar) and version.quoted:
        yield Problem(
            version,
            "a batch build reads version as a number, and here it is text",
            f"take away the quotes: version: {version.text}",
            f"cannot unmarshal !!str `{version.text}` into float64",
            Fixes(document).unquote(version) if version.text in _VERSIONS else None,
        )


def _tasks(document: Document, kind: str) -> list[Mapping]:
    items = merged_root(document).mapping("batch").items_of(kind)
    return [item for item in items if isinstance(item, Mapping)]


def _graph(document: Document) -> dict[str, list[Scalar]]:
    """Return the tasks of a build graph and what each depends on."""
    graph: dict[str, list[Scalar]] = {}
    for task in _tasks(document, "build-graph"):
        if name := task.text("identifier"):
            graph.setdefault(name, []).extend(texts_of(task.get("depend-on")))
    return graph


def _cycles(graph: dict[str, list[Scalar]]) -> Iterator[tuple[Scalar, list[str]]]:
    """Yield circles with the dependency that closes each; of tangled circles, the first.

    The walk keeps its own stack: a long chain of tasks must not exhaust Python's.
    """
    finished: set[str] = set()
    for start, dependencies in graph.items():
        if start in finished:
            continue
        path, waiting = {start: None}, [iter(dependencies)]
        while path:
            dependency = next(waiting[-1], None)
            if dependency is None:
                finished.add(path.popitem()[0])
                waiting.pop()
            elif dependency.text in path:
                names = list(path)
                yield dependency, [*names[names.index(dependency.text) :], dependency.text]
                finished.update(path)
                break
            elif dependency.text in graph and dependency.text not in finished:
                path[dependency.text] = None
                waiting.append(iter(graph[dependency.text]))
