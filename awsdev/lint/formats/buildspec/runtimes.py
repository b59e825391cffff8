"""Runtimes that the install phase selects (codes `BS4…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from awsdev.lint.documents.document import Document, Entry, Mapping, Scalar
from awsdev.lint.finding import Fix, Severity
from awsdev.lint.formats.buildspec.tree import phases_of
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import closest, valid_ones

RULES = RuleSet("buildspec", topic="codebuild-reports")

_DATA = Path(__file__).with_name("images.yaml")
_OTHER_NAMES = {
    "corretto": "java",
    "go": "golang",
    "javascript": "nodejs",
    "jdk": "java",
    "net": "dotnet",
    "node": "nodejs",
    "openjdk": "java",
}
_NUMBER = re.compile(r"\d+(\.\d+)*")
_NAMED_VERSION = re.compile(r"([A-Za-z]*)\d+(?:\.\d+)*")
_LOSES_A_ZERO = re.compile(r"\d+\.\d+0")


@dataclass(frozen=True, slots=True)
class Runtimes:
    """What the images carry.

    Attributes:
        versions: The versions that at least one image has, by runtime, oldest first.
        retired: Why a name of the past should go, by runtime.
        elsewhere: Runtimes of images whose versions are not listed anywhere.
    """

    versions: dict[str, tuple[str, ...]]
    retired: dict[str, str]
    elsewhere: tuple[str, ...]


@cache
def runtimes() -> Runtimes:
    """Return what the images carry, from the data file beside this module."""
    data = _data()
    found: dict[str, set[str]] = {}
    for image in data["images"].values():
        for name, versions in image.items():
            found.setdefault(name, set()).update(versions)
    by_age = {name: tuple(sorted(found[name], key=_parts)) for name in sorted(found)}
    return Runtimes(by_age, data["retired"], tuple(data["elsewhere"]))


def image_tags() -> dict[str, list[str]]:
    """Return the tags of CodeBuild's images by name, from the same file."""
    tags: dict[str, list[str]] = _data()["tags"]
    return tags


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return data


@RULES.rule("BS401", Severity.ERROR)
def unknown_runtime(document: Document) -> Iterator[Problem]:
    """A runtime that no image has.

    `runtime-versions` names something other than the runtimes of CodeBuild's images.

    ## Why
    The build ends before the first phase. On an image of your own it goes on, but
    `runtime-versions` is skipped there, so the runtime is not selected either.

    ## AWS says
    `YAML_FILE_ERROR: Unknown runtime named 'node'. This build image has the following
    runtimes: …`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          node: 22
      build:
        commands:
          - npm test
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          nodejs: 22
      build:
        commands:
          - npm test
    ```

    ## Source
    [Available runtimes](https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html);
    [the images' own lists](https://github.com/aws/aws-codebuild-docker-images)
    """
    known = runtimes()
    names = {*known.versions, *known.retired, *known.elsewhere}
    fixes = Fixes(document)
    for entry in _selected(document):
        name = entry.key.text
        # Nobody has seen what CodeBuild makes of another case, so that is no finding.
        if name.lower() not in names:
            yield Problem(
                entry.key,
                f"no image has a runtime named {name}",
                _runtime_hint(name, known),
                f"Unknown runtime named '{name}'. This build image has the following runtimes: …",
                fixes.respell(entry.key, meant)
                if (meant := _OTHER_NAMES.get(name.lower(), ""))
                else fixes.respell_near(entry.key, (*known.versions, *known.elsewhere)),
            )


@RULES.rule("BS402", Severity.WARNING)
def unknown_runtime_version(document: Document) -> Iterator[Problem]:
    """A version of a runtime that no image carries.

    The file does not say which image it runs on, so a version that any listed image carries
    passes, as do `latest`, `3.x` and a variable. So does a version down to the patch: Ubuntu
    and Amazon Linux images fetch it while the build starts.

    ## Why
    At best the version is fetched for every build; where the image does not do that, or the
    version is none, the build ends before the first phase.

    ## AWS says
    `YAML_FILE_ERROR: Unknown runtime version named '15' of nodejs. This build image has the
    following versions: …`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          java: 17
      build:
        commands:
          - mvn --batch-mode verify
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          java: corretto17
      build:
        commands:
          - mvn --batch-mode verify
    ```

    ## Source
    [Runtime versions](https://docs.aws.amazon.com/codebuild/latest/userguide/runtime-versions.html);
    [the images' own lists](https://github.com/aws/aws-codebuild-docker-images)
    """
    fixes = Fixes(document)
    for entry in _selected(document):
        name, version = entry.key.text.lower(), entry.value
        carried = runtimes().versions.get(name)
        if carried and isinstance(version, Scalar) and version.type_name != "null":
            text = version.text.strip()
            if not _is_selectable(text, carried):
                yield Problem(
                    version,
                    f"no image carries {name} {text}",
                    _version_hint(text, carried),
                    f"Unknown runtime version named '{text}' of {name}. This build image has "
                    "the following versions: …",
                    _version_fix(name, version, fixes),
                )


