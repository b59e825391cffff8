"""Scripts as they lie in the revision (codes `AS603` to `AS605`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.revision import (
    ARCHIVE,
    OF_WINDOWS,
    PROGRAMS,
    ending_of,
    located_scripts,
    revision_of,
    script_texts,
)
from awsdev.lint.repository.surroundings import Lies
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec", across=True)

_SHELL = re.compile(rb"#!\s*\S*(?:/|\s)(?:ba|da|k|z)?sh\b")


@RULES.rule("AS603", Severity.WARNING)
def windows_line_ends(document: Document) -> Iterator[Problem]:
    r"""A script for linux has the line ends of Windows.

    A shell script with CRLF line ends, wherever they stand in it, or any script whose first
    line, `#!`, ends so. Programs in other languages that end only later lines so are left alone:
    their interpreters do not mind.

    ## Why
    The carriage return belongs to the line: the interpreter is looked for as `bash\r`, and
    commands get it as a part of their last argument.

    ## AWS says
    `Script at specified location: scripts/start.sh failed with error Errno::ENOENT with message
    No such file or directory`, though the script is there; where only later lines are affected,
    `$'\r': command not found`.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ```sh scripts/start.sh crlf
    #!/bin/bash
    systemctl start shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ```sh scripts/start.sh
    #!/bin/bash
    systemctl start shop
    ```

    ## Source
    [Troubleshoot EC2 and on-premises deployments](https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html);
    the CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    for node, path, data in script_texts(document):
        first, _, rest = data.partition(b"\n")
        shebang = first.startswith(b"#!")
        if ending_of(path) in OF_WINDOWS and not shebang:
            continue
        begins_so = shebang and first.endswith(b"\r")
        of_the_shell = bool(_SHELL.match(first)) if shebang else ending_of(path) not in PROGRAMS
        if begins_so or (of_the_shell and (first.endswith(b"\r") or b"\r\n" in rest)):
            yield Problem(
                node,
                f"{path} has the line ends of Windows (CRLF)",
                "save it with LF, and keep it so with a line in .gitattributes: "
                f"*{ending_of(path)} text eol=lf",
                _words_on_line_ends(first, node) if begins_so else r"$'\r': command not found",
            )


def _words_on_line_ends(first: bytes, location: Scalar) -> str:
    if b"/env " in first:
        program = first.split()[-1].decode("utf-8", "replace")
        return f"/usr/bin/env: '{program}\\r': No such file or directory"
    where = f"Script at specified location: {location.text.strip()}"
    return f"{where} failed with error Errno::ENOENT with message No such file or directory"


@RULES.rule("AS604", Severity.WARNING)
def folder_for_script(document: Document) -> Iterator[Problem]:
    """A hook's script is a folder.

    `location` leads to a folder of the revision.

    ## Why
    The agent finds that something is there, tries to run it, and is not allowed to. What lies
    in the folder is not run.

    ## AWS says
    `Script at specified location: scripts failed with error Errno::EACCES with message
    Permission denied`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts
    ```

    ```sh scripts/start.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ```sh scripts/start.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Source
    The CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    revision = revision_of(document)
    for node, path in located_scripts(document, revision) if revision else ():
        if revision and revision.lies(path) is Lies.FOLDER:
            names = [name for name in revision.around.names(path) if not name.endswith("/")]
            yield Problem(
                node,
                f"{path} is a folder, not a script",
                f"name one of its files: {', '.join(names[:5])}" if names else "name a file",
                f"Script at specified location: {node.text.strip()} failed with error "
                f"Errno::EACCES with message Permission denied - {ARCHIVE}{path}",
            )


@RULES.rule("AS605", Severity.WARNING)
def empty_script(document: Document) -> Iterator[Problem]:
    """A hook's script is empty.

    A file that holds nothing but blanks and line ends. One that holds only comments is left
    alone: somebody meant it to do nothing.

    ## Why
    An empty file is a shell script that does nothing and succeeds. The event passes, and what
    it was to do is not done.

    ## AWS says
    Nothing: the event succeeds.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ValidateService:
        - location: scripts/validate.sh
    ```

    ```sh scripts/validate.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ValidateService:
        - location: scripts/validate.sh
    ```

    ```sh scripts/validate.sh
    #!/bin/sh
    curl --fail --silent http://localhost:8080/health
    ```

    ## Source
    The CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    for node, path, data in script_texts(document):
        if not data.strip():
            yield Problem(node, f"{path} is empty: the event does nothing and succeeds")
