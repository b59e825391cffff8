"""Writes the reference of awsdev's rules from their pages, with real output for each example.

    python docs/rules.py

A test compares the files with what this makes: run it when a page or its output changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from awsdev.lint.explain import explain_rule
from awsdev.lint.finding import Fix
from awsdev.lint.kinds import FAMILIES
from awsdev.lint.page_examples import ShownExample, lint_examples, shown_examples
from awsdev.lint.report import Report
from awsdev.lint.reports.text import text_report
from awsdev.lint.rules.catalogue import all_rules
from awsdev.lint.rules.page import PARTS
from awsdev.lint.rules.rule import Rule
from awsdev.lint.tools.shell.codes import LEFT_OUT, LEFT_OUT_OF_COMMANDS
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.site.rules import family_of
from awsdev.site.words import FAMILIES as FAMILY_WORDS
from awsdev.site.words import family_title

FOLDER = Path(__file__).resolve().parent / "rules"
COMMAND = "python docs/rules.py"
WIDTH = 80
TITLES = {family: family_title(family, Language.EN) for family in FAMILY_WORDS}
"""What is in each file, in the order of the list."""
FENCE_END = "```"

HEAD = """\
# The rules of `awsdev lint`

<!-- Written by `{command}` from the pages in the code; do not edit. -->

`awsdev explain CODE` shows the page of a rule, and `awsdev explain` the list. This is all of it,
with what `awsdev lint` says of each wrong example. An example is a file by itself, or the files of
a folder; what rules that look around would say of files that are not shown is left out.

- **error**: the service refuses the file, or does silently what was not meant. **warning**: likely
  wrong, but a file like this can be right. **info**: worth knowing.
- **fix**: `awsdev lint --fix` mends the example on the page. Where a case is not certain, the same
  rule finds and leaves it.
- **around**: the rule looks at the files around the one it checks, too. Of standard input, which
  has none, it says nothing.

| files | rules | `--kind` |
| --- | --- | --- |
"""
OTHERS = """
## Codes of cfn-lint

