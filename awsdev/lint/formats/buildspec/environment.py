"""Environment variables, secrets and what is exported (codes `BS3…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.tree import texts_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")

_RESERVED = "CODEBUILD_"
_NOT_EXPORTED = "AWS_"
_FORM = "secret-id[:json-key[:version-stage[:version-id]]]"
_SECRET_ARN = re.compile(r"arn:[\w-]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+")


@RULES.rule("BS301", Severity.WARNING)
def reserved_prefix(document: Document) -> Iterator[Problem]:
    """A variable whose name begins with the reserved prefix.

    Names that begin with `CODEBUILD_` belong to the service.

    ## Why
    CodeBuild sets variables of that prefix itself and may add others at any time. Which value
    the commands then see is not promised.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      variables:
        CODEBUILD_STAGE: test
    phases:
      build:
        commands:
          - ./deploy.sh "$CODEBUILD_STAGE"
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      variables:
        STAGE: test
    phases:
      build:
        commands:
          - ./deploy.sh "$STAGE"
    ```

    ## Source
    [Build specification reference, env/variables](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.variables)
    """
    for entry in _declared(document):
        if entry.key.text.startswith(_RESERVED):
            yield Problem(
                entry.key,
                f"the name {entry.key.text} begins with {_RESERVED}, which belongs to CodeBuild",
                "choose a prefix of your own",
            )


@RULES.rule("BS302", Severity.ERROR)
def malformed_secret(document: Document) -> Iterator[Problem]:
    """A reference to a secret that cannot be read.

    A value under `secrets-manager` is `secret-id`, optionally followed by `:json-key`,
    `:version-stage` and `:version-id`. The secret is its name or its whole ARN; a part in the
    middle may be empty.

    ## Why
    The build ends before the first phase, because the secret cannot be fetched.

    ## AWS says
    `Secrets Manager Error Message:` and the answer that CodeBuild got from there.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      secrets-manager:
        PASSWORD: arn:aws:secretsmanager:eu-west-1:111122223333:orders-AbCdEf
    phases:
      build:
        commands:
          - ./migrate.sh
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      secrets-manager:
        PASSWORD: arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf:password
    phases:
      build:
        commands:
          - ./migrate.sh
    ```

    ## Source
    [Build specification reference, env/secrets-manager](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager)
    """
    for value in _secrets(document):
        if why := _fault(value.text):
            yield Problem(value, f"the reference to a secret {why}", f"write {_FORM}")


@RULES.rule("BS303", Severity.WARNING)
def not_exportable(document: Document) -> Iterator[Problem]:
    """An exported variable that cannot be exported.

    Variables that begin with `AWS_` and those that come from Secrets Manager stay inside
    the build.

    ## Why
    The build goes on as if nothing had been asked: the pipeline's next action gets nothing,
    and nobody says so.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      exported-variables:
        - AWS_REGION
    phases:
      build:
        commands:
          - make
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      exported-variables:
        - TARGET_REGION
    phases:
      build:
        commands:
          - export TARGET_REGION="$AWS_REGION"
          - make
    ```

    ## Source
    [Build specification reference, env/exported-variables](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.exported-variables)
    """
    env = merged_root(document).mapping("env")
    secrets = set(env.mapping("secrets-manager").keys())
    for name in texts_of(env.get("exported-variables")):
        if name.text.startswith(_NOT_EXPORTED):
            why = f"begins with {_NOT_EXPORTED}"
        elif name.text in secrets:
            why = "comes from secrets-manager"
        else:
            continue
        yield Problem(
            name,
            f"{name.text} cannot be exported: it {why}",
            "copy what is no secret into a variable of another name, and export that",
        )


@RULES.rule("BS304", Severity.WARNING)
def secret_named_twice(document: Document) -> Iterator[Problem]:
    """A reference to a secret gives both a version stage and a version id.

    One of the two selects the version; the reference asks for one, not both.

    ## Why
    As soon as the stage moves on to another version the two contradict each other, and the
    secret cannot be fetched any more.

    ## AWS says
    Nothing while both mean the same version.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      secrets-manager:
        PASSWORD: orders:password:AWSCURRENT:0a1b2c3d-1111-2222-3333-0a1b2c3d4e5f
    phases:
      build:
        commands:
          - ./migrate.sh
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      secrets-manager:
        PASSWORD: orders:password:AWSCURRENT
    phases:
      build:
        commands:
          - ./migrate.sh
    ```

    ## Source
    [Build specification reference, env/secrets-manager](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager)
    """
    for value in _secrets(document):
        parts = _parts(value.text)
        if not _fault(value.text) and len(parts) == 4 and parts[2] and parts[3]:
            yield Problem(
                value,
                "the reference to a secret gives both a version stage and a version id",
                f"keep one: leave {parts[3]} off, or leave the place of {parts[2]} empty",
            )


def _declared(document: Document) -> Iterator[Entry]:
    """Yield the variables that the file sets, wherever it can."""
    root = merged_root(document)
    env = root.mapping("env")
    for key in ("variables", "parameter-store", "secrets-manager"):
        yield from env.mapping(key).entries
    yield from root.mapping("environment_variables").mapping("plaintext").entries
    yield from root.mapping("environment_variables").mapping("parameter-store").entries
    batch = root.mapping("batch")
    for task in (*batch.items_of("build-graph"), *batch.items_of("build-list")):
        if isinstance(task, Mapping):
            yield from task.mapping("env").mapping("variables").entries
    dynamic = batch.mapping("build-matrix").mapping("dynamic")
    yield from dynamic.mapping("env").mapping("variables").entries


def _secrets(document: Document) -> Iterator[Scalar]:
    """Yield the references, but not those that a template still has to fill in (`${…}`)."""
    for entry in merged_root(document).mapping("env").mapping("secrets-manager").entries:
        value = entry.value
        if isinstance(value, Scalar) and value.type_name != "null" and "$" not in value.text:
            yield value


def _parts(text: str) -> list[str]:
    """Split a reference; the colons of an ARN do not count."""
    arn = _SECRET_ARN.match(text)
    head, rest = (arn.group(), text[arn.end() :]) if arn else ("", text)
    return [head, *rest.split(":")[1:]] if arn else rest.split(":")


def _fault(text: str) -> str:
    """Return what is wrong with a reference, as the end of a sentence; empty where nothing is."""
    if text.startswith("arn:") and not _SECRET_ARN.match(text):
        return "is not the ARN of a secret (arn:aws:secretsmanager:region:account:secret:name)"
    parts = _parts(text)
    if len(parts) > 4:
        return f"has {len(parts)} parts, at most 4 are read"
    return "" if parts[0].strip() else "begins with a colon: the secret itself is missing"
