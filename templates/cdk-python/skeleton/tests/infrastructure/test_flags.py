"""The feature flags of cdk.json: each of them is one of the library's. No Node.js is needed."""

import json
import tarfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

# A setting that stands among the flags, and is none.
QUALIFIER = "@aws-cdk/core:bootstrapQualifier"


@pytest.fixture(scope="module")
def recommended() -> dict[str, Any]:
    """Return what the installed library recommends: a file of the package that Python wraps."""
    spec = find_spec("aws_cdk")
    assert spec is not None
    [folder] = spec.submodule_search_locations or []
    [archive] = Path(folder, "_jsii").glob("aws-cdk-lib@*.jsii.tgz")
    with tarfile.open(archive) as package:
        file = package.extractfile("package/recommended-feature-flags.json")
        assert file is not None
        return json.load(file)


def test_every_flag_exists_and_is_set_as_recommended(
    context: dict[str, Any], recommended: dict[str, Any]
) -> None:
    """The library ignores a flag it does not know. A newer one may be missing: that is a choice."""
    flags = {name: value for name, value in context.items() if name != QUALIFIER}

    assert flags
    assert {name: recommended.get(name) for name in flags} == flags