`E…`, `W…` and `I…` with four digits are [cfn-lint's](https://github.com/aws-cloudformation/cfn-lint).
cfn-lint checks CloudFormation and SAM templates inside awsdev. For a SAM template it looks at the
template, as by itself, and at the translation for errors; what it finds there is told at the line
that caused it. `awsdev explain E3012` shows what cfn-lint knows of its rule: severity, title,
description and source. A template's `Metadata: {{cfn-lint: …}}` and a `.cfnlintrc` hold as they do
for cfn-lint.

## Codes of shellcheck

`SC…` with four digits are [ShellCheck's](https://www.shellcheck.net/wiki/), where it is installed:
`pip install 'awsdev[shell]'`. It looks at the commands of buildspec files and of Amplify's build
settings, put together as the service runs them, and at the hook scripts that AppSpec files name.
`awsdev explain SC2086` names the check, says how it is turned off, and links to its page in
ShellCheck's wiki. None counts as an error: AWS takes the file.

Some are left out, because what they warn of is no mistake there:

| code | left out of | because |
| --- | --- | --- |
{left_out}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule, and what was said of its wrong examples.

    Attributes:
        rule: The rule.
        wrong: The examples that it catches.
        reports: What `awsdev lint` says of each, in the same order.
    """

    rule: Rule
    wrong: list[ShownExample]
    reports: list[Report]

    @property
    def family(self) -> str:
        """Return the name of the file that holds it."""
        return family_of(self.rule)

    @property
    def fixes(self) -> list[Fix]:
        """Return what mends the examples."""
        findings = (finding for report in self.reports for finding in report.findings)
        return [finding.fix for finding in findings if finding.fix]


def reference() -> dict[str, str]:
    """Return every file of the reference, by name."""
    entries = _entries()
    by_family = {family: [each for each in entries if each.family == family] for family in TITLES}
    topics = Library().topics_by_rule()
    files = {"README.md": "".join(_index(by_family))}
    for family, some in by_family.items():
        files[f"{family}.md"] = "\n\n".join(_document(family, some, topics)) + "\n"
    return files


def _entries() -> list[Entry]:
    wrong = {code: shown_examples(rule, "Wrong") for code, rule in all_rules().items()}
    reports = lint_examples(example for some in wrong.values() for example in some)
    return [
        Entry(rule, wrong[code], [reports[example.folder] for example in wrong[code]])
        for code, rule in all_rules().items()
    ]


def _index(by_family: dict[str, list[Entry]]) -> Iterator[str]:
    yield HEAD.format(command=COMMAND)
    for family, entries in by_family.items():
        option = f"`{family}`" if family in FAMILIES else ""
        yield f"| [{TITLES[family]}]({family}.md) | {len(entries)} | {option} |\n"
    for family, entries in by_family.items():
        yield f"\n## {TITLES[family]}\n\n"
        yield from _table(entries, f"{family}.md")
    yield OTHERS.format(left_out="".join(_left_out()))


def _table(entries: list[Entry], file: str = "") -> Iterator[str]:
    yield "| code | severity | what is found | fix | around |\n| --- | --- | --- | --- | --- |\n"
    for entry in entries:
        rule = entry.rule
        link = f"[{rule.code}]({file}#{rule.code.lower()})"
        title = rule.title.replace("|", "\\|")
        marks = ["yes" if mark else "" for mark in (entry.fixes, rule.across)]
        yield f"| {link} | {rule.severity} | {title} | {' | '.join(marks)} |\n"


def _left_out() -> Iterator[str]:
    for where, codes in (("all", LEFT_OUT), ("commands", LEFT_OUT_OF_COMMANDS)):
        for code, reason in codes.items():
            link = f"[SC{code}](https://www.shellcheck.net/wiki/SC{code})"
            yield f"| {link} | {where} | {reason} |\n"


def _document(family: str, entries: list[Entry], topics: dict[str, str]) -> Iterator[str]:
    yield f"# {TITLES[family]}"
    yield f"<!-- Written by `{COMMAND}` from the pages in the code; do not edit. -->"
    yield "[All rules](README.md). What the columns mean is said there."
    yield "".join(_table(entries)).rstrip()
    for entry in entries:
        yield from _page(entry, topics)


def _page(entry: Entry, topics: dict[str, str]) -> Iterator[str]:
    rule = entry.rule
    explained = explain_rule(rule.code)
    yield f"## {rule.code}"
    yield f"**{explained.title}** · {rule.severity} · {explained.kinds_in_words}"
    yield explained.parts[""]
    for name in PARTS:
        yield f"### {name}"
        yield (
            _with_output(entry, explained.parts[name]) if name == "Wrong" else explained.parts[name]
        )
    if labels := list(dict.fromkeys(fix.label for fix in entry.fixes)):
        yield "### Fix"
        yield "\n".join(f"- `awsdev lint --fix`: {label}" for label in labels)
    if topic := rule.topic or topics.get(rule.code, ""):
        yield "### Topic"
        yield f"`awsdev show {topic}`"


def _with_output(entry: Entry, wrong: str) -> str:
    """Return the wrong examples, each with what `awsdev lint` says of it behind its last file."""
    waiting = list(zip(entry.wrong, entry.reports, strict=True))
    lines, ended = [], 0
    for line in wrong.splitlines():
        lines.append(line)
        ended += line == FENCE_END
        if line == FENCE_END and ended == len(waiting[0][0].files):
            _, report = waiting.pop(0)
            ended = 0
            lines += ["", "awsdev says:", "", "```text", *_said(report).splitlines(), FENCE_END]
    return "\n".join(lines)


def _said(report: Report) -> str:
    told = report.with_topics(Library().topics_by_rule())
    return text_report(told, width=WIDTH, colour=False)


def main() -> None:
    """Write the reference."""
    FOLDER.mkdir(exist_ok=True)
    made = reference()
    for stale in {path.name for path in FOLDER.iterdir()} - {*made}:
        (FOLDER / stale).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
        print(FOLDER / name)


if __name__ == "__main__":
    main()
