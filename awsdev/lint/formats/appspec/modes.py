"""The modes of the files that were copied (codes `AS301` and `AS302`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.grammar import is_null, linux_permissions
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")


def _modes(document: Document) -> Iterator[Scalar]:
    for permission in linux_permissions(document):
        node = permission.get("mode")
        if isinstance(node, Scalar) and not is_null(node) and not node.tag:
            yield node


def _mode_refusal(mode: str) -> str:
    """Return what the agent says about a mode, once Ruby has made text of it."""
    mode = mode.rjust(3, "0")
    start = "The deployment failed because the "
    if len(mode) > 4:
        return f"{start}length of a permissions mode ({mode}) in the application specification " + (
            "file is invalid. Permissions modes must be between one and four characters long."
        )
    wrong = re.sub("[0-7]", "", mode)
    if wrong:
        return (
            f"{start}permissions mode ({mode}) in the application specification file "
            f"contains an invalid character ({wrong[0]})."
        )
    return ""


def _is_read_otherwise(node: Scalar) -> bool:
    """Tell whether YAML makes a number of the mode that is written with other digits."""
    value = ruby.value(node)
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    digits = re.sub("[+_,]", "", node.text).lstrip("0") or "0"
    return ruby.text(node) != digits


@RULES.rule("AS301", Severity.ERROR)
def mode_read_as_octal(document: Document) -> Iterator[Problem]:
    """YAML reads the mode as another number.

    An unquoted mode that begins with 0 is an octal number to YAML, and the agent gets its
    decimal digits.

    ## Why
    `0755` becomes 493, which agent 1 refuses because of the 9. `0644` becomes 420, which it
    takes: the owner may read, the group may write, and nobody sees why the service cannot
    read its own configuration. Agent 2 takes the digits as they stand, so a file that works
    there fails on the next machine. In quotes, or without the leading 0, both read the same.

    ## AWS says
    `The deployment failed because the permissions mode (493) in the application specification
    file contains an invalid character (9). Update the permissions section of the AppSpec file,
    and then try again.` For `0644`: nothing.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/bin
        mode: 0755
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/bin
        mode: "0755"
    ```

    ## Source
    The CodeDeploy agent,
    [mode_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/mode_info.rb);
    [YAML 1.1, integers](https://yaml.org/type/int.html)
    """
    fixes = Fixes(document)
    for node in _modes(document):
        if _is_read_otherwise(node):
            read = ruby.text(node)
            yield Problem(
                node,
                f"YAML reads the mode {node.text} as {read}, and agent 1 takes those digits",
                _hint(node),
                _mode_refusal(read),
                fixes.quote(node, "quote the mode") if _is_plain_mode(node) else None,
            )


def _is_plain_mode(node: Scalar) -> bool:
    return node.text.isdigit() and len(node.text) <= 4


def _hint(node: Scalar) -> str:
    if _is_plain_mode(node):
        return f'put it in quotes: "{node.text}"'
    octal = f"{ruby.value(node):o}"
    meant = ":" not in node.text and len(octal) <= 4 and not octal.startswith("-")
    return f'write "{octal}"' if meant else "write it in octal digits, such as 644 or 4755"


@RULES.rule("AS302", Severity.ERROR)
def invalid_mode(document: Document) -> Iterator[Problem]:
    """A mode is not one to four octal digits.

    Modes in a file for linux that are longer than four characters, or hold one that is not a
    digit from 0 to 7. A mode that YAML reads as another number is AS301's.

    ## Why
    The agent knows numbers alone, from `0` to `7777`: no `u+rwx`, no `rwxr-xr-x`, no `0o755`.

    ## AWS says
    `The deployment failed because the length of a permissions mode (u+rwx) in the application
    specification file is invalid. Permissions modes must be between one and four characters
    long.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/bin
        mode: u+rwx
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/bin
        mode: "750"
    ```

    ## Source
    The CodeDeploy agent,
    [mode_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/mode_info.rb)
    """
    for node in _modes(document):
        refusal = "" if _is_read_otherwise(node) else _mode_refusal(ruby.text(node))
        if refusal:
            yield Problem(
                node,
                f"the mode {node.text} is not one to four digits from 0 to 7",
                "write it in octal digits, such as 644 or 4755",
                refusal,
            )
