"""What agent 1 takes and agent 2 refuses (codes `AS309` and `AS409`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.acl import entry_refusal, written_out
from awsdev.lint.formats.appspec.grammar import linux_permissions
from awsdev.lint.formats.appspec.scripts import misreading, scripts_of
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")

_PLAIN = re.compile(r"[1-9][0-9]*")


@RULES.rule("AS309", Severity.WARNING)
def short_acl_entry(document: Document) -> Iterator[Problem]:
    """An access control entry does not name its kind.

    `deploy:rx`, `m:rw` or `d:deploy:rx`. What agent 1 refuses as well is AS305's.

    ## Why
    Agent 1 takes an entry without a kind for a user's, and one of two parts for a mask. Agent 2
    wants kind, name and permissions, all three, and refuses the whole file.

    ## AWS says
    Agent 1: nothing. Agent 2: `The deployment failed because of a problem with the acls
    permission settings in the application specification file. Invalid acl entry (deploy:rx).`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        acls:
          - deploy:rx
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        acls:
          - u:deploy:rx
    ```

    ## Source
    The CodeDeploy agent 2,
    [acl.rs](https://github.com/aws/aws-codedeploy-agent/blob/v2.1.0/src/application_specification/acl.rs)
    """
    for permission in linux_permissions(document):
        for node in permission.items_of("acls"):
            if not isinstance(node, Scalar) or node.type_name != "text":
                continue
            if not entry_refusal(node.text) and (whole := written_out(node.text)) != node.text:
                yield Problem(
                    node,
                    f"agent 2 refuses {node.text}, which does not name its kind",
                    f"write {whole}",
                    "The deployment failed because of a problem with the acls permission settings "
                    f"in the application specification file. Invalid acl entry ({node.text}).",
                )


@RULES.rule("AS409", Severity.WARNING)
def timeout_for_agent_1(document: Document) -> Iterator[Problem]:
    """A timeout is not written as a plain whole number.

    Seconds in quotes, with a unit, with a fraction or with marks between the digits. What
    means another number than it looks like is AS405's.

    ## Why
    Agent 1 makes a number of whatever stands there. Agent 2 reads a whole number and refuses
    the whole file over anything else.

    ## AWS says
    Agent 1: nothing. Agent 2: `The deployment failed because of a YAML parsing error:
    hooks.ApplicationStart[0].timeout: invalid type: string "300", expected u32`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    hooks:
      ApplicationStart:
        - location: scripts/start.sh
          timeout: "300"
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
    The CodeDeploy agent 2,
    [parse.rs](https://github.com/aws/aws-codedeploy-agent/blob/v2.1.0/src/application_specification/parse.rs)
    """
    fixes = Fixes(document)
    for _, script in scripts_of(document):
        node = script.get("timeout")
        if not isinstance(node, Scalar) or node.tag or ruby.is_absent(node) or misreading(node)[0]:
            continue
        if node.quoted or not _PLAIN.fullmatch(node.text):
            shown = f'"{node.text}"' if node.quoted else node.text
            yield Problem(
                node,
                f"agent 2 refuses the timeout {shown}: it reads plain whole numbers only",
                f"write {ruby.whole(node)}",
                "The deployment failed because of a YAML parsing error",
                fixes.write(node, str(ruby.whole(node)), plain=True),
            )
