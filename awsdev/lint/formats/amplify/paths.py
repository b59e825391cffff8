"""Where things lie: caches, artifacts and headers (codes `AM3…`)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.amplify.tree import applications_of, settings_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("amplify", topic="amplify-hosting")


@RULES.rule("AM301", Severity.WARNING)
def cache_outside(document: Document) -> Iterator[Problem]:
    """A cache path outside the project.

    A path that begins with `/` or `~`, or climbs with `..` above where it starts.

    ## Why
    Amplify takes paths as relative to the project and goes nowhere else. The build succeeds,
    and nothing is cached.

    ## AWS says
    Nothing.

    ## Wrong
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
      cache:
        paths:
          - ~/.npm/**/*
    ```

    ## Right
    ```yaml
    version: 1
    frontend:
      phases:
        preBuild:
          commands:
            - npm ci --cache .npm
        build:
          commands:
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
      cache:
        paths:
          - .npm/**/*
    ```

    ## Source
    [Build specification reference, cache](https://docs.aws.amazon.com/amplify/latest/userguide/yml-specification-syntax.html)
    """
    seen = set()
    for application in applications_of(document):
        paths = application.settings.mapping("frontend").mapping("cache").get("paths")
        # In a monorepo the project is the repository, and an application may look around in it.
        levels = len(_parts(application.settings.text("appRoot"))) if application.place else 0
        for item in paths.items if isinstance(paths, Sequence) else [paths]:
            if isinstance(item, Scalar) and id(item) not in seen and _leaves(item.text, levels):
                seen.add(id(item))
                hint = "name a folder of the project, and let the tool put its cache there"
                yield Problem(item, f"{item.text} lies outside the project", hint)


@RULES.rule("AM302", Severity.INFO)
def headers_in_settings(document: Document) -> Iterator[Problem]:
    """Custom headers in the build settings.

    `customHeaders` at the top, in an application or in its frontend.

    ## Why
    Amplify still reads them there, and asks to move them to `customHttp.yml` or to the
    console.

    ## AWS says
    Nothing.

    ## Wrong
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
      customHeaders:
        - pattern: "**/*"
          headers:
            - key: X-Frame-Options
              value: SAMEORIGIN
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
    [Migrating custom headers](https://docs.aws.amazon.com/amplify/latest/userguide/migrate-custom-headers.html)
    """
    seen = set()
    for entry in _headers(document):
        if id(entry.key) not in seen:
            seen.add(id(entry.key))
            hint = "move them to customHttp.yml in the root of the repository"
            yield Problem(entry.key, "customHeaders has a file of its own now", hint)


@RULES.rule("AM303", Severity.WARNING)
def root_repeated(document: Document) -> Iterator[Problem]:
    """A `baseDirectory` that begins with the application's own folder.

    In a monorepo it is relative to `appRoot`, unless `buildPath` says that the build runs
    elsewhere.

    ## Why
    Amplify looks for `apps/shop/apps/shop/dist`.

    ## AWS says
    `CustomerError: Artifact directory doesn't exist: apps/shop/dist`

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
            baseDirectory: apps/shop/dist
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
    for application in applications_of(document):
        frontend = application.settings.mapping("frontend")
        root = _parts(application.settings.text("appRoot"))
        base = frontend.mapping("artifacts").get("baseDirectory")
        elsewhere = frontend.entry("buildPath") or frontend.entry("buildpath")
        if not application.place or elsewhere or not root or not isinstance(base, Scalar):
            continue
        folders = _parts(base.text)
        if folders[: len(root)] == root:
            folder, rest = "/".join(root), "/".join(folders[len(root) :]) or "/"
            words = f"baseDirectory is relative to appRoot already, and repeats {folder}"
            says = f"CustomerError: Artifact directory doesn't exist: {base.text}"
            yield Problem(base, words, f"write {rest}, or set buildPath: /", says)


def _headers(document: Document) -> Iterator[Entry]:
    found = [settings_of(document).entry("customHeaders")]
    for application in applications_of(document):
        found.append(application.settings.entry("customHeaders"))
        found.append(application.settings.mapping("frontend").entry("customHeaders"))
    yield from (entry for entry in found if entry)


def _leaves(path: str, levels: int) -> bool:
    """Return whether a path leads out of a project that begins some levels further up."""
    if path.startswith(("/", "~")):
        return True
    climbed = posixpath.normpath(path).split("/")
    return climbed.count("..") > levels and climbed[0] == ".."


def _parts(path: str) -> list[str]:
    """Return the folders on a path, without what stands for none."""
    normal = posixpath.normpath(path.strip("/")) if path.strip("/") else "."
    return [] if normal == "." else normal.split("/")
