"""A stage on which shell scripts run, with stubs in place of commands."""

import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

SCRIPTS = Path(__file__).parent.parent / "scripts"


@dataclass
class Stage:
    """A place to run scripts in, where commands give the answers that were prepared.

    Besides the stubs, scripts find what is listed in `real`, and nothing else.

    Attributes:
        folder: Where the stubs are.
        stubs: The commands that are stubs.
        real: The commands that are themselves.
        answers: What a call gets that holds all parts of a pattern, and its exit status; the first
            that fits counts.
    """

    folder: Path
    stubs: tuple[str, ...] = ("aws",)
    real: tuple[str, ...] = ("bash", "cut", "date", "env", "tr")
    answers: list[tuple[str, str, int]] = field(default_factory=list)

    def answer(self, pattern: str, text: str, status: int = 0) -> None:
        """Prepare an answer that goes before those prepared so far.

        Args:
            pattern: What the call holds, parts of it in order with ` ... ` between them.
            text: What is printed; on standard error where the command fails.
            status: The command's exit status.
        """
        self.answers.insert(0, (pattern, text, status))

    def run(
        self, script: str, *arguments: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script."""
        for name in self.real:
            if not (self.folder / name).exists() and (found := shutil.which(name)):
                (self.folder / name).symlink_to(found)
        for name in self.stubs:
            stub = self.folder / name
            stub.write_text(self._stub(name), encoding="utf-8")
            stub.chmod(0o755)
        return subprocess.run(
            ["bash", SCRIPTS / script, *arguments],
            env={"PATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def called(self, *words: str) -> bool:
        """Tell whether a command with all these words was called."""
        log = self.folder / "calls"
        calls = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
        return any(all(word in call for word in words) for call in calls)

    def _stub(self, name: str) -> str:
        calls = shlex.quote(str(self.folder / "calls"))
        cases = [
            f"*{'*'.join(map(shlex.quote, pattern.split(' ... ')))}*) "
            f"printf '%s\\n' {shlex.quote(text)} >&{2 if status else 1}; exit {status} ;;"
            for pattern, text, status in self.answers
        ]
        return "\n".join(
            [
                "#!/usr/bin/env bash",
                f'echo "{name} $*" >> {calls}',
                f'case "{name} $*" in',
                *cases,
                "esac",
                'echo "nobody expected: $*" >&2',
                "exit 90",
                "",
            ]
        )
