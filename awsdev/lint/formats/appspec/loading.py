"""How the agent finds and loads the file (codes `AS106` to `AS109`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar, walk
from awsdev.lint.finding import Fix, Severity, Span
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")

_TOLD_ELSEWHERE = frozenset(
    {"version", "os", "file_exists_behavior", "files", "source", "destination", "permissions"}
    | {"pattern", "except", "type", "owner", "group", "mode", "acls", "range", "hooks", "timeout"}
)
"""Keys at which other rules refuse a date, as they refuse everything of the wrong type."""


@RULES.rule("AS106", Severity.WARNING)
def file_name(document: Document) -> Iterator[Problem]:
    """The file is not named appspec.yml.

    `appspec.yaml`, `AppSpec.yml` and the like, for a deployment to servers.

    ## Why
    Copying the files falls back to `appspec.yaml`; running the hooks does not in agent 1: it
    opens `appspec.yml` alone, unless the deployment names another file. Agent 2 falls back for
    both. Capital letters count on Linux.

    ## AWS says
    `The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory
    at revision-relative path "appspec.yml".`

    ## Wrong
    ```yaml appspec.yaml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Source
    The CodeDeploy agent,
    [hook_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/hook_executor.rb)
    """
    name = PurePath(document.path).name
    if PurePath(name).stem.lower() == "appspec" and name != "appspec.yml":
        yield Problem(
            Span(),
            f"agent 1 looks for appspec.yml to run the hooks, not for {name}",
            "name the file appspec.yml",
            "The CodeDeploy agent did not find an AppSpec file within the unpacked revision "
            'directory at revision-relative path "appspec.yml"',
            Fix("name it appspec.yml", rename="appspec.yml") if _is_yaml(name) else None,
        )


@RULES.rule("AS107", Severity.WARNING)
def alias(document: Document) -> Iterator[Problem]:
    """The file uses a YAML alias.

    Every `*name` is reported, also behind a merge key (`<<`); the anchor it stands for is not.

    ## Why
    Agent 1 loads the file with Ruby's plain YAML loader, which refuses aliases since
    Ruby 3.1: a file that worked on an older machine fails on Amazon Linux 2023 or
    Ubuntu 24.04. Agent 2 takes aliases, but knows no merge key and drops what it would bring.
    An anchor alone does no harm.

    ## AWS says
    `Unknown alias: start`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart: &start
        - location: scripts/start.sh
      ValidateService: *start
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
      ValidateService:
        - location: scripts/start.sh
    ```

    ## Source
    The CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb);
    [Psych 4](https://github.com/ruby/psych/releases/tag/v4.0.0)
    """
    for span in document.aliases:
        name = document.lines[span.line - 1][span.column : span.end_column - 1]
        yield Problem(
            span,
            f"agent 1 refuses the alias *{name} on Ruby 3.1 and later",
            "write the value out",
            f"Unknown alias: {name}",
        )


@RULES.rule("AS108", Severity.WARNING)
def further_document(document: Document) -> Iterator[Problem]:
    """The file holds more than one YAML document.

    Each further document is reported where it begins, even an empty one. A single `---` at the
    head of the file is not.

    ## Why
    Agent 1 reads the first document. What follows a second `---` is not looked at, be it
    hooks or files. Agent 2 refuses the file.

    ## AWS says
    Agent 1: nothing. Agent 2: `deserializing from YAML containing more than one document is
    not supported`.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    ---
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Source
    [Ruby's YAML.load](https://docs.ruby-lang.org/en/master/Psych.html#method-c-load)
    """
    for span in document.extra_documents:
        yield Problem(
            span,
            "agent 1 reads the first document only, agent 2 refuses the file",
            "take the line --- out",
        )


@RULES.rule("AS109", Severity.WARNING)
def date(document: Document) -> Iterator[Problem]:
    """A value without quotes is a date to YAML.

    A date, or a date and a time, at any key, also at one the agent does not read. Where the
    agent wants something else altogether, as at `timeout`, the value is another rule's.

    ## Why
    Agent 1 loads the file with Ruby's plain YAML loader, which refuses dates since Ruby 3.1,
    wherever they stand. On an older machine, and with agent 2, the file works.

    ## AWS says
    `Tried to load unspecified class: Date`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    x-released: 2026-05-01
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    x-released: "2026-05-01"
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
    ```

    ## Source
    [Psych 4](https://github.com/ruby/psych/releases/tag/v4.0.0)
    """
    fixes = Fixes(document)
    for node in walk(document.root):
        for entry in node.entries if isinstance(node, Mapping) else ():
            if _is_date(entry) and isinstance(entry.value, Scalar):
                yield Problem(
                    entry.value,
                    f"YAML reads {entry.value.text} as a date, which agent 1 refuses on Ruby 3.1 "
                    "and later",
                    f'put it in quotes: "{entry.value.text}"',
                    ruby.no_date(entry.value),
                    fixes.quote(entry.value, "quote the date"),
                )


def _is_date(entry: Entry) -> bool:
    value, key = entry.value, entry.key.text
    is_date = isinstance(value, Scalar) and not value.tag and ruby.class_of(value) == "Date"
    return is_date and key not in _TOLD_ELSEWHERE


def _is_yaml(name: str) -> bool:
    """Tell whether a file is YAML by its name: Ruby takes not all JSON for it."""
    return PurePath(name).suffix.lower() in (".yml", ".yaml")
