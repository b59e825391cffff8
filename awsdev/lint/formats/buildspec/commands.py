"""What commands do (codes `BS206` to `BS208`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.finding import Severity
from awsdev.lint.formats.buildspec.grammar import version_of
from awsdev.lint.formats.buildspec.shell import bash_only, runs_under_sh
from awsdev.lint.formats.buildspec.tree import commands_of, phases_of
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("buildspec", topic="codebuild-reports")

_DEPLOYS = re.compile(
    r"\b(?:aws (?:cloudformation (?:deploy|create-stack|update-stack)|s3 sync"
    r"|lambda update-function-code|ecs update-service|deploy create-deployment)"
    r"|(?:sam|cdk|serverless|sls|eb|copilot) deploy|kubectl (?:apply|set image|rollout)"
    r"|helm (?:install|upgrade)|terraform apply)\b"
)
_STATE_ALONE = re.compile(
    r"""(?:cd|pushd|source|\.)\s+[^\s;&|]+"""
    r"""|(?:export\s+)?[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\$\([^;&|]*\)|[^\s;&|]*)"""
)
"""A command that only sets what later ones were to find: a folder or a variable."""
_GUARD = "CODEBUILD_BUILD_SUCCEEDING"


@RULES.rule("BS206", Severity.WARNING)
def bash_under_sh(document: Document) -> Iterator[Problem]:
    """Bash syntax in commands that sh runs.

    Unless `env.shell` says otherwise, CodeBuild runs commands with `sh`. The first such command
    of a file is reported.

    ## Why
    On Ubuntu images `sh` is dash, which knows no `[[`, arrays, here-strings or `source`. On
    Amazon Linux images `sh` happens to be bash, so the same file works until the image changes.

    ## AWS says
    `[[: not found`, from the shell; a condition is then false and the build goes on.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - if [[ "$STAGE" == prod ]]; then make release; fi
    ```

    ## Right
    ```yaml
    version: 0.2
    env:
      shell: bash
    phases:
      build:
        commands:
          - if [[ "$STAGE" == prod ]]; then make release; fi
    ```

    ## Source
    [Shells and commands in build environments](https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-cmd.html)
    """
    if not runs_under_sh(merged_root(document)):
        return
    for _, entry in phases_of(document):
        for command in commands_of(entry.value):
            if found := bash_only(command, document.lines):
                yield Problem(
                    found.span,
                    f"{found.what} is bash syntax, and the commands run under sh",
                    f"set shell: bash below env, or {found.instead}",
                    found.says,
                )
                # One line below env mends them all.
                return


@RULES.rule("BS207", Severity.INFO)
def deploys_after_failure(document: Document) -> Iterator[Problem]:
    """What deploys in post_build runs after a failed build too.

    A failed `build` ends the build with that status, but `post_build` still runs.

    ## Why
    The commands deploy whatever the failed phase left behind.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm test
          - npm run build
      post_build:
        commands:
          - aws s3 sync dist "s3://$SITE_BUCKET"
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - npm test
          - npm run build
      post_build:
        commands:
          - test "$CODEBUILD_BUILD_SUCCEEDING" = 1
          - aws s3 sync dist "s3://$SITE_BUCKET"
    ```

    ## Source
    [Build phase transitions](https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details.html#view-build-details-phases)
    """
    phases = {name: entry.value for name, entry in phases_of(document)}
    build, post_build = phases.get("build"), phases.get("post_build")
    if not isinstance(build, Mapping) or post_build is None:
        return
    commands = list(commands_of(post_build))
    guarded = any(_GUARD in command.text for command in commands)
    if guarded or build.text("on-failure").strip().lower() == "abort":
        return
    for command in commands:
        if found := _DEPLOYS.search(command.text):
            yield Problem(
                command,
                f"post_build runs {found.group()} after a failed build too",
                f"test {_GUARD} first, or deploy in a later stage",
            )
            return


@RULES.rule("BS208", Severity.WARNING)
def state_lost(document: Document) -> Iterator[Problem]:
    """A command of version 0.1 sets something for the next, which does not get it.

    A command that is nothing but a change of folder, a variable, or the reading of a script
    into the shell, with another command after it in the same phase. The first in a file is
    reported. Version 0.2 runs all commands in one shell.

    ## Why
    Version 0.1 gives every command a shell of its own, which begins in the source folder with
    the variables of the project.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml
    version: 0.1
    phases:
      build:
        commands:
          - cd service
          - make test
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - cd service
          - make test
    ```

    ## Source
    [Build specification versions](https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-versions)
    """
    if version_of(document) != "0.1":
        return
    for _, entry in phases_of(document):
        for command in list(commands_of(entry.value))[:-1]:
            if _STATE_ALONE.fullmatch(command.text.strip()):
                yield Problem(
                    command,
                    f"version 0.1 runs each command in a shell of its own: {command.text.strip()} "
                    "is lost on the next",
                    "raise version to 0.2, or join the commands with &&",
                )
                return
