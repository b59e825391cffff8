"""The structure of build settings: keys, types and the version (codes `AM1…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar, walk
from awsdev.lint.documents.merges import shared_nodes
from awsdev.lint.finding import Severity
from awsdev.lint.formats.amplify.hints import key_hint, respelling, strayings_of
from awsdev.lint.formats.amplify.tree import (
    applications_of,
    head_of,
    is_empty,
    lacks_artifacts,
    lists_of,
)
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("amplify", topic="amplify-hosting")

_NO_FRONTEND = "CustomerError: Missing frontend definition in buildspec"
_NO_ARTIFACTS = "CustomerError: The `artifacts` key was not provided in the build spec"
_NO_ROOT = 'CustomerError: : Invalid Monorepo spec provided. The "appRoot" key needs to be a string'
_ARTICLES = {
    "mapping": "a mapping",
    "list": "a list",
    "integer": "a number",
    "number": "a number",
    "boolean": "a boolean",
    "date": "a date",
}
_TYPE_HINTS = {
    ("a list", "mapping"): "begin each item with a dash and a space",
    ("a mapping", "list"): "take away the dashes: keys and values belong here",
    ("a mapping", "text"): "write keys and values, each on a line of its own",
    ("text", "list"): "write one value",
    ("text", "mapping"): "quote the value: a colon and a space in it make YAML read a key",
}
# What YAML 1.2, which Amplify reads, makes a number or a boolean of.
_NO_TEXT = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?|true|True|TRUE|false|False|FALSE")


@RULES.rule("AM101", Severity.WARNING)
def unknown_key(document: Document) -> Iterator[Problem]:
    """A key that Amplify does not know.

    It is misspelt, stands in the wrong place, or is a key of CodeBuild's: `baseDirectory` is
    `base-directory` there. A key at the top whose value is used elsewhere by an alias, or
    that begins with `x-`, is no finding; phases have a rule of their own.

    ## Why
    Amplify passes over the key without a word: nothing is cached, another folder is
    deployed, a variable is not set.

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
        base-directory: dist
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
    anchors, fixes = _anchor_keys(document), Fixes(document)
    for stray in strayings_of(document, Sort.UNKNOWN_KEY):
        passed_over = stray.name.startswith(("x-", "<<")) or id(stray.at) in anchors
        if not passed_over and stray.route[-1:] != ("phases",):
            where = f"in {stray.place}" if stray.route else "at the top level"
            words = f"unknown key {stray.name} {where}"
            yield Problem(stray.at, words, key_hint(stray), fix=respelling(stray, fixes))


@RULES.rule("AM102", Severity.ERROR)
def no_frontend(document: Document) -> Iterator[Problem]:
    """An application without a frontend.

    `frontend` is missing or empty, at the top of the file or in an item of `applications`.

    ## Why
    Amplify wants something to deploy, even of an application that has only a backend. Give
    it a page: `mkdir dist && touch dist/index.html` as the frontend's build will do.

    ## AWS says
    `CustomerError: Missing frontend definition in buildspec`

    ## Wrong
    ```yaml
    version: 1
    backend:
      phases:
        build:
          commands:
            - npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID
    ```

    ## Right
    ```yaml
    version: 1
    backend:
      phases:
        build:
          commands:
            - npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID
    frontend:
      phases:
        build:
          commands:
            - mkdir dist && touch dist/index.html
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Source
    [Amplify Hosting, issue 2450](https://github.com/aws-amplify/amplify-hosting/issues/2450);
    [issue 4059](https://github.com/aws-amplify/amplify-hosting/issues/4059)
    """
    for application in applications_of(document):
        entry = application.settings.entry("frontend")
        if entry is None or is_empty(entry.value):
            at = entry.key if entry else head_of(application.settings)
            words = f"{application.place or 'the file'} has no frontend"
            hint = "add frontend, with artifacts that deploy at least one page"
            yield Problem(at, words, hint, _NO_FRONTEND)


