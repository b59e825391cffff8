"""The revision that a server's file belongs to, and what is not in it (codes `AS601`, `AS602`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePath

from awsdev.lint.documents.document import Document, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.grammar import is_for_a_shell, is_null, mappings_in
from awsdev.lint.formats.appspec.scripts import is_of_the_machine, scripts_of
from awsdev.lint.repository.builds import Builds, looks_made
from awsdev.lint.repository.nearest import lies_below, nearest
from awsdev.lint.repository.surroundings import Lies, Surroundings
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec", across=True)

_PLACEHOLDER = re.compile(r"[$<>{}%]|__\w+__")
ARCHIVE = "…/deployment-archive/"
"""Where the agent unpacks a revision."""
OF_WINDOWS = frozenset({".bat", ".cmd", ".ps1", ".vbs"})
"""Endings of the scripts that only Windows runs."""
PROGRAMS = {
    ".bash": "bash",
    ".js": "node",
    ".ksh": "ksh",
    ".mjs": "node",
    ".php": "php",
    ".pl": "perl",
    ".py": "python3",
    ".rb": "ruby",
    ".zsh": "zsh",
}
"""Programs by the endings of what is written for them and not for sh."""
_HEAD = 1024
"""Bytes within which a null tells a program from a script."""


class Revision:
    """The folder of an AppSpec file, as the agent sees it after unpacking.

    Args:
        document: The AppSpec file.
        around: What lies around it.
    """

    def __init__(self, document: Document, around: Surroundings) -> None:
        self.around = around
        self._windows = document.mapping.text("os") == "windows"

    def path_of(self, node: Node | None) -> str:
        """Return a path in the revision as a clean one; empty where it names no single place."""
        if not isinstance(node, Scalar) or is_null(node) or _PLACEHOLDER.search(node.text):
            return ""
        text = node.text.strip()
        path = (text.replace("\\", "/") if self._windows else text).lstrip("/")
        return posixpath.normpath(path) if path else ""

    def lies(self, path: str) -> Lies:
        """Return what lies at a path; on Windows whatever the case of its letters."""
        if _leads_out(path):
            return Lies.NOTHING
        found = self.around.lies(path)
        if found is Lies.NOTHING and self._windows:
            spelled = self._spelled(path)
            return self.around.lies(spelled) if spelled else found
        return found

    def read(self, path: str) -> bytes | None:
        """Return what a file of the revision holds, or None where there is none to read."""
        return self.around.read(path) if self.lies(path) is Lies.FILE else None

    def lacks(self, path: str) -> bool:
        """Return whether nothing lies at a path, nor is known to come there."""
        if _leads_out(path):
            return True
        if self.lies(path) is not Lies.NOTHING or self.around.find(path):
            return False
        return not self.is_assembled and not self._builds.may_make(path)

    def lacks_script(self, path: str) -> bool:
        """Return whether no script lies at a path, nor is known to be copied or to come there."""
        if not self.is_assembled or _leads_out(path):
            return self.lacks(path)
        name = posixpath.basename(path)
        copied = lies_below(self.around, name, self.around.repository)
        return not copied and not self._builds.may_make(path)

    @cached_property
    def is_assembled(self) -> bool:
        """Return whether a build brings the revision together in another folder."""
        return self._builds.assembles or self._builds.copies("appspec")

    @cached_property
    def _builds(self) -> Builds:
        return Builds(self.around)

    def _spelled(self, path: str) -> str:
        """Return a path in the spelling of the files that are there; empty where there are none."""
        spelled: list[str] = []
        for step in path.split("/"):
            names = (name.rstrip("/") for name in self.around.names("/".join(spelled) or "."))
            found = next((name for name in names if name.lower() == step.lower()), "")
            if not found:
                return ""
            spelled.append(found)
        return "/".join(spelled)


def _leads_out(path: str) -> bool:
    """Return whether a clean path leads out of the revision, where the agent has other files."""
    return path.split("/", maxsplit=1)[0] == ".."


def revision_of(document: Document) -> Revision | None:
    """Return the revision a file is the root of, or None where that is not known.

    A file of another name than `appspec` may lie anywhere in its revision.
    """
    named = PurePath(document.path).stem.lower() == "appspec"
    return Revision(document, document.surroundings) if document.surroundings and named else None


def located_scripts(document: Document, revision: Revision) -> Iterator[tuple[Scalar, str]]:
    """Yield each script's location where it names a place in the revision, and its clean path."""
    for _, script in scripts_of(document):
        node = script.get("location")
        path = revision.path_of(node)
        if path and isinstance(node, Scalar) and not is_of_the_machine(node):
            yield node, path


