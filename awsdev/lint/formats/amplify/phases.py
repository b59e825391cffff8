"""The version of build settings and the names of phases (codes `AM106` and `AM107`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.amplify.hints import phase_hint, respelling, strayings_of
from awsdev.lint.formats.amplify.tree import (
    applications_of,
    is_empty,
    knows_version,
    lacks_artifacts,
    phases_of,
    settings_of,
)
from awsdev.lint.grammars.shape import Sort
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("amplify", topic="amplify-hosting")


@RULES.rule("AM106", Severity.WARNING)
def unknown_version(document: Document) -> Iterator[Problem]:
    """A version other than 1.

    `version` is that of the format. Older files say `0.1`, which Amplify takes as well. A file
    without one is left alone.

    ## Why
    What Amplify makes of another version is nowhere promised.

    ## AWS says
    Nothing on record.

    ## Wrong
    ```yaml
    version: 2
    frontend:
      phases:
        build:
          commands:
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Right
    ```yaml
    version: 1
    frontend:
      phases:
        build:
          commands:
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html)
    """
    entry = settings_of(document).entry("version")
    if entry and not knows_version(entry.value):
        said = isinstance(entry.value, Scalar) and not is_empty(entry.value)
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        words = f"there is no version {text} of build settings" if said else "version must be 1"
        yield Problem(entry.value if said else entry.key, words, "write version: 1")


@RULES.rule("AM107", Severity.WARNING)
def unknown_phase(document: Document) -> Iterator[Problem]:
    """A phase that does not exist.

    Backend and frontend have `preBuild`, `build` and `postBuild`, a test has `preTest`, `test`
    and `postTest`; upper and lower case count.

    ## Why
    Its commands never run.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        prebuild:
          commands:
            - npm ci
        build:
          commands:
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Right
    ```yaml
    version: 1
    frontend:
      phases:
        preBuild:
          commands:
            - npm ci
        build:
          commands:
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html)
    """
    # AM103 tells of artifacts that are missing because they stand here.
    told = {
        id(entry.key)
        for application in applications_of(document)
        for section, entry in phases_of(application)
        if entry.key.text == "artifacts"
        and section == "frontend"
        and lacks_artifacts(application.settings.mapping(section))
    }
    fixes = Fixes(document)
    for stray in strayings_of(document, Sort.UNKNOWN_KEY):
        if id(stray.at) in told:
            continue
        if stray.route[-1:] == ("phases",) and not stray.name.startswith(("x-", "<<")):
            words = f"{stray.place} has no phase {stray.name}"
            yield Problem(stray.at, words, phase_hint(stray), fix=respelling(stray, fixes))
