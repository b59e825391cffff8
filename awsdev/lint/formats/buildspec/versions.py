"""The version of the format, and keys that another version has (codes `BS105` and `BS107`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Node, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import OF_THE_OTHER_VERSION, straying, version_of
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")

_KNOWN_VERSIONS = (0.1, 0.2)


@RULES.rule("BS105", Severity.ERROR)
def unknown_version(document: Document) -> Iterator[Problem]:
    """A version other than 0.1 and 0.2.

    `version` is the version of the format, not of your project or of your file.

    ## Why
    CodeBuild refuses the file.

    ## AWS says
    ``YAML_FILE_ERROR: invalid buildspec `version` specified: 1.0, see documentation``

    ## Wrong
    ```yaml
    version: 1.0
    phases:
      build:
        commands:
          - make
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    ```

    ## Source
    [Build specification reference, version](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.version)
    """
    entry = merged_root(document).entry("version")
    if entry is None or _is_known_version(entry.value):
        return
    hint = "write version: 0.2"
    if isinstance(entry.value, Scalar) and entry.value.type_name != "null":
        text = entry.value.text
        words = f"invalid buildspec `version` specified: {text}, see documentation"
        yield Problem(
            entry.value, f"there is no version {text} of build specifications", hint, words
        )
    else:
        yield Problem(entry.key, "version must be 0.1 or 0.2", hint)


@RULES.rule("BS107", Severity.WARNING)
def key_of_other_version(document: Document) -> Iterator[Problem]:
    """A key that only the other version of the format has.

    Version 0.1 has `environment_variables` where 0.2 has `env`, and `type` in `artifacts`,
    which went with 0.2.

    ## Why
    The reference promises nothing for it: what stands under the key may be skipped without
    a word.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    environment_variables:
      plaintext:
        STAGE: test
    phases:
      build:
        commands:
          - make
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
          - make
    ```

    ## Source
    [Build specification versions](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-versions)
    """
    version = version_of(document)
    for stray in straying(document):
        if is_of_other_version(stray, version):
            route = _full_route(stray)
            words = f"version {version} has no {'.'.join(route)}"
            yield Problem(stray.at, words, OF_THE_OTHER_VERSION[version][route])


def is_of_other_version(stray: Straying, version: str) -> bool:
    """Return whether an unknown key is one that only the other version of the format has."""
    return stray.sort is Sort.UNKNOWN_KEY and _full_route(stray) in OF_THE_OTHER_VERSION[version]


def _full_route(stray: Straying) -> tuple[str, ...]:
    return (*(str(step) for step in stray.route), stray.name)


def _is_known_version(node: Node) -> bool:
    if not isinstance(node, Scalar):
        return False
    try:
        return float(node.text) in _KNOWN_VERSIONS
    except ValueError:
        return False