def script_texts(document: Document) -> Iterator[tuple[Scalar, str, bytes]]:
    """Yield location, path and content of each script for linux that is there and is text."""
    revision = revision_of(document) if document.mapping.text("os") == "linux" else None
    for node, path in located_scripts(document, revision) if revision else ():
        data = revision.read(path) if revision else None
        if data is not None and b"\0" not in data[:_HEAD]:
            yield node, path, data


def ending_of(path: str) -> str:
    """Return the ending of a file's name, such as `.sh`, in small letters."""
    return posixpath.splitext(path)[1].lower()


@RULES.rule("AS601", Severity.WARNING)
def missing_script(document: Document) -> Iterator[Problem]:
    """A hook's script is not in the revision.

    The folder of `appspec.yml` is taken for the revision's root. Left alone are placeholders,
    what git ignores, and what a build around the file mentions as made. Where a build brings the
    revision together elsewhere (a buildspec with `base-directory` or `discard-paths`, a script
    that copies `appspec.yml`), a script of that name anywhere in the repository will do.

    ## Why
    The agent looks for the script in the unpacked revision when the event's turn comes, after
    the new files are in place, and fails the deployment there.

    ## AWS says
    `Script does not exist at specified location:
    /opt/codedeploy-agent/deployment-root/…/deployment-archive/scripts/start_server.sh`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start_server.sh
    ```

    ```sh scripts/start-server.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start-server.sh
    ```

    ```sh scripts/start-server.sh
    #!/bin/sh
    systemctl start shop
    ```

    ## Source
    The CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    revision = revision_of(document)
    for node, path in located_scripts(document, revision) if revision else ():
        if revision and revision.lacks_script(path):
            yield Problem(
                node,
                f"the script {node.text.strip()} is not in the revision",
                _script_hint(revision, path),
                f"Script does not exist at specified location: {ARCHIVE}{path}",
            )


def _script_hint(revision: Revision, path: str) -> str:
    first, blank, _ = path.partition(" ")
    if blank and revision.lies(first) is Lies.FILE:
        return f"a location takes no arguments: write {first}, and give them in a script of its own"
    if near := nearest(revision.around, path, file=True):
        return f"did you mean {near}?"
    return "write its path from the folder of appspec.yml"


@RULES.rule("AS602", Severity.WARNING)
def missing_source(document: Document) -> Iterator[Problem]:
    """What is to be copied is not in the revision.

    A `source` at which nothing lies. The folder of `appspec.yml` is taken for the revision's
    root. Left alone is what builds make: what git ignores, what a build around the file
    mentions as made, the usual names (`build/`, `dist/`, `target/`, `*.jar`, `*.zip` and the
    like), and every path where a build brings the revision together elsewhere, as in AS601.
    Wildcards are AS203's.

    ## Why
    The agent copies file by file, and stops at the first that is not there.

    ## AWS says
    `No such file or directory @ rb_sysopen -
    /opt/codedeploy-agent/deployment-root/…/deployment-archive/htm`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: htm
        destination: /var/www/html
    ```

    ```html html/index.html
    <h1>Shop</h1>
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: html
        destination: /var/www/html
    ```

    ```html html/index.html
    <h1>Shop</h1>
    ```

    ## Source
    [AppSpec 'files' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-files.html);
    the CodeDeploy agent,
    [install_instruction.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/install_instruction.rb)
    """
    revision = revision_of(document)
    for _, file in mappings_in(document.mapping, "files") if revision else ():
        node = file.get("source")
        path = revision.path_of(node) if revision else ""
        if not isinstance(node, Scalar) or is_for_a_shell(node.text):
            continue
        if revision and path and not looks_made(path) and revision.lacks(path):
            yield Problem(
                node,
                f"the source {path} is not in the revision",
                _source_hint(revision, path),
                f"No such file or directory @ rb_sysopen - {ARCHIVE}{path}",
            )


def _source_hint(revision: Revision, path: str) -> str:
    if near := nearest(revision.around, path):
        return f"did you mean {near}?"
    return f"write the path of {posixpath.basename(path)} from the folder of appspec.yml"
