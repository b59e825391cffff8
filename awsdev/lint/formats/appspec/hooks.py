"""Lifecycle events and the form of the hooks (codes `AS401` to `AS403`, `AS408`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from awsdev.lint.documents.document import Document, Entry, Mapping, Node, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.grammar import (
    ECS_TYPE,
    LAMBDA_TYPE,
    described,
    is_null,
    platform_of,
    single_resource,
    strayings_of,
    text_of,
    value_of,
)
from awsdev.lint.grammars.shape import Sort
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import only_near, valid_ones

RULES = RuleSet("appspec-server", "appspec-lambda", "appspec-ecs", topic="appspec")
_DEPLOYMENTS = ("appspec-lambda", "appspec-ecs")

_EVENTS = {
    "": (
        *("BeforeBlockTraffic", "AfterBlockTraffic", "ApplicationStop", "BeforeInstall"),
        *("AfterInstall", "ApplicationStart", "ValidateService"),
        *("BeforeAllowTraffic", "AfterAllowTraffic"),
    ),
    LAMBDA_TYPE: ("BeforeAllowTraffic", "AfterAllowTraffic"),
    ECS_TYPE: (
        *("BeforeInstall", "AfterInstall", "AfterAllowTestTraffic"),
        *("BeforeAllowTraffic", "AfterAllowTraffic"),
    ),
}
_RESERVED = {
    "": ("Start", "DownloadBundle", "Install", "BlockTraffic", "AllowTraffic", "End"),
    LAMBDA_TYPE: ("Start", "AllowTraffic", "End"),
    ECS_TYPE: ("Start", "Install", "TestTraffic", "AllowTestTraffic", "AllowTraffic", "End"),
}
_SCRIPT_NAME = re.compile(r"[^$<>{}]*(?:/|\.(?:sh|bash|ps1|bat|cmd|py|rb|js)$)[^$<>{}]*")


def _target(document: Document) -> str:
    """Return the type of the resource that is deployed; empty for servers."""
    if platform_of(document) is Kind.APPSPEC_SERVER:
        return ""
    resource = single_resource(document)
    body = resource.value if resource else None
    is_function = isinstance(body, Mapping) and text_of(body, "Type") == LAMBDA_TYPE
    return LAMBDA_TYPE if is_function else ECS_TYPE


def _hooks(document: Document) -> Node | None:
    if platform_of(document) is Kind.APPSPEC_SERVER:
        return document.mapping.get("hooks")
    return value_of(document.mapping, "Hooks")


def _events(document: Document) -> Iterator[Entry]:
    """Yield each event that has something to run, in a list of events only where one belongs."""
    hooks = _hooks(document)
    mappings = [hooks]
    if isinstance(hooks, Sequence):
        mappings = [*hooks.items] if _target(document) else []
    for mapping in mappings:
        for entry in mapping.entries if isinstance(mapping, Mapping) else ():
            if not ruby.is_absent(entry.value):
                yield entry


def _is_script(node: Node) -> bool:
    """Tell whether a Lambda or ECS hook names a script instead of a function."""
    if isinstance(node, Scalar):
        return bool(_SCRIPT_NAME.fullmatch(node.text))
    return True


def _one_of(name: str, names: tuple[str, ...], target: str) -> bool:
    """Tell whether the name is one of these; on servers letter by letter."""
    return name in names if not target else name.lower() in [known.lower() for known in names]


@RULES.rule("AS401", Severity.ERROR)
def unknown_event(document: Document) -> Iterator[Problem]:
    """A lifecycle event does not exist.

    Servers, Lambda and ECS each have their own events; on servers capital letters count. Events
    of your own, which the agent runs in a local deployment that names them, are unknown too.

    ## Why
    The agent compares the events with those CodeDeploy sends along, and refuses the whole
    file over one it does not find there.

    ## AWS says
    `appspec.yml file contains unknown lifecycle events: ["AfterInstal"]`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstal:
        - location: scripts/configure.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/configure.sh
    ```

    ## Source
    [AppSpec 'hooks' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html);
    the CodeDeploy agent,
    [command_executor.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/command_executor.rb)
    """
    target = _target(document)
    unknown = [
        entry.key
        for entry in _events(document)
        if not _one_of(entry.key.text, _EVENTS[target] + _RESERVED[target], target)
        and not (target and _is_script(entry.value))
    ]
    names = ", ".join(f'"{key.text}"' for key in unknown)
    file = PurePath(document.path).name or "appspec.yml"
    fixes = Fixes(document)
    # Where events are listed, each stands in a mapping of its own.
    meant = Counter(only_near(entry.key.text, _EVENTS[target]) for entry in _events(document))
    for key in unknown:
        event = only_near(key.text, _EVENTS[target])
        yield Problem(
            key,
            f"{key.text} is no lifecycle event of this kind of deployment",
            valid_ones(key.text, _EVENTS[target]),
            "" if target else f"{file} file contains unknown lifecycle events: [{names}]",
            fixes.respell(key, event) if meant[event] == 1 else None,
        )


@RULES.rule("AS402", Severity.WARNING)
def reserved_event(document: Document) -> Iterator[Problem]:
    """A lifecycle event is CodeDeploy's own and runs nothing.

    A step that CodeDeploy keeps for itself in this kind of deployment has a value. One without
    a value is not reported, and a name that is no event at all is AS401's.

    ## Why
    `Install`, `DownloadBundle`, `BlockTraffic`, `AllowTraffic` and the like are steps that
    CodeDeploy takes itself. What stands there is never run; the events before and after them
    are meant for that.

    ## AWS says
    Nothing: the deployment goes through without the script.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      Install:
        - location: scripts/install.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/install.sh
    ```

    ## Source
    [AppSpec 'hooks' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html)
    """
    target = _target(document)
    for entry in _events(document):
        if _one_of(entry.key.text, _RESERVED[target], target):
            yield Problem(
                entry.key,
                f"{entry.key.text} is a step of CodeDeploy's own, and runs nothing of yours",
                f"valid: {', '.join(_EVENTS[target])}",
            )


@RULES.rule("AS403", Severity.ERROR)
def wrong_form(document: Document) -> Iterator[Problem]:
    """The hooks are of the wrong form.

    On servers `hooks` is a mapping of events, each with a list of scripts, each with its
    `location`. For Lambda and ECS it is a list of events, each with one function.

    ## Why
    The two forms are easily mixed up. The agent stops with an error of Ruby's that names
    neither the key nor the line.

    ## AWS says
    ``undefined method `each_pair' for #<Array…>``

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      - AfterInstall:
          - location: scripts/configure.sh
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      AfterInstall:
        - location: scripts/configure.sh
    ```

    ## Source
    [AppSpec 'hooks' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html);
    the CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    if _target(document):
        yield from _wrong_functions(_hooks(document))
    else:
        yield from _wrong_scripts(document)


