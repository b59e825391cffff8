"""The structure of the file: keys, types and values (codes `BS1…`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.documents.document import Document, Node, Scalar, walk
from awsdev.lint.documents.merges import merged_root, shared_nodes
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import (
    SHELLS,
    homes_of,
    is_of_a_batch,
    straying,
    version_of,
)
from awsdev.lint.formats.buildspec.outdented import Outdented
from awsdev.lint.formats.buildspec.tree import head_of
from awsdev.lint.formats.buildspec.versions import is_of_other_version
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")

_ARTICLES = {
    "mapping": "a mapping",
    "list": "a list",
    "integer": "a number",
    "number": "a number",
    "boolean": "a boolean",
    "date": "a date",
}
_OTHER_SHELLS = frozenset({"bash", "sh", "powershell", "pwsh", "cmd"})
_SIDE_ROOMS = ("batch.", "artifacts.secondary-artifacts")
"""Places not worth a mention where a key has others."""
_MISSING_HINTS = {
    "version": "begin with version: 0.2",
    "phases": "add phases with at least one of install, pre_build, build and post_build",
    "files": "list what to take, relative to base-directory where there is one",
    "paths": "list the folders and files to keep",
    "identifier": "give the task a name of its own",
    "parallelism": "say how many builds share the work",
}
_TYPE_HINTS = {
    ("a list", "mapping"): "begin each item with a dash and a space; quote what holds a colon",
    ("a list", "text"): "begin each item with a dash and a space, on a line of its own",
    ("a mapping", "list"): "take away the dashes: keys and values belong here",
    ("a mapping", "text"): "write keys and values, each on a line of its own",
    ("text", "list"): "write one value",
    ("text", "mapping"): "quote the value: a colon and a space in it make YAML read a key",
}


@RULES.rule("BS101", Severity.WARNING)
def unknown_key(document: Document) -> Iterator[Problem]:
    """A key that CodeBuild does not know.

    The key is misspelt, or indented too far or not far enough. A key at the top whose value
    is used elsewhere by an alias is no finding, nor is one that the tasks of a batch have in
    their `env` and the file in its own, or the other way round.

    ## Why
    CodeBuild runs the build and skips the key without a word: artifacts are not uploaded, a
    cache is not kept, a variable is not set. A key that nobody misses does no harm, so this
    is a warning.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    artefacts:
      files:
        - dist/**/*
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
        - dist/**/*
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    outdented, reported, fixes = Outdented(document), set(), Fixes(document)
    anchors, version = _anchor_keys(document), version_of(document)
    for stray in _strayings(document, Sort.UNKNOWN_KEY):
        if _has_its_own_rule(stray, version) or id(stray.at) in anchors:
            continue
        if is_of_a_batch(stray, document):
            continue
        if parent := outdented.parent_of(stray.at):
            # Without phases the file is refused, and BS103 says what is to be indented.
            if parent == ("phases",):
                continue
            # Lines below one parent lost their indent together: one mistake.
            if parent not in reported:
                reported.add(parent)
                yield Problem(stray.at, _unknown(stray), f"indent it below {parent[-1]}")
        else:
            hint = _key_hint(stray)
            near = hint == stray.choices
            fix = fixes.respell_near(stray.at, stray.expected) if near else None
            yield Problem(stray.at, _unknown(stray), hint, fix=fix)


