"""Permissions of the files that were copied (codes `AS303` to `AS307`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.acl import entry_refusal, is_default, range_refusal
from awsdev.lint.formats.appspec.files import looks_like_file
from awsdev.lint.formats.appspec.grammar import described, is_null, linux_permissions
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")


@RULES.rule("AS303", Severity.ERROR)
def permissions_on_windows(document: Document) -> Iterator[Problem]:
    r"""Permissions are set on Windows.

    `os` is `windows` and `permissions` lists at least one item; the key is reported once,
    however many there are. An empty list does no harm and is not reported.

    ## Why
    The agent sets permissions with chmod, chown, setfacl and semanage. On Windows it refuses
    the whole file; a script in AfterInstall can call `icacls` instead.

    ## AWS says
    `Permissions are supported only for Amazon Linux, Ubuntu Server, and Red Hat Enterprise
    Linux (RHEL) instances. Update the permissions section of the AppSpec file, and then try
    again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: windows
    permissions:
      - object: C:\inetpub\shop
        owner: shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: windows
    hooks:
      AfterInstall:
        - location: scripts\permissions.ps1
    ```

    ## Source
    [AppSpec 'permissions' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-permissions.html);
    the CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    entry = document.mapping.entry("permissions")
    on_windows = document.mapping.text("os") == "windows"
    if on_windows and entry and document.mapping.items_of("permissions"):
        yield Problem(
            entry.key,
            "the agent sets no permissions on windows and refuses the file",
            "set them in a script of AfterInstall",
            "Permissions are supported only for Amazon Linux, Ubuntu Server, and Red Hat "
            "Enterprise Linux (RHEL) instances",
        )


@RULES.rule("AS304", Severity.WARNING)
def pattern_on_a_file(document: Document) -> Iterator[Problem]:
    """A pattern or exceptions stand at a single file.

    `object` looks like a file that was copied, and `pattern` or `except` would choose among
    the files of a folder.

    ## Why
    Where `object` is a file the deployment copies, the agent insists on the pattern `**` and
    on no exceptions. On a folder both are fine.

    ## AWS says
    `The deployment failed because the application specification file includes an object
    (/srv/shop/shop.conf) with an invalid pattern (*.conf), such as a pattern for a file
    applied to a directory.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: config/shop.conf
        destination: /srv/shop
    permissions:
      - object: /srv/shop/shop.conf
        pattern: "*.conf"
        mode: "640"
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: config/shop.conf
        destination: /srv/shop
    permissions:
      - object: /srv/shop/shop.conf
        mode: "640"
    ```

    ## Source
    The CodeDeploy agent,
    [linux_permission_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/linux_permission_info.rb)
    """
    for permission in linux_permissions(document):
        name, pattern = permission.text("object"), permission.get("pattern")
        if not looks_like_file(name) or not _concerns_files(permission):
            continue
        if isinstance(pattern, Scalar) and not is_null(pattern) and pattern.text != "**":
            yield Problem(
                pattern,
                f"{name} looks like a file, and a file takes no pattern",
                "leave the pattern out",
                "The deployment failed because the application specification file includes an "
                f"object ({name}) with an invalid pattern ({pattern.text})",
            )
        elif excepted := permission.items_of("except"):
            shown = ", ".join(f'"{item.text}"' for item in excepted if isinstance(item, Scalar))
            yield Problem(
                permission.get("except") or permission,
                f"{name} looks like a file, and a file takes no exceptions",
                "leave except out",
                "The deployment failed because the except parameter for a pattern in the "
                f"permissions section ([{shown}]) for the object named {name} contains an "
                "invalid format",
            )


def _concerns_files(permission: Mapping) -> bool:
    types = [item.text for item in permission.items_of("type") if isinstance(item, Scalar)]
    return "file" in types or not isinstance(permission.get("type"), Sequence)


