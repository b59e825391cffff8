"""Build output that is to be uploaded (codes `BS506` and `BS507`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.tree import plain_path, texts_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")

_SECONDARY = "secondary-artifacts"


@RULES.rule("BS506", Severity.WARNING)
def repeated_base_directory(document: Document) -> Iterator[Problem]:
    """The artifacts' files repeat their base directory.

    `files` are relative to `base-directory`; given in both, the folder is looked for inside
    itself. Secondary artifacts are looked at as well.

    ## Why
    `dist` and `dist/**/*` together mean `dist/dist/**/*`. Where nothing else is listed the
    build fails at its end, otherwise the files are missing from the upload.

    ## AWS says
    `CLIENT_ERROR: no matching artifact paths found`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm run build
    artifacts:
      base-directory: dist
      files:
        - dist/**/*
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm run build
    artifacts:
      base-directory: dist
      files:
        - "**/*"
    ```

    ## Source
    [Build specification reference, artifacts](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts.base-directory)
    """
    for artifacts in _all_artifacts(document):
        base = plain_path(artifacts.text("base-directory"))
        if not base or base == ".":
            continue
        patterns = texts_of(artifacts.get("files"))
        repeating = [one for one in patterns if plain_path(one.text).startswith(f"{base}/")]
        for pattern in repeating:
            rest = plain_path(pattern.text).removeprefix(f"{base}/")
            yield Problem(
                pattern,
                f"files are relative to base-directory: this looks for {base}/{base}/{rest}",
                f'write "{rest}", or leave base-directory out',
                "no matching artifact paths found" if repeating == patterns else "",
            )


@RULES.rule("BS507", Severity.WARNING)
def no_primary_artifact(document: Document) -> Iterator[Problem]:
    """There are secondary artifacts and no primary one.

    `artifacts` holds `secondary-artifacts` and no `files` beside them.

    ## Why
    The reference requires `files` even where only secondary artifacts are wanted, and a build
    that uploads to S3 fails without. In a pipeline whose action has several outputs, CodeBuild
    takes the secondary artifacts alone, so this is a warning.

    ## AWS says
    `CLIENT_ERROR: no definition for primary artifacts in buildspec`; in such a pipeline,
    nothing.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    artifacts:
      secondary-artifacts:
        manual:
          files:
            - manual.pdf
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    artifacts:
      files:
        - bin/**/*
      secondary-artifacts:
        manual:
          files:
            - manual.pdf
    ```

    ## Source
    [Build specification reference, secondary-artifacts](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.artifacts.secondary-artifacts)
    """
    artifacts = merged_root(document).mapping("artifacts")
    secondary = artifacts.entry(_SECONDARY)
    if secondary and not artifacts.entry("files"):
        yield Problem(
            secondary.key,
            "there are secondary artifacts and no files for the primary one",
            "list files beside them, unless a pipeline takes the secondary artifacts alone",
            "no definition for primary artifacts in buildspec",
        )


def _all_artifacts(document: Document) -> Iterator[Mapping]:
    artifacts = merged_root(document).mapping("artifacts")
    yield artifacts
    for entry in artifacts.mapping(_SECONDARY).entries:
        if isinstance(entry.value, Mapping):
            yield entry.value