@RULES.rule("BS403", Severity.INFO)
def version_loses_zero(document: Document) -> Iterator[Problem]:
    """An unquoted version that YAML reads as another number.

    To YAML `3.10` without quotes is the number 3.1, and `1.20` is 1.2.

    ## Why
    CodeBuild itself reads the text and is content. But whatever else reads the file as YAML
    and writes it again (a template, the CDK, an editor's formatter) drops the zero, and the
    next build asks for another version.

    ## AWS says
    Once the zero is lost: `Unknown runtime version named '3.1' of python. This build image has
    the following versions: …`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          python: 3.10
      build:
        commands:
          - pytest
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          python: "3.10"
      build:
        commands:
          - pytest
    ```

    ## Source
    [YAML 1.1, floating point](https://yaml.org/type/float.html)
    """
    fixes = Fixes(document)
    for entry in _selected(document):
        version = entry.value
        if not isinstance(version, Scalar) or version.quoted:
            continue
        if _LOSES_A_ZERO.fullmatch(version.text):
            yield Problem(
                version,
                f"without quotes YAML reads {version.text} as the number {version.value}",
                f'write "{version.text}"',
                fix=fixes.quote(version, "quote the version"),
            )


@RULES.rule("BS404", Severity.WARNING)
def retired_runtime(document: Document) -> Iterator[Problem]:
    """A runtime of the past.

    `android` and `docker` were runtimes of images that are no longer maintained.

    ## Why
    A current image refuses the name and the build ends before the first phase. Some images
    still know `docker` and do nothing with it: Docker runs where the project is privileged.

    ## AWS says
    `YAML_FILE_ERROR: Unknown runtime named 'docker'. This build image has the following
    runtimes: …`

    ## Wrong
    ```yaml
    version: 0.2
    phases:
      install:
        runtime-versions:
          docker: 20
      build:
        commands:
          - docker build --tag orders .
    ```

    ## Right
    ```yaml
    version: 0.2
    phases:
      build:
        commands:
          - docker build --tag orders .
    ```

    ## Source
    [The images' own lists](https://github.com/aws/aws-codebuild-docker-images)
    """
    for entry in _selected(document):
        name = entry.key.text.lower()
        if why := runtimes().retired.get(name):
            yield Problem(
                entry.key,
                f"{name} is a runtime of the past: {why}",
                "leave it out",
                f"Unknown runtime named '{name}'. This build image has the following runtimes: …",
            )


def _selected(document: Document) -> Iterator[Entry]:
    for name, phase in phases_of(document):
        if name == "install" and isinstance(phase.value, Mapping):
            yield from phase.value.mapping("runtime-versions").entries


def _is_selectable(text: str, carried: tuple[str, ...]) -> bool:
    """Return whether an image carries a version, or is told to choose or to fetch one."""
    if text in carried or text.lower() == "latest" or "$" in text or not text:
        return True
    major = text.removesuffix(".x")
    if major != text:
        return any(version == major or version.startswith(f"{major}.") for version in carried)
    longest = max(version.count(".") for version in carried)
    return bool(_NUMBER.fullmatch(text)) and text.count(".") > longest


def _runtime_hint(name: str, known: Runtimes) -> str:
    folded = name.lower().strip(".0123456789")
    return valid_ones(name, known.versions, meant=_OTHER_NAMES.get(folded, ""))


def _version_fix(name: str, version: Scalar, fixes: Fixes) -> Fix | None:
    """Return what writes `python3.12`, `v22` or `17` as the images do, where that is certain."""
    same = _of_same_number(version.text, runtimes().versions[name])
    named = _NAMED_VERSION.fullmatch(version.text)
    before = named[1].lower() if named else ""
    own = before in ("", "v", name) or _OTHER_NAMES.get(before) == name
    return fixes.write(version, same[0]) if named and own and len(same) == 1 else None


def _of_same_number(text: str, carried: tuple[str, ...]) -> list[str]:
    digits = "".join(re.findall(r"[\d.]+", text)).strip(".")
    return [version for version in carried if digits and version.removeprefix("corretto") == digits]


def _version_hint(text: str, carried: tuple[str, ...]) -> str:
    same = _of_same_number(text, carried)
    near = same or closest(text, carried, limit=1)
    listed = f"images carry {', '.join(carried)}; latest and {_any_minor(carried[-1])} work as well"
    return f"did you mean {near[0]}? {listed.capitalize()}" if near else listed


def _any_minor(version: str) -> str:
    return f"{version.split('.', maxsplit=1)[0]}.x"


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.removeprefix("corretto").split(".")]