@RULES.rule("AS305", Severity.ERROR)
def malformed_acl_entry(document: Document) -> Iterator[Problem]:
    """An access control entry is malformed.

    An entry is `[d:][u|g|m|o:]name:permissions`, the permissions as letters from `rwx-` or
    as one digit from 0 to 7.

    ## Why
    The agent reads the entries before setfacl does, and is stricter: the owner, the group and
    the others belong to `mode`, so an entry without a name is refused unless it is a mask or
    a default entry.

    ## AWS says
    `The deployment failed because of a problem with the acls permission settings in the
    application specification file. Use mode to set the base acl entry (u::rw). Update the
    permissions section of the AppSpec file, and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        acls:
          - u::rw
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        mode: "640"
        acls:
          - u:backup:r
    ```

    ## Source
    [AppSpec 'permissions' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-permissions.html);
    the CodeDeploy agent,
    [ace_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/ace_info.rb)
    """
    for permission in linux_permissions(document):
        for node in permission.items_of("acls"):
            if not isinstance(node, Scalar) or node.type_name != "text":
                yield Problem(
                    node,
                    f"an access control entry is text, and this is {described(node.type_name)}",
                    "put the entry in quotes",
                    ruby.no_method("split", node),
                )
            elif refusal := entry_refusal(node.text):
                yield Problem(
                    node,
                    f"{node.text} is no access control entry the agent takes",
                    "write it as u:name:rw or g:name:rx, and what has no name as mode",
                    refusal,
                )


@RULES.rule("AS307", Severity.WARNING)
def default_entry_on_files(document: Document) -> Iterator[Problem]:
    """A default entry is set on files.

    An entry that begins with `d:` or `default:`, in a permission whose `type` holds `file` or
    that has no `type` at all.

    ## Why
    Only folders have default entries. Without `type` a permission applies to files and folders
    both, and the agent stops at the first file it applies to.

    ## AWS says
    `The deployment failed because the -d parameter has been specified to apply an acl setting
    to a file. This parameter is supported for directories only. Update the AppSpec file, and
    then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/uploads
        acls:
          - d:g:editors:rwx
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop/uploads
        acls:
          - d:g:editors:rwx
        type: [directory]
    ```

    ## Source
    The CodeDeploy agent, `validate_file_acl` in
    [linux_permission_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/linux_permission_info.rb)
    """
    for permission in linux_permissions(document):
        for node in permission.items_of("acls") if _concerns_files(permission) else ():
            if isinstance(node, Scalar) and is_default(node.text) and not entry_refusal(node.text):
                yield Problem(
                    node,
                    f"{node.text} is a default entry, and files have none",
                    "write type: [directory], and what files need as a permission of their own",
                    "The deployment failed because the -d parameter has been specified to apply "
                    "an acl setting to a file",
                )


@RULES.rule("AS306", Severity.ERROR)
def malformed_context(document: Document) -> Iterator[Problem]:
    """An SELinux context is malformed.

    Its range is not `s#[-s#][:c#[.c#],…]`, names a category twice or one above 1023, or there
    is no range at all.

    ## Why
    The agent takes the range apart itself. Agent 1 also asks every context for its range when
    it writes down what it is about to do, although the user guide calls the range optional;
    agent 2 can do without. `range: s0` is what a missing one was to mean.

    ## AWS says
    `invalid sensitivity 0`; without a range, agent 1: ``undefined method `get_range' for
    nil:NilClass``

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        context:
          type: httpd_sys_content_t
          range: s0:c1.c2000
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        context:
          type: httpd_sys_content_t
          range: s0:c1.c200
    ```

    ## Source
    The CodeDeploy agent,
    [range_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/range_info.rb)
    and `to_h` in
    [install_instruction.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/install_instruction.rb)
    """
    for permission in linux_permissions(document):
        entry = permission.entry("context")
        if not entry or not isinstance(entry.value, Mapping) or not entry.value.entry("type"):
            continue
        node = entry.value.get("range")
        if node is None or is_null(node):
            yield Problem(
                entry.key,
                "agent 1 fails on a context without a range",
                "write range: s0",
                "undefined method `get_range' for nil:NilClass",
            )
        elif isinstance(node, Scalar) and (refusal := _range_words(node)):
            yield Problem(
                node,
                f"{node.text or 'an empty text'} is no SELinux range",
                "write it as s0, s0-s2 or s0:c1,c5.c9",
                refusal,
            )


def _range_words(node: Scalar) -> str:
    is_text = node.tag or ruby.class_of(node) == "String"
    return range_refusal(node.text) if is_text else ruby.no_method("include?", node)