def _wrong_scripts(document: Document) -> Iterator[Problem]:
    for straying in strayings_of(document):
        depth, node = len(straying.route), straying.at
        in_hooks = straying.route[:1] == ("hooks",) and depth <= 3
        if straying.sort is not Sort.WRONG_TYPE or not in_hooks:
            continue
        if depth < 3 and (straying.found == "nothing" or ruby.is_absent(node)):
            continue  # The agent takes what is empty as absent.
        if depth == 1:
            hint, error = "begin with the event: AfterInstall:", ruby.no_method("each_pair", node)
        elif depth == 3:
            hint, error = "write - location: and the script", ruby.no_method("has_key?", node)
        elif isinstance(node, Mapping):
            if not node.entries:
                continue
            hint = "begin each script with a hyphen: - location:"
            error = f'undefined method `has_key?\' for ["{node.keys()[0]}", …]:Array'
        else:
            hint, error = "write - location: and the script", ruby.no_method("each", node)
        found = described(straying.found)
        yield Problem(node, f"{straying.place} is {found}, not {straying.expected[0]}", hint, error)


def _wrong_functions(hooks: Node | None) -> Iterator[Problem]:
    if hooks is None or ruby.is_absent(hooks):
        return
    events = [hooks]
    if isinstance(hooks, Sequence):
        events = [*hooks.items]
    elif not isinstance(hooks, Mapping) or not any(_is_script(e.value) for e in hooks.entries):
        yield Problem(
            hooks,
            f"the hooks are {described(hooks.type_name)}, not a list of events",
            "begin each event with a hyphen: - BeforeAllowTraffic: the function",
        )
        return
    for event in events:
        if not isinstance(event, Mapping):
            yield Problem(
                event,
                "an event and its function belong here, such as BeforeAllowTraffic: smoke-test",
            )
            continue
        for entry in event.entries:
            if isinstance(entry.value, Scalar) and _names_nothing(entry.value):
                yield Problem(
                    entry.key,
                    f"{entry.key.text} names no function",
                    "name a Lambda function, or leave the event out",
                    "The Lambda function name cannot be null or empty",
                )


def _names_nothing(node: Scalar) -> bool:
    return is_null(node) or not node.text.strip()


@RULES.rule("AS408", Severity.ERROR, kinds=_DEPLOYMENTS)
def script_for_a_function(document: Document) -> Iterator[Problem]:
    """A hook of a Lambda or ECS deployment is written as a script.

    What stands at an event is a list or a mapping, or text with a slash in it or a script's
    ending such as `.sh` or `.py`. Text with `$`, `<`, `>` or braces is left alone: a pipeline
    may still replace it.

    ## Why
    There is no server on which a script could run. Each event calls one Lambda function, by
    name or ARN, and the function reports the outcome with
    `PutLifecycleEventHookExecutionStatus`.

    ## AWS says
    The deployment fails with the code `INVALID_LAMBDA_CONFIGURATION`.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
    Hooks:
      - BeforeAllowTraffic:
          - location: scripts/smoke-test.sh
            timeout: 60
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    Resources:
      - Shop:
          Type: AWS::Lambda::Function
          Properties:
            Name: shop
            Alias: live
            CurrentVersion: "7"
            TargetVersion: "8"
    Hooks:
      - BeforeAllowTraffic: CodeDeployHook_smoke-test
    ```

    ## Source
    [AppSpec 'hooks' section for Lambda](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-lambda)
    """
    for entry in _events(document):
        if _is_script(entry.value):
            yield Problem(
                entry.value,
                f"{entry.key.text} runs a Lambda function here, not a script",
                f"write {entry.key.text}: and the name or ARN of a function",
            )
