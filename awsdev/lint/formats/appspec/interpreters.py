"""What runs a script (codes `AS606` to `AS609`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.grammar import is_null
from awsdev.lint.formats.appspec.revision import (
    ARCHIVE,
    OF_WINDOWS,
    PROGRAMS,
    ending_of,
    located_scripts,
    revision_of,
    script_texts,
)
from awsdev.lint.formats.appspec.scripts import is_of_the_machine, scripts_of
from awsdev.lint.repository.surroundings import Lies
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec", across=True)

_LATE_SHEBANG = re.compile(rb"\A(?:\xef\xbb\xbf|\s+)#!\s*(\S[^\r\n]*)")


@RULES.rule("AS606", Severity.WARNING)
def run_by_sh(document: Document) -> Iterator[Problem]:
    """A script that is not for sh is run by sh.

    A script for linux in another language (by its ending: `.py`, `.rb`, `.pl`, `.js`, `.php`,
    `.bash` and the like) that does not begin with `#!`, and any script in which the `#!` does
    not stand at the very beginning: a blank line or a byte order mark comes first.

    ## Why
    The agent starts the file itself. Where the system finds no `#!` in its first two bytes, sh
    runs it, line by line, whatever the name says.

    ## AWS says
    `import: not found`, from sh, and `Script at specified location: scripts/migrate.py failed
    with exit code 2`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/migrate.py
    ```

    ```python scripts/migrate.py
    import shop.migrations

    shop.migrations.run()
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/migrate.py
    ```

    ```python scripts/migrate.py
    #!/usr/bin/env python3
    import shop.migrations

    shop.migrations.run()
    ```

    ## Source
    The CodeDeploy agent,
    [linux_util.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/platform/linux_util.rb);
    [execve(2)](https://man7.org/linux/man-pages/man2/execve.2.html)
    """
    for node, path, data in script_texts(document):
        program = PROGRAMS.get(ending_of(path), "")
        if late := _LATE_SHEBANG.match(data):
            begins = "a byte order mark" if data[:1] == b"\xef" else "a blank"
            named = late[1].decode("utf-8", "replace").strip()
            yield Problem(
                node,
                f"{begins} stands before the #! of {path}, so sh runs it and not {named}",
                "let the file begin with #!",
            )
        elif program and data.strip() and not data.startswith(b"#!"):
            yield Problem(
                node,
                f"{path} does not begin with #!, so sh runs it and not {program}",
                f"write #!/usr/bin/env {program} on its first line",
            )


@RULES.rule("AS607", Severity.INFO)
def no_interpreter(document: Document) -> Iterator[Problem]:
    """A shell script does not say which shell runs it.

    A script for linux that does not begin with `#!`. One that is not for sh is AS606's.

    ## Why
    Without `#!` it is run by sh: bash on Amazon Linux, dash on Ubuntu. With `runas` it is run by
    the login shell of that user. The same script may work here and fail there.

    ## AWS says
    Nothing, as long as the script keeps to what sh knows.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ```sh scripts/start.sh
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
    The CodeDeploy agent,
    [linux_util.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/platform/linux_util.rb)
    """
    for node, path, data in script_texts(document):
        elsewhere = ending_of(path) in OF_WINDOWS or ending_of(path) in PROGRAMS
        begins_late = data.startswith(b"#!") or _LATE_SHEBANG.match(data)
        if data.strip() and not elsewhere and not begins_late:
            yield Problem(
                node,
                f"{path} does not begin with #!, so sh runs it",
                "write #!/bin/bash, or the program it is for, on its first line",
            )


@RULES.rule("AS608", Severity.WARNING)
def script_of_another_system(document: Document) -> Iterator[Problem]:
    """A script is written for another system.

    PowerShell and batch files (`.ps1`, `.bat`, `.cmd`, `.vbs`) where `os` is `linux`, shell
    scripts (`.sh`, `.bash`) where it is `windows`. A file that is there and begins with `#!` is
    left alone on linux: its program may be installed.

    ## Why
    On linux whatever has no `#!` is run by sh. On Windows the agent starts `powershell.exe` for
    `.ps1` and hands everything else to the system, which cannot start a shell script.

    ## AWS says
    `Script at specified location: scripts/start.ps1 failed with exit code 127`, or whatever sh
    makes of it.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.ps1
    ```

    ```powershell scripts/start.ps1
    Start-Service Shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: windows
    hooks:
      ApplicationStart:
        - location: scripts/start.ps1
    ```

    ```powershell scripts/start.ps1
    Start-Service Shop
    ```

    ## Source
    The CodeDeploy agent,
    [windows_util.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/platform/windows_util.rb)
    """
    os = document.mapping.text("os")
    revision = revision_of(document)
    for _, script in scripts_of(document):
        node = script.get("location")
        if not isinstance(node, Scalar) or is_null(node) or is_of_the_machine(node):
            continue
        ending = ending_of(node.text.strip())
        wrong = ending in OF_WINDOWS if os == "linux" else ending in (".sh", ".bash")
        if not wrong or os not in ("linux", "windows"):
            continue
        data = revision.read(revision.path_of(node)) if revision else None
        if os == "linux" and data and data.startswith(b"#!"):
            continue
        system = "Windows" if os == "linux" else "linux"
        yield Problem(
            node, f"{node.text.strip()} is a script for {system}, and os is {os}", "mend either"
        )


@RULES.rule("AS609", Severity.WARNING)
def blank_in_path(document: Document) -> Iterator[Problem]:
    """A script's path holds a blank.

    A script of the revision, for linux, in whose path a blank stands. A location with blanks at
    which no file lies is AS601's.

    ## Why
    The agent looks for the whole path and finds the file. Then it hands the path over as a
    command, which is cut at the blank.

    ## AWS says
    `Script at specified location: scripts/start shop.sh failed with error Errno::ENOENT with
    message No such file or directory`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: deploy scripts/start.sh
    ```

    ```sh deploy scripts/start.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: deploy-scripts/start.sh
    ```

    ```sh deploy-scripts/start.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Source
    The CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    revision = revision_of(document) if document.mapping.text("os") == "linux" else None
    for node, path in located_scripts(document, revision) if revision else ():
        first, blank, _ = path.partition(" ")
        if revision and blank and revision.lies(path) is Lies.FILE:
            yield Problem(
                node,
                f"{path} holds a blank, at which the agent's command is cut",
                "take the blank out of the name",
                f"Script at specified location: {node.text.strip()} failed with error "
                f"Errno::ENOENT with message No such file or directory - {ARCHIVE}{first}",
            )
