"""Several applications in one repository (codes `AM4…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.amplify.tree import SECTIONS, applications_of, settings_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("amplify", topic="amplify-hosting")


@RULES.rule("AM401", Severity.WARNING)
def two_forms(document: Document) -> Iterator[Problem]:
    """`applications` beside the sections of a single application.

    `frontend`, `backend`, `test` and `env` at the top belong to the form for one application;
    with `applications` each item has its own.

    ## Why
    Which of the two is read depends on whether the application was set up as part of a
    monorepo. The other is ignored, or the build ends.

    ## AWS says
    Nothing, or `Monorepo spec provided without "applications" key`.

    ## Wrong
    ```yaml
    version: 1
    applications:
      - appRoot: apps/shop
        frontend:
          phases:
            build:
              commands:
                - npm run build
          artifacts:
            baseDirectory: dist
            files:
              - "**/*"
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
    applications:
      - appRoot: apps/shop
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
    [Configuring monorepo build settings](https://docs.aws.amazon.com/amplify/latest/userguide/monorepo-configuration.html)
    """
    root = settings_of(document)
    if root.entry("applications"):
        for name in (*SECTIONS, "env"):
            if entry := root.entry(name):
                words = f"{name} at the top beside applications belongs to none of them"
                yield Problem(entry.key, words, f"move {name} into the applications it is for")


@RULES.rule("AM402", Severity.WARNING)
def root_of_single(document: Document) -> Iterator[Problem]:
    """An `appRoot` at the top of the file.

    It names the folder of an application in `applications`.

    ## Why
    At the top it is ignored, and the application is built in the root of the repository.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 1
    appRoot: apps/shop
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
    applications:
      - appRoot: apps/shop
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
    [Build specification reference, appRoot](https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html)
    """
    if entry := settings_of(document).entry("appRoot"):
        hint = "write it into an item of applications, or leave it out"
        yield Problem(entry.key, "appRoot at the top is ignored", hint)


@RULES.rule("AM403", Severity.WARNING)
def same_root(document: Document) -> Iterator[Problem]:
    """Two applications in one folder.

    Their `appRoot` is the same.

    ## Why
    Amplify finds an application's settings by its folder and takes the first that fits: the
    second is never used.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 1
    applications:
      - appRoot: apps/shop
        frontend:
          artifacts:
            baseDirectory: dist
      - appRoot: apps/shop
        frontend:
          artifacts:
            baseDirectory: build
    ```

    ## Right
    ```yaml
    version: 1
    applications:
      - appRoot: apps/shop
        frontend:
          artifacts:
            baseDirectory: dist
      - appRoot: apps/desk
        frontend:
          artifacts:
            baseDirectory: build
    ```

    ## Source
    [Configuring monorepo build settings](https://docs.aws.amazon.com/amplify/latest/userguide/monorepo-configuration.html)
    """
    first: dict[str, int] = {}
    for application in applications_of(document):
        root = application.settings.get("appRoot")
        if not (application.place and isinstance(root, Scalar) and root.text):
            continue
        folder = root.text.removeprefix("./").rstrip("/")
        if folder in first:
            words = f"the folder {root.text} has settings already, on line {first[folder]}"
            yield Problem(root, words, "keep one")
        first.setdefault(folder, root.span.line)


@RULES.rule("AM404", Severity.WARNING)
def root_with_marks(document: Document) -> Iterator[Problem]:
    """An `appRoot` that begins with `./` or a slash.

    The folder of an application is written from the root of the repository on, without marks.

    ## Why
    Amplify compares it with `AMPLIFY_MONOREPO_APP_ROOT`, letter by letter. The console sets
    that without marks, `apps/shop`.

    ## AWS says
    `Invalid monorepo spec, no appRoot matching apps/shop found`

    ## Wrong
    ```yaml
    version: 1
    applications:
      - appRoot: ./apps/shop
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
    applications:
      - appRoot: apps/shop
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
    [Setting the AMPLIFY_MONOREPO_APP_ROOT environment variable](https://docs.aws.amazon.com/amplify/latest/userguide/monorepo-configuration.html);
    [Amplify Hosting, issue 827](https://github.com/aws-amplify/amplify-hosting/issues/827)
    """
    for application in applications_of(document):
        root = application.settings.get("appRoot")
        if application.place and isinstance(root, Scalar):
            bare = root.text.removeprefix(".").lstrip("/") if root.text[:2] != ".." else root.text
            marked = root.text.startswith(("./", "/")) and bare
            if marked:
                words = f"appRoot {root.text} may not match AMPLIFY_MONOREPO_APP_ROOT"
                yield Problem(root, words, f"write {bare}")