@RULES.rule("AM103", Severity.ERROR)
def missing_key(document: Document) -> Iterator[Problem]:
    """A key that must be there is missing or empty.

    `artifacts` in a frontend, and `appRoot` in each item of `applications`.

    ## Why
    The build ends with an error: without `artifacts` after all commands ran, without
    `appRoot` before the first.

    ## AWS says
    ``CustomerError: The `artifacts` key was not provided in the build spec``;
    `CustomerError: : Invalid Monorepo spec provided. The "appRoot" key needs to be a string`

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        build:
          commands:
            - npm run build
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
    [Amplify Hosting, issue 3172](https://github.com/aws-amplify/amplify-hosting/issues/3172);
    [issue 3900](https://github.com/aws-amplify/amplify-hosting/issues/3900)
    """
    seen = set()
    for application in applications_of(document):
        frontend = application.settings.entry("frontend")
        root = application.settings.entry("appRoot")
        if application.place and (root is None or is_empty(root.value)):
            hint = "write the application's folder, as in AMPLIFY_MONOREPO_APP_ROOT"
            at = root.key if root else head_of(application.settings)
            yield Problem(at, f"{application.place} lacks appRoot", hint, _NO_ROOT)
        if frontend and lacks_artifacts(frontend.value) and id(frontend.value) not in seen:
            seen.add(id(frontend.value))
            place = application.at("frontend")
            yield _without_artifacts(frontend, place)


@RULES.rule("AM104", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A list, a mapping or a number stands where something else belongs.

    Most often a dash is missing or one too many, or a line is indented wrongly. A single
    value in place of a list is AM105, a command that became a mapping AM201.

    ## Why
    Amplify finds nothing there: no commands run, no files are deployed, or the build ends
    with an error of the program that reads the file.

    ## AWS says
    `CustomerError: : Invalid Monorepo spec provided. The "appRoot" key needs to be a string`;
    for other keys its words are not on record.

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        - build:
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
    for stray in strayings_of(document, Sort.WRONG_TYPE):
        if stray.found == "nothing" or _is_command(stray):
            continue
        expected = stray.expected[0]
        found = _ARTICLES.get(stray.found, stray.found)
        words = f"{stray.place} must be {expected}, not {found}"
        says = _NO_ROOT if _is_root(stray) else ""
        yield Problem(stray.at, words, _TYPE_HINTS.get((expected, stray.found), ""), says)
    fixes = Fixes(document)
    for application in applications_of(document):
        root = application.settings.get("appRoot")
        plain = application.place and isinstance(root, Scalar) and not root.quoted
        if plain and isinstance(root, Scalar) and _NO_TEXT.fullmatch(root.text):
            found = "a boolean" if root.text.isalpha() else "a number"
            words = f"{application.at('appRoot')} must be text, not {found}"
            yield Problem(root, words, f'write "{root.text}"', _NO_ROOT, fixes.quote(root))


@RULES.rule("AM105", Severity.WARNING)
def single_value(document: Document) -> Iterator[Problem]:
    """A single value where the reference has a list.

    `commands`, `files` and `paths` with one value and no dash.

    ## Why
    The reference knows only lists there. That one value works is nowhere promised.

    ## AWS says
    Nothing on record.

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        build:
          commands: npm run build
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
    seen = set()
    for place, entry in lists_of(document):
        value = entry.value
        if isinstance(value, Scalar) and not is_empty(value) and id(value) not in seen:
            seen.add(id(value))
            hint = "begin it with a dash and a space, on a line of its own"
            yield Problem(value, f"{place} is no list", hint)


def _without_artifacts(frontend: Entry, place: str) -> Problem:
    value = frontend.value
    inside = value.mapping("phases").entry("artifacts") if isinstance(value, Mapping) else None
    empty = value.entry("artifacts") if isinstance(value, Mapping) else None
    if inside:
        hint = "move artifacts out of phases: it stands beside them"
    else:
        hint = "say with baseDirectory and files what to deploy"
    at = (inside or empty or frontend).key
    return Problem(at, f"{place} lacks artifacts", hint, _NO_ARTIFACTS)


def _is_command(stray: Straying) -> bool:
    """Return whether it is a command that is a mapping, which is AM201."""
    last = stray.route[-2:]
    return len(last) == 2 and last[0] == "commands" and stray.found == "mapping"


def _is_root(stray: Straying) -> bool:
    return stray.route[:1] == ("applications",) and stray.route[-1:] == ("appRoot",)


def _anchor_keys(document: Document) -> set[int]:
    """Return the keys at the top below which something is used elsewhere by an alias."""
    shared = shared_nodes(document)
    return {
        id(entry.key)
        for entry in document.mapping.entries
        if shared and any(id(part) in shared for part in walk(entry.value))
    }
