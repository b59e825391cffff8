"""What commands are and do (codes `AM2…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.amplify.tree import commands_of, lists_of
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("amplify", topic="amplify-hosting")

# The command and what follows it, up to where the shell begins another.
_DEPLOYS = re.compile(r"\bampx\s+pipeline-deploy\b((?:\\\n|[^\n;&|])*)")
_OPTION = re.compile(r"(?:^|\s)--([a-zA-Z-]+)(?:[ =]\s*(\"[^\"]*\"|'[^']*'|[^\s\"']+))?")
_REQUIRED = {"branch": "$AWS_BRANCH", "app-id": "$AWS_APP_ID"}
# In a script that chooses, a fixed name may be what was chosen.
_CHOOSES = re.compile(r"^\s*(?:if|case|elif)\b|\[\[? ", re.MULTILINE)


@RULES.rule("AM201", Severity.ERROR)
def mapping_command(document: Document) -> Iterator[Problem]:
    """A command that YAML reads as a key and a value.

    A colon followed by a blank, outside quotes, makes a mapping of the command.

    ## Why
    There is no text to run: the command is not what was written.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        build:
          commands:
            - echo Result: green
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
            - 'echo Result: green'
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Source
    [YAML 1.2, plain style](https://yaml.org/spec/1.2.2/#733-plain-style)
    """
    seen, fixes = set(), Fixes(document)
    for place, entry in lists_of(document):
        items = entry.value.items if isinstance(entry.value, Sequence) else []
        for index, item in enumerate(items):
            listed = entry.key.text == "commands" and isinstance(item, Mapping)
            if listed and id(item) not in seen:
                seen.add(id(item))
                words = f"{place}[{index}] is a mapping, not a command"
                hint = "put the whole command in single quotes"
                yield Problem(item, words, hint, fix=fixes.quote_line(item))


@RULES.rule("AM202", Severity.ERROR)
def incomplete_deployment(document: Document) -> Iterator[Problem]:
    """A `pipeline-deploy` that lacks an option it needs.

    `npx ampx pipeline-deploy` deploys the backend of an Amplify Gen 2 application; it needs
    `--branch` and `--app-id`. A command that gets its options from a variable is left alone.

    ## Why
    The command ends with its help, and the build with it.

    ## AWS says
    `Missing required argument: app-id`, from ampx.

    ## Wrong
    ```yaml
    version: 1
    backend:
      phases:
        build:
          commands:
            - npm ci
            - npx ampx pipeline-deploy --branch $AWS_BRANCH
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
    backend:
      phases:
        build:
          commands:
            - npm ci
            - npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID
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
    [Fullstack branch deployments](https://docs.amplify.aws/react/deploy-and-host/fullstack-branching/);
    ampx, [pipeline_deploy_command.ts](https://github.com/aws-amplify/amplify-backend/blob/main/packages/cli/src/commands/pipeline-deploy/pipeline_deploy_command.ts)
    """
    for command, given, rest in _deployments(document):
        missing = [name for name in _REQUIRED if name not in given]
        if missing and not re.search(r"[$`]", rest):
            words = " and ".join(f"--{name}" for name in missing)
            adds = " ".join(f"--{name} {_REQUIRED[name]}" for name in missing)
            plural = "s" if len(missing) > 1 else ""
            says = f"Missing required argument{plural}: {', '.join(missing)}"
            yield Problem(command, f"pipeline-deploy lacks {words}", f"add {adds}", says)


@RULES.rule("AM203", Severity.INFO)
def fixed_deployment(document: Document) -> Iterator[Problem]:
    """A `pipeline-deploy` to a branch or application that is written out.

    Amplify tells the build which branch of which application it is for, in `AWS_BRANCH` and
    `AWS_APP_ID`. A command in a script with `if` or `case` is left alone.

    ## Why
    Every branch that is connected, previews included, deploys to the backend of that one.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 1
    backend:
      phases:
        build:
          commands:
            - npm ci
            - npx ampx pipeline-deploy --branch main --app-id $AWS_APP_ID
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
    backend:
      phases:
        build:
          commands:
            - npm ci
            - npx ampx pipeline-deploy --branch $AWS_BRANCH --app-id $AWS_APP_ID
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
    [Fullstack branch deployments](https://docs.amplify.aws/react/deploy-and-host/fullstack-branching/branch-deployments/)
    """
    for command, given, _ in _deployments(document):
        for name, variable in _REQUIRED.items():
            value = given.get(name, "$").strip("\"'")
            if value and "$" not in value and not _CHOOSES.search(command.text):
                words = f"every branch that is built deploys to --{name} {value}"
                yield Problem(command, words, f"write --{name} {variable}")


@RULES.rule("AM204", Severity.WARNING)
def empty_command(document: Document) -> Iterator[Problem]:
    """A command, file or path that is empty.

    Nothing follows the dash, or only a comment does: to YAML `#` after a blank begins one.

    ## Why
    It stands in the list as nothing. A comment that shall show in the log needs quotes.

    ## AWS says
    Nothing on record.

    ## Wrong
    ```yaml
    version: 1
    frontend:
      phases:
        build:
          commands:
            - # build the site
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
            # build the site
            - npm run build
      artifacts:
        baseDirectory: dist
        files:
          - "**/*"
    ```

    ## Source
    [YAML 1.2, comments](https://yaml.org/spec/1.2.2/#66-comments)
    """
    seen = set()
    for place, entry in lists_of(document):
        items = entry.value.items if isinstance(entry.value, Sequence) else []
        for index, item in enumerate(items):
            empty = isinstance(item, Scalar) and item.type_name == "null"
            if empty and id(item) not in seen:
                seen.add(id(item))
                hint = "take the dash away, or write something after it"
                yield Problem(item, f"{place}[{index}] is empty", hint)


def _deployments(document: Document) -> Iterator[tuple[Scalar, dict[str, str], str]]:
    """Yield each deployment's command, its options, and what else stands there."""
    for command in commands_of(document):
        if command.text.lstrip().startswith("#"):
            continue
        for found in _DEPLOYS.finditer(command.text):
            options = {_name(match[1]): match[2] or "" for match in _OPTION.finditer(found[1])}
            yield command, options, _OPTION.sub(" ", found[1])


def _name(option: str) -> str:
    """Return an option's name; ampx takes `--appId` as well."""
    return re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", option)
