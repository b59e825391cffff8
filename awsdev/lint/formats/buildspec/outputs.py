"""Reports and caches (codes `BS5…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.tree import plain_path, texts_of
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("buildspec", topic="codebuild-reports")

_MOST_GROUPS = 5
_MOST_FALLBACKS = 5
_FORMATS = (
    "CUCUMBERJSON",
    "JUNITXML",
    "NUNITXML",
    "NUNIT3XML",
    "TESTNGXML",
    "VISUALSTUDIOTRX",
    "CLOVERXML",
    "COBERTURAXML",
    "JACOCOXML",
    "SIMPLECOV",
)


@RULES.rule("BS501", Severity.WARNING)
def repeated_base_directory(document: Document) -> Iterator[Problem]:
    """A report's files repeat its base directory.

    `files` are relative to `base-directory`; given in both, the folder is looked for inside
    itself.

    ## Why
    `target` and `target/*.xml` together mean `target/target/*.xml`. No file is found, and the
    report stays empty.

    ## AWS says
    Nothing that fails the build.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - mvn --batch-mode verify
    reports:
      unit-tests:
        base-directory: target/surefire-reports
        files:
          - target/surefire-reports/*.xml
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - mvn --batch-mode verify
    reports:
      unit-tests:
        base-directory: target/surefire-reports
        files:
          - "*.xml"
    ```

    ## Source
    [Build specification reference, reports](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#reports-buildspec-file)
    """
    for _, report in _reports(document):
        base = plain_path(report.text("base-directory"))
        if not base or base == ".":
            continue
        for pattern in texts_of(report.get("files")):
            if plain_path(pattern.text).startswith(f"{base}/"):
                rest = plain_path(pattern.text).removeprefix(f"{base}/")
                yield Problem(
                    pattern,
                    f"files are relative to base-directory: this looks for {base}/{base}/{rest}",
                    f'write "{rest}", or leave base-directory out',
                )


@RULES.rule("BS502", Severity.ERROR)
def too_many_reports(document: Document) -> Iterator[Problem]:
    """More than five report groups.

    The names below `reports` are counted, those from a merge key included, and the sixth is
    reported. Groups that other files of the project fill are not known here.

    ## Why
    A project can fill five report groups; the file asks for more.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    reports:
      api: {files: [api.xml]}
      cli: {files: [cli.xml]}
      web: {files: [web.xml]}
      jobs: {files: [jobs.xml]}
      core: {files: [core.xml]}
      docs: {files: [docs.xml]}
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make test
    reports:
      all:
        files:
          - api.xml
          - cli.xml
          - web.xml
          - jobs.xml
          - core.xml
          - docs.xml
    ```

    ## Source
    [Build specification reference, reports](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#reports-buildspec-file)
    """
    groups = merged_root(document).mapping("reports").entries
    if len(groups) > _MOST_GROUPS:
        yield Problem(
            groups[_MOST_GROUPS].key,
            f"{len(groups)} report groups, at most {_MOST_GROUPS} are allowed",
            "let one group take the files of several: files is a list",
        )


@RULES.rule("BS503", Severity.ERROR)
def unknown_report_format(document: Document) -> Iterator[Problem]:
    """A report in a format that CodeBuild does not read.

    `file-format` is one of ten names, in any case; without it the files are read as JUnit XML.

    ## Why
    The report is not made.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - pytest --cov --cov-report xml
    reports:
      coverage:
        files:
          - coverage.xml
        file-format: COBERTURA
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - pytest --cov --cov-report xml
    reports:
      coverage:
        files:
          - coverage.xml
        file-format: COBERTURAXML
    ```

    ## Source
    [Build specification reference, reports](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#reports-buildspec-file)
    """
    for name, report in _reports(document):
        value = report.get("file-format")
        if not isinstance(value, Scalar) or value.type_name == "null":
            continue
        if value.text.strip().upper() not in _FORMATS:
            yield Problem(
                value,
                f"file-format of {name} cannot be {value.text}",
                valid_ones(value.text, _FORMATS),
            )


@RULES.rule("BS504", Severity.WARNING)
def fallback_without_key(document: Document) -> Iterator[Problem]:
    """A cache has fallback keys but no key.

    `cache` holds `fallback-keys` and no `key`. Whether either has a value is not looked at.

    ## Why
    `fallback-keys` are tried where `key` finds no cache; without `key` they are ignored.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm ci
    cache:
      fallback-keys:
        - npm-
      paths:
        - /root/.npm/**/*
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm ci
    cache:
      key: npm-$(codebuild-hash-files package-lock.json)
      fallback-keys:
        - npm-
      paths:
        - /root/.npm/**/*
    ```

    ## Source
    [Build specification reference, cache](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.cache)
    """
    cache = merged_root(document).mapping("cache")
    fallbacks = cache.entry("fallback-keys")
    if fallbacks and cache.entry("key") is None:
        yield Problem(fallbacks.key, "fallback-keys are ignored without key", "add key")


@RULES.rule("BS505", Severity.WARNING)
def too_many_fallbacks(document: Document) -> Iterator[Problem]:
    """A cache has more than five fallback keys.

    The sixth item of `fallback-keys` is reported, once for the list. What the keys are, and
    whether one repeats another, is not looked at.

    ## Why
    Five are allowed. Whatever comes after them cannot be counted on.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm ci
    cache:
      key: npm-24-linux
      fallback-keys: [npm-24, npm-22, npm-20, npm-18, npm-16, npm]
      paths:
        - /root/.npm/**/*
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm ci
    cache:
      key: npm-24-linux
      fallback-keys: [npm-24, npm]
      paths:
        - /root/.npm/**/*
    ```

    ## Source
    [Build specification reference, cache](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.cache)
    """
    fallbacks = merged_root(document).mapping("cache").items_of("fallback-keys")
    if len(fallbacks) > _MOST_FALLBACKS:
        yield Problem(
            fallbacks[_MOST_FALLBACKS],
            f"{len(fallbacks)} fallback keys, at most {_MOST_FALLBACKS} are allowed",
        )


def _reports(document: Document) -> Iterator[tuple[str, Mapping]]:
    for entry in merged_root(document).mapping("reports").entries:
        if isinstance(entry.value, Mapping):
            yield entry.key.text, entry.value