@RULES.rule("BS102", Severity.ERROR)
def missing_key(document: Document) -> Iterator[Problem]:
    """A key that must be there is missing.

    `version` and `phases` at the top, `files` in artifacts and reports, `paths` in a cache, an
    `identifier` in each task of a batch. A file that only starts a batch needs no phases, and
    artifacts that have secondary ones beside them are BS507's.

    ## Why
    The build, or the upload after it, fails.

    ## AWS says
    Where `artifacts` lacks `files`: `CLIENT_ERROR: no definition for primary artifacts in
    buildspec`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    artifacts:
      base-directory: dist
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - make
    artifacts:
      base-directory: dist
      files:
        - "**/*"
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    artifacts = merged_root(document).mapping("artifacts")
    for stray in _strayings(document, Sort.MISSING_KEY):
        in_artifacts = stray.route == ("artifacts",)
        if in_artifacts and artifacts.entry("secondary-artifacts"):
            continue
        yield Problem(
            head_of(stray.at),
            f"{stray.place} lacks the key {stray.name}",
            _MISSING_HINTS[stray.name],
            "no definition for primary artifacts in buildspec" if in_artifacts else "",
        )


@RULES.rule("BS103", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A list, a mapping or text stands where something else belongs.

    Most often a dash is missing or one too many, or a line is indented wrongly.

    ## Why
    CodeBuild reads the file into a fixed structure and stops at what does not fit.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      variables:
        - STAGE: test
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
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    outdented = Outdented(document).parents
    for stray in _strayings(document, Sort.WRONG_TYPE):
        if _is_command(stray) or (stray.found == "nothing" and stray.route != ("phases",)):
            continue
        expected = stray.expected[0]
        found = _ARTICLES.get(stray.found, stray.found)
        yield Problem(
            stray.at,
            f"{stray.place} must be {expected}, not {found}",
            "indent the phases below it"
            if stray.route in outdented
            else _TYPE_HINTS.get((expected, stray.found), ""),
        )


@RULES.rule("BS104", Severity.ERROR)
def wrong_value(document: Document) -> Iterator[Problem]:
    """A value that is not one of those allowed.

    The shell, what a cache does, how many builds a fan-out makes, and whatever is yes or no.

    ## Why
    CodeBuild refuses the file, or goes on with its default as if nothing had been asked.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 0.2
    env:
      shell: zsh
    phases:
      build:
        commands:
          - make
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      shell: bash
    phases:
      build:
        commands:
          - make
    ```

    ## Source
    [Build specification reference](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html)
    """
    for stray in _strayings(document, Sort.WRONG_VALUE):
        # To YAML 1.1 `on` and `off` without quotes are booleans as well.
        is_boolean = stray.expected == ("yes", "no") and _is_boolean(stray.at)
        # Nobody has seen what CodeBuild makes of the right shell under another of its names.
        is_a_shell = stray.expected == SHELLS and PurePath(stray.found).stem in _OTHER_SHELLS
        if not is_boolean and not is_a_shell:
            yield Problem(stray.at, f"{stray.place} cannot be {stray.found}", stray.choices)


def _strayings(document: Document, sort: Sort) -> Iterator[Straying]:
    return (stray for stray in straying(document) if stray.sort is sort)


def _has_its_own_rule(stray: Straying, version: str) -> bool:
    """Return whether another code tells of an unknown key: BS107, BS202 or BS204."""
    in_phase = len(stray.route) == 2 and stray.route[0] == "phases"
    return (
        stray.route == ("phases",)
        or (in_phase and stray.name == "runtime-versions")
        or is_of_other_version(stray, version)
    )


def _anchor_keys(document: Document) -> set[int]:
    """Return the keys at the top below which something is used elsewhere by an alias."""
    shared = shared_nodes(document)
    return {
        id(entry.key)
        for entry in document.mapping.entries
        if shared and any(id(part) in shared for part in walk(entry.value))
    }


def _is_command(stray: Straying) -> bool:
    """Return whether it is a command that is a mapping, which is BS201."""
    last = stray.route[-2:]
    listed = len(last) == 2 and last[0] in ("commands", "finally") and isinstance(last[1], int)
    return listed and stray.route[0] == "phases" and stray.found == "mapping"


def _is_boolean(node: Node) -> bool:
    return isinstance(node, Scalar) and node.type_name == "boolean"


def _unknown(stray: Straying) -> str:
    where = f"in {stray.place}" if stray.route else "at the top level"
    return f"unknown key {stray.name} {where}"


def _key_hint(stray: Straying) -> str:
    homes = homes_of(stray.name)
    main = [home for home in homes if not home.startswith(_SIDE_ROOMS)] or homes
    if 0 < len(main) <= 2:
        return f"it belongs to {' and '.join(main)}; valid here: {', '.join(stray.expected)}"
    return stray.choices
