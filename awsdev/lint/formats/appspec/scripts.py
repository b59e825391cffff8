"""The scripts that servers run (codes `AS404` to `AS407`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.grammar import described, is_null, mappings_in
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")

LIMIT = 3600
"""Seconds that all scripts of one event have together."""

_ON_THE_MACHINE = re.compile(
    r"/(?:opt|var|home|usr|etc|srv|root|tmp|mnt)/|[A-Za-z]:[\\/]|~|\$\{?[A-Z]|%[A-Za-z]+%"
)
_SECONDS = ("", "s", "sec", "secs", "second", "seconds")
_BAD_TIMEOUT = (
    "The deployment failed because an invalid timeout value was provided for a script in the "
    "application specification file"
)


def scripts_of(document: Document) -> Iterator[tuple[Entry, Mapping]]:
    """Yield each script with its event."""
    hooks = document.mapping.mapping("hooks")
    for entry in hooks.entries:
        for _, script in mappings_in(Mapping(hooks.span, entries=[entry]), entry.key.text):
            yield entry, script


def is_of_the_machine(location: Scalar) -> bool:
    """Tell whether a script's location looks like a path of the machine, not of the revision."""
    return bool(_ON_THE_MACHINE.match(location.text.strip()))


@RULES.rule("AS404", Severity.WARNING)
def path_of_the_machine(document: Document) -> Iterator[Problem]:
    """A script's location is a path of the machine.

    A `location` that begins with a folder of the system (`/opt/`, `/var/`, `/home/` and the like),
    a drive, `~`, or a variable of the environment. A slash in front of any other path is
    not reported.

    ## Why
    The location is looked up in the revision, and a slash in front changes nothing:
    `/scripts/start.sh` is `scripts/start.sh` in the revision, and `/opt/shop/start.sh` is
    `opt/shop/start.sh` in it. Where the script was copied to does not matter.

    ## AWS says
    `Script does not exist at specified location:
    /opt/codedeploy-agent/deployment-root/…/deployment-archive/opt/shop/start.sh`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: /
        destination: /opt/shop
    hooks:
      ApplicationStart:
        - location: /opt/shop/scripts/start.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: /
        destination: /opt/shop
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Source
    [AppSpec 'hooks' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html);
    the CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    for _, script in scripts_of(document):
        node = script.get("location")
        if isinstance(node, Scalar) and is_of_the_machine(node):
            yield Problem(
                node,
                f"{node.text} looks like a path of the machine, and is looked up in the revision",
                "write the script's path in the revision, such as scripts/start.sh",
                "Script does not exist at specified location: "
                f"…/deployment-archive/{node.text.strip().lstrip('/')}",
            )


def misreading(node: Node) -> tuple[str, str]:
    """Return what is wrong with a timeout, and what the agent says; empty where nothing is."""
    if not isinstance(node, Scalar):
        return f"the timeout is {described(node.type_name)}", ruby.no_method("to_i", node)
    if ruby.is_absent(node) or node.tag:
        return "", ""
    seconds = ruby.whole(node)
    if seconds is None:
        # `.inf` and `.nan` have the method, which then fails.
        words = "" if node.type_name == "number" else ruby.no_method("to_i", node)
        return f"the timeout {node.text} is no number of seconds", words
    if seconds <= 0:
        return f"the timeout {node.text} is no number of seconds above 0", _BAD_TIMEOUT
    wrong = _means_something_else(node, seconds)
    return (f"the timeout {node.text} is read as {seconds} seconds" if wrong else ""), ""


def _means_something_else(node: Scalar, seconds: int) -> bool:
    if isinstance(ruby.value(node), str):
        return ruby.after_number(node.text).lower() not in _SECONDS
    octal = node.text.isdigit() and node.text.lstrip("0") != str(seconds)
    return octal or ":" in node.text


@RULES.rule("AS405", Severity.ERROR)
def wrong_timeout(document: Document) -> Iterator[Problem]:
    """A timeout is not a whole number of seconds.

    A timeout that gives no number above 0, or that is read as another number than it looks
    like: `5m`, `5:00`, or `0300`, which is octal. Quotes, a unit of seconds (`300s`) and an
    unquoted fraction are AS409's: agent 1 takes them.

    ## Why
    Agent 1 takes the digits in front and drops the rest: `5m` is five seconds, after which
    the script is killed; `ten` is none, which it refuses. Agent 2 refuses both.

    ## AWS says
    `The deployment failed because an invalid timeout value was provided for a script in the
    application specification file. Make corrections in the hooks section of the AppSpec file,
    and then try again.` For `5m`, agent 1: nothing.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
          timeout: 5m
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
          timeout: 300
    ```

    ## Source
    The CodeDeploy agent,
    [script_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/script_info.rb)
    """
    for _, script in scripts_of(document):
        node = script.get("timeout")
        wrong, error = misreading(node) if node else ("", "")
        if node and wrong:
            yield Problem(node, wrong, "write whole seconds, such as 300", error)


@RULES.rule("AS406", Severity.WARNING)
def event_takes_too_long(document: Document) -> Iterator[Problem]:
    """The scripts of one event may take longer than an hour together.

    The timeouts written at an event's scripts add up to more than 3600 seconds. A script
    without a timeout adds nothing, nor does a timeout that AS405 reports.

    ## Why
    One lifecycle event has 3600 seconds for all its scripts. Timeouts beyond that never
    come to pass: the deployment fails at the end of the hour.

    ## AWS says
    Nothing until the hour is over; then the event fails.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/migrate.sh
          timeout: 3000
        - location: scripts/warm-up.sh
          timeout: 1200
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/migrate.sh
          timeout: 2400
        - location: scripts/warm-up.sh
          timeout: 1200
    ```

    ## Source
    [AppSpec 'hooks' section, timeout](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#reference-appspec-file-structure-hooks-section-structure)
    """
    timeouts: dict[int, list[tuple[Scalar, int]]] = {}
    for entry, script in scripts_of(document):
        node = script.get("timeout")
        seconds = ruby.whole(node) if isinstance(node, Scalar) and not is_null(node) else None
        if isinstance(node, Scalar) and seconds and not misreading(node)[0]:
            timeouts.setdefault(id(entry), []).append((node, seconds))
    for entry in document.mapping.mapping("hooks").entries:
        found = timeouts.get(id(entry), [])
        total = sum(seconds for _, seconds in found)
        if total > LIMIT:
            yield Problem(
                found[0][0] if len(found) == 1 else entry.key,
                f"the scripts of {entry.key.text} may take {total} seconds, and an event has "
                f"{LIMIT}",
                f"keep all timeouts of the event within {LIMIT} seconds",
            )


@RULES.rule("AS407", Severity.WARNING)
def runas_on_windows(document: Document) -> Iterator[Problem]:
    r"""A script is to run as another user on Windows.

    Every `runas` with a value, in a file whose `os` is `windows`. A `runas` that is left empty
    is not reported.

    ## Why
    The agent changes the user with `su`, on Linux alone. On Windows the script runs as the
    agent does, as SYSTEM by default, whatever stands there.

    ## AWS says
    Nothing: `runas` is ignored.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: windows
    hooks:
      ApplicationStart:
        - location: scripts\start.ps1
          runas: shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: windows
    hooks:
      ApplicationStart:
        - location: scripts\start.ps1
    ```

    ## Source
    [AppSpec 'hooks' section, runas](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#reference-appspec-file-structure-hooks-section-structure)
    """
    if document.mapping.text("os") != "windows":
        return
    for _, script in scripts_of(document):
        entry = script.entry("runas")
        if entry and not is_null(entry.value):
            yield Problem(
                entry.key,
                "runas does nothing on windows: the script runs as the agent does",
                "take runas out, or change the user in the script",
            )
