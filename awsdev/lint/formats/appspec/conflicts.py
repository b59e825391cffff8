"""Two entries for one and the same file (codes `AS204` and `AS308`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.files import looks_like_file
from awsdev.lint.formats.appspec.grammar import is_null, linux_permissions, mappings_in
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")

Path = tuple[str, ...]
_Place = tuple[Path, str, str]
_MOST_PARTS = 200
"""Parts of a path beyond which nothing is compared; no such path exists."""
_EVERYTHING = "**"
_TYPES = frozenset({"file", "directory"})


@dataclass(frozen=True, slots=True)
class _Copy:
    """An entry of `files`: what it copies, and where to.

    Attributes:
        source: The parts of the source's path in the revision.
        target: The parts of the path at which the source ends.
        is_file: Whether the source looks like a file; else it is taken as a folder.
        number: Its place in the list.
        node: The destination as it stands in the file.
    """

    source: Path
    target: Path
    is_file: bool
    number: int
    node: Scalar


@dataclass(frozen=True, slots=True)
class _Permission:
    """An entry of `permissions`.

    Attributes:
        node: Its object as it stands in the file.
        path: The parts of the object's path.
        types: What it applies to.
        pattern: Which names in the object, `**` for all.
        excepts: Whether it leaves some of them out.
    """

    node: Scalar
    path: Path
    types: frozenset[str]
    pattern: str
    excepts: bool


@RULES.rule("AS204", Severity.WARNING)
def copied_twice(document: Document) -> Iterator[Problem]:
    """Two entries copy to the same place.

    Two files of one name into one folder, or a file or folder to the very place where an
    entry for the folder around it copies it as well. What looks like a file is told by its
    ending.

    ## Why
    The agent collects what is to be copied and stops at a place that comes up a second time,
    even if it is the same file.

    ## AWS says
    `The deployment failed because the application specification file specifies two source
    files named …/deployment-archive/config/shop.conf and …/deployment-archive/config/shop.conf
    for the same destination (/srv/shop/config/shop.conf). Remove one of the source file paths
    from the AppSpec file, and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: /
        destination: /srv/shop
      - source: config/shop.conf
        destination: /srv/shop/config
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: /
        destination: /srv/shop
      - source: config/shop.conf
        destination: /etc/shop
    ```

    ## Source
    The CodeDeploy agent, `copy` in
    [install_instruction.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/install_instruction.rb)
    """
    copies = list(_copies(document.mapping))
    files: dict[Path, _Copy] = {}
    folders = {(copy.source, copy.target): copy for copy in reversed(copies) if not copy.is_file}
    for copy in copies:
        other = files.setdefault(copy.target, copy) if copy.is_file else copy
        if other is copy:
            other = _around(copy, folders)
        if other is not copy:
            place = "/" + "/".join(copy.target)
            yield Problem(
                copy.node,
                f"files[{other.number}] copies to {place} as well",
                "take one of the two out, or copy to another place",
                _copy_words(copy, other, place),
            )


def _around(copy: _Copy, folders: dict[tuple[Path, Path], _Copy]) -> _Copy:
    """Return the entry for a folder that brings the same to the same place, or the entry itself."""
    for kept in range(len(copy.source), -1, -1):
        rest = copy.source[kept:]
        if copy.target[len(copy.target) - len(rest) :] != rest:
            break
        outer = folders.get((copy.source[:kept], copy.target[: len(copy.target) - len(rest)]))
        # Of two entries that say the same, the second is told of.
        if outer and outer is not copy and (rest or outer.number < copy.number):
            return outer
    return copy


def _copy_words(copy: _Copy, other: _Copy, place: str) -> str:
    if not copy.is_file:
        return ""
    names = ["/".join(copy.source), "/".join(other.source if other.is_file else copy.source)]
    named = " and ".join(f"…/deployment-archive/{name}" for name in names)
    return (
        "The deployment failed because the application specification file specifies two source "
        f"files named {named} for the same destination ({place})"
    )


def _copies(root: Mapping) -> Iterator[_Copy]:
    for number, file in mappings_in(root, "files"):
        source, destination = file.get("source"), file.get("destination")
        if not isinstance(source, Scalar) or not isinstance(destination, Scalar):
            continue
        path, folder = _parts(source.text), _parts(destination.text)
        is_file = looks_like_file(source.text)
        if path is not None and folder:
            target = (*folder, *path[-1:]) if is_file else folder
            yield _Copy(path, target, is_file, number, destination)


@RULES.rule("AS308", Severity.WARNING)
def permissions_twice(document: Document) -> Iterator[Problem]:
    """Two permissions apply to the same files.

    One permission's object is that of another or lies in it, both apply to files or both to
    folders, and the other one takes all names. A permission with exceptions, or with a pattern
    of its own, is left alone.

    ## Why
    A permission on a folder applies to everything below it, down to the last file. The agent
    stops at the first file or folder that two permissions apply to; the later does not win.

    ## AWS says
    `The deployment failed because the permissions setting for (/srv/shop/bin/start.sh) is
    specified more than once in the application specification file. Update the files section of
    the AppSpec file, and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    permissions:
      - object: /srv/shop
        owner: shop
      - object: /srv/shop/bin
        mode: "755"
        type: [file]
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    permissions:
      - object: /srv/shop
        owner: shop
        type: [directory]
      - object: /srv/shop/bin
        owner: shop
        mode: "755"
        type: [file]
    ```

    ## Source
    The CodeDeploy agent, `set_permissions` in
    [install_instruction.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/install_instruction.rb)
    """
    permissions = list(_permissions(document))
    first: dict[_Place, _Permission] = {}
    for permission in permissions:
        for kind in permission.types if not permission.excepts else ():
            first.setdefault((permission.path, kind, permission.pattern), permission)
    for permission in permissions:
        if other := _covering(permission, first):
            yield Problem(
                permission.node,
                f"the permissions on line {other.node.span.line} apply to {permission.node.text} "
                "as well",
                "let only one of them apply: use type, pattern or except",
                f"The deployment failed because the permissions setting for "
                f"({permission.node.text}) is specified more than once",
            )


def _covering(inner: _Permission, first: dict[_Place, _Permission]) -> _Permission | None:
    """Return a permission that applies to all that this one applies to, or None.

    Args:
        inner: The permission.
        first: The first permission without exceptions for each path, type and pattern.
    """
    for kind in sorted(inner.types):
        same = first.get((inner.path, kind, inner.pattern), inner)
        around = (
            first.get((inner.path[:kept], kind, _EVERYTHING), inner)
            for kept in range(len(inner.path), -1, -1)
        )
        found = next((outer for outer in (same, *around) if outer is not inner), None)
        if found:
            return found
    return None


def _permissions(document: Document) -> Iterator[_Permission]:
    for permission in linux_permissions(document):
        node, pattern = permission.get("object"), permission.get("pattern")
        path = _parts(permission.text("object"))
        if isinstance(node, Scalar) and path:
            yield _Permission(
                node,
                path,
                _types(permission),
                _EVERYTHING if pattern is None or is_null(pattern) else permission.text("pattern"),
                bool(permission.items_of("except")),
            )


def _types(permission: Mapping) -> frozenset[str]:
    """Return what a permission applies to: where it does not say, files and folders."""
    types = permission.items_of("type")
    if not isinstance(permission.get("type"), Sequence):
        return _TYPES
    return _TYPES & {item.text for item in types if isinstance(item, Scalar)}


def _parts(path: str) -> Path | None:
    """Return the parts of a path, or None where it leads up or has too many."""
    parts = tuple(part for part in path.strip().split("/") if part not in ("", "."))
    return None if ".." in parts or len(parts) > _MOST_PARTS else parts
