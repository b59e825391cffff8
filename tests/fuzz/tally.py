"""What a run comes to: counts by kind, the slowest inputs, what failed."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

_SLOWEST = 8


@dataclass(slots=True)
class Tally:
    """Counts of inputs, each counter by kind where nothing else is said.

    Attributes:
        inputs: How many there were.
        parsed: How many of them rules have looked at.
        findings: What was found.
        fixes: Fixes that were applied.
        seconds: Time.
        tool_failures: Tools that died, by their words.
        failures: What should not have happened, by what it says without its numbers.
        slowest: The inputs that took longest: seconds, and what they are.
    """

    inputs: Counter[str] = field(default_factory=Counter)
    parsed: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    fixes: Counter[str] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    tool_failures: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def timed(self, kind: str, seconds: float, what: str) -> None:
        """Note how long an input took."""
        self.inputs[kind] += 1
        self.seconds[kind] += seconds  # type: ignore[assignment] # a counter may count fractions
        self.slowest = heapq.nlargest(_SLOWEST, [*self.slowest, (seconds, what)])

    def add(self, other: Tally) -> None:
        """Take in what another part of the run came to."""
        for name in ("inputs", "parsed", "findings", "fixes", "seconds"):
            getattr(self, name).update(getattr(other, name))
        self.tool_failures.update(other.tool_failures)
        self.failures.update(other.failures)
        self.slowest = heapq.nlargest(_SLOWEST, self.slowest + other.slowest)

    def table(self) -> Iterator[str]:
        """Yield the lines of the closing table."""
        yield f"{'kind':22}{'inputs':>8}{'parsed':>8}{'findings':>10}{'fixes':>7}{'seconds':>9}"
        for kind in sorted(self.inputs):
            yield (
                f"{kind:22}{self.inputs[kind]:8}{self.parsed[kind]:8}{self.findings[kind]:10}"
                f"{self.fixes[kind]:7}{self.seconds[kind]:9.1f}"
            )
        yield (
            f"{'all':22}{self.inputs.total():8}{self.parsed.total():8}{self.findings.total():10}"
            f"{self.fixes.total():7}{self.seconds.total():9.1f}"
        )
        yield ""
        yield "slowest"
        yield from (f"{seconds:8.2f} s  {what}" for seconds, what in self.slowest)
        yield ""
        yield f"tools that died: {self.tool_failures.total()}"
        yield from (f"{count:8}  {words}" for words, count in self.tool_failures.most_common())
        yield f"failures: {self.failures.total()}"
        yield from (f"{count:8}  {words}" for words, count in self.failures.most_common())


def signature(words: str) -> str:
    """Return what two failures of one cause have in common: the last line, without numbers.

    Of a traceback the place is told too.
    """
    lines = [line for line in words.strip().splitlines() if line.strip()]
    places = [line.strip() for line in lines if re.match(r'\s*File ".*awsdev', line)]
    place = (
        re.sub(r'.*(awsdev/[^"]*)", line (\d+), in (\w+)', r"\1:\2 \3: ", places[-1])
        if places
        else ""
    )
    last = re.sub(
        r"(?<![A-Z])(?<!\d)\d+",
        "N",
        re.sub(r"'[^']*'|\"[^\"]*\"", "'…'", lines[-1] if lines else ""),
    )
    return f"{place}{last[:160]}"
