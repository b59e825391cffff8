"""Which commands of a file one shell runs, and how.

CodeBuild, version 0.2, makes a script of each command, and carries the folder and all
variables over from one to the next. Version 0.1 carries nothing over. Amplify puts all
commands of an application in one bash script.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Scalar
from awsdev.lint.documents.merges import merged_root
from awsdev.lint.formats.buildspec.tree import PHASES, commands_of, phases_of
from awsdev.lint.kinds import Kind
from awsdev.lint.tools.shell.script import Script

# Dash is what `sh` is on Ubuntu images. What dash and bash both take runs on every image.
_DIALECTS = {"": "dash", "/bin/sh": "dash", "sh": "dash", "bash": "bash", "/bin/bash": "bash"}

_POWERSHELL = re.compile(
    r"(?i:\$env:\w)|^\s*\$\w+\s*=|^\s*(?:\.\\|choco\b)|\[[A-Z]\w+\.[A-Z][\w.]*\]"
    r"|\b(?:Add|Compress|Copy|Expand|Format|Get|Import|Install|Invoke|Move|New|Out|Remove|Set"
    r"|Start|Stop|Test|Write)-[A-Z][A-Za-z]+\b",
    re.MULTILINE,
)
"""What gives PowerShell away, which runs the commands on Windows where no shell is named."""

_ONE_WORD = re.compile(
    r"\b(?:CODEBUILD_\w+|AWS_(?:DEFAULT_)?REGION|AWS_ACCOUNT_ID|AWS_APP_ID|AWS_BRANCH(?:_ARN)?"
    r"|AWS_COMMIT_ID|AWS_JOB_ID|AWS_PULL_REQUEST_ID|HOME)\b"
)
"""Variables that hold no blank, so that they need no quotes."""
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_PLAIN = re.compile(r"[\w./:@%+,=-]+")

_AMPLIFY_PHASES = {
    "backend": ("preBuild", "build", "postBuild"),
    "frontend": ("preBuild", "build", "postBuild"),
    "test": ("preTest", "test", "postTest"),
}


@dataclass(frozen=True, slots=True)
class Session:
    """Commands that belong together.

    Attributes:
        phases: The commands of each phase, in the order in which they run.
        dialect: The shell, as shellcheck calls it.
        variables: Variables the file sets, by name, and their values; None where those are not
            in the file.
        apart: Whether each command is a script, so that none can go on in the next one.
        carried: Whether variables and the folder are carried over from command to command.
    """

    phases: list[list[Scalar]]
    dialect: str
    variables: dict[str, str | None]
    apart: bool
    carried: bool

    @property
    def commands(self) -> list[Scalar]:
        """Return all commands, in the order in which they run."""
        return [command for phase in self.phases for command in phase]

    def scripts(self, without: Collection[int] = ()) -> list[Script]:
        """Return the commands as scripts.

        Args:
            without: Identities of commands to leave out.
        """
        commands = [command for command in self.commands if id(command) not in without]
        if not self.carried:
            return [self.script([command]) for command in commands]
        return [self.script(commands, grouped=self.apart)]

    def script(self, commands: list[Scalar], *, grouped: bool = False) -> Script:
        """Return some of the commands as one script.

        Args:
            commands: The commands.
            grouped: Whether to keep each from going on in the next one.
        """
        words = sorted({name for command in commands for name in _ONE_WORD.findall(command.text)})
        values = {**dict.fromkeys(words, "word"), **self.variables}
        script = Script(*(_assignment(name, values[name]) for name in values if _is_name(name)))
        for command in commands:
            script.add(command, grouped=grouped)
        return script


def sessions_of(document: Document, kind: str) -> list[Session]:
    """Return what shells run of a file; nothing where it holds no commands for one."""
    root = merged_root(document)
    if kind == Kind.BUILDSPEC:
        found = [_build(document, root)]
    elif kind == Kind.AMPLIFY:
        applications = [app for app in root.items_of("applications") if isinstance(app, Mapping)]
        found = [_application(part) for part in (root, *applications)]
    else:
        found = []
    return [session for session in found if session.dialect and session.commands]


def _build(document: Document, root: Mapping) -> Session:
    env = root.mapping("env")
    phases = sorted(phases_of(document), key=lambda phase: PHASES.index(phase[0]))
    commands = [_filled(commands_of(entry.value)) for _, entry in phases]
    named = env.text("shell").strip()
    dialect = _DIALECTS.get(named, "")
    if not named and any(_POWERSHELL.search(c.text) for phase in commands for c in phase):
        dialect = ""
    carried = root.text("version").strip() != "0.1"
    return Session(commands, dialect, _variables(root), apart=True, carried=carried)


def _application(part: Mapping) -> Session:
    commands = [
        _filled(commands_of(part.mapping(section).mapping("phases").mapping(phase)))
        for section, phases in _AMPLIFY_PHASES.items()
        for phase in phases
    ]
    variables = _texts(part.mapping("env").mapping("variables"))
    return Session(commands, "bash", variables, apart=False, carried=True)


def _filled(commands: Iterator[Scalar]) -> list[Scalar]:
    return [command for command in commands if command.text.strip()]


def _variables(root: Mapping) -> dict[str, str | None]:
    env, old = root.mapping("env"), root.mapping("environment_variables")
    found = {**_texts(env.mapping("variables")), **_texts(old.mapping("plaintext"))}
    stores = (env.mapping("parameter-store"), env.mapping("secrets-manager"))
    for store in (*stores, old.mapping("parameter-store")):
        found.update(dict.fromkeys(store.keys()))
    return found


def _texts(variables: Mapping) -> dict[str, str | None]:
    values = ((entry.key.text, entry.value) for entry in variables.entries)
    return {name: value.text for name, value in values if isinstance(value, Scalar)}


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name))


def _assignment(name: str, value: str | None) -> str:
    """Return a line that gives a variable a value as harmless as its own is."""
    return f"{name}=word" if value and _PLAIN.fullmatch(value) else f"{name}=$(value)"
