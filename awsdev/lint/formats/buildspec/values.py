"""Values that are missing, or that stand alone (codes `BS106` and `BS108`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import single_values, straying
from awsdev.lint.formats.buildspec.outdented import Outdented, Route
from awsdev.lint.grammars.shape import Sort
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")


@RULES.rule("BS106", Severity.WARNING)
def empty_value(document: Document) -> Iterator[Problem]:
    """A key or an item without a value.

    Nothing follows the colon or the dash, or only comments do.

    ## Why
    Often the lines that follow are indented one step too few, so that they became keys of
    their own, or a value is still to be filled in.

    ## AWS says
    Nothing, or a `YAML_FILE_ERROR` that names a line nearby.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      variables:
        STAGE:
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
    [YAML 1.1, null](https://yaml.org/type/null.html)
    """
    outdented = Outdented(document).parents
    for stray in straying(document):
        told = _is_told_elsewhere(stray.route) or stray.route in outdented
        if stray.sort is Sort.WRONG_TYPE and stray.found == "nothing" and not told:
            hint = f"write {stray.expected[0]}, or leave it out"
            yield Problem(stray.at, f"{stray.place} holds nothing", hint)


@RULES.rule("BS108", Severity.WARNING)
def single_value(document: Document) -> Iterator[Problem]:
    """A single value stands where the reference shows a list.

    `exported-variables`, `fallback-keys`, `depend-on`, and what a build matrix combines. A
    single command or pattern is no finding: CodeBuild takes it.

    ## Why
    Nobody has written down what CodeBuild makes of it. A list of one is always right.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      exported-variables: IMAGE_TAG
    phases:
      build:
        commands:
          - IMAGE_TAG="$(git rev-parse --short HEAD)"
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      exported-variables:
        - IMAGE_TAG
    phases:
      build:
        commands:
          - IMAGE_TAG="$(git rev-parse --short HEAD)"
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    fixes = Fixes(document)
    for stray in single_values(document):
        # Words with blanks or commas between them may be meant as several.
        one = isinstance(stray.at, Scalar) and not re.search(r"[\s,;]", stray.at.text)
        yield Problem(
            stray.at,
            f"{stray.place} is one value, and the reference shows a list",
            "begin each item with a dash and a space, on a line of its own",
            fix=fixes.list_of_one(stray.at) if one else None,
        )


def _is_told_elsewhere(route: Route) -> bool:
    """Return whether BS103 or BS203 tells of an empty value here, or it is harmless."""
    in_phases = route[:1] == ("phases",)
    return in_phases and (len(route) <= 2 or route[2:] == ("commands",))
