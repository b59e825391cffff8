"""A fingerprint of the tools that lint: what a stored result depends on beside the file."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
# The file of each package that changes with its version; no package is imported to ask it.
_VERSIONS = {
    "cfnlint": "version.py",
    "samtranslator": "__init__.py",
    "botocore": "__init__.py",
}
_CFN_LINT_FILES = (".cfnlintrc", ".cfnlintrc.yaml", ".cfnlintrc.yml")
# cfn-lint takes the region to check from these.
_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")
_CODE_OF_ITS_OWN = (b"append_rules", b"override_spec", b"custom_rules", b"registry_schemas")


def fingerprint() -> str:
    """Return a text that changes when a tool, or cfn-lint's configuration, does.

    Returns:
        The fingerprint; empty where cfn-lint runs rules of the project's own, of which
        nobody knows what their answers depend on.
    """
    digest = hashlib.sha256(sys.version.encode())
    configurations = list(_cfn_lint_configurations())
    if any(word in data for data in configurations for word in _CODE_OF_ITS_OWN):
        return ""
    for part in (*_own_code(), *_versions(), *_shellcheck(), *configurations, *_variables()):
        digest.update(part + b"\0")
    return digest.hexdigest()


def _own_code() -> Iterator[bytes]:
    """Yield what tells this linter from another version of it, a contributor's change included."""
    for folder, _, names in sorted(os.walk(_HERE)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                status = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - a hundred of them
                yield f"{name} {status.st_size} {status.st_mtime_ns}".encode()


def _versions() -> Iterator[bytes]:
    for package, name in _VERSIONS.items():
        spec = importlib.util.find_spec(package)
        if spec and spec.origin:
            yield (Path(spec.origin).parent / name).read_bytes()


def _shellcheck() -> Iterator[bytes]:
    from awsdev.lint.tools.shell.shellcheck import program  # noqa: PLC0415 - a room of its own

    if path := program():
        status = Path(path).stat()
        yield f"{path} {status.st_size} {status.st_mtime_ns}".encode()


def _cfn_lint_configurations() -> Iterator[bytes]:
    for folder in (Path.cwd(), Path.home()):
        for name in _CFN_LINT_FILES:
            try:
                yield (folder / name).read_bytes()
            except OSError:
                yield b""


def _variables() -> Iterator[bytes]:
    for name in _VARIABLES:
        yield os.environ.get(name, "").encode(errors="surrogateescape")
