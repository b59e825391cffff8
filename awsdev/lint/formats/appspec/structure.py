"""Keys and values where they belong (codes `AS101` to `AS105`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, walk
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec import ruby
from awsdev.lint.formats.appspec.grammar import (
    described,
    empty_required,
    grammars_of,
    is_null,
    platform_of,
    strayings_of,
)
from awsdev.lint.formats.appspec.texts import not_text
from awsdev.lint.grammars.shape import Sort, Straying
from awsdev.lint.kinds import Kind
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", "appspec-lambda", "appspec-ecs", topic="appspec")

_FAILED = "The deployment failed because"
_BAD_VERSION = _FAILED + " an invalid version value ({}) was entered"
_BAD_OS = (
    _FAILED + " the application specification file specifies an unsupported operating system ({})"
)
_MISSING = {
    "version": _BAD_VERSION.format(""),
    "os": _BAD_OS.format(""),
    "source": _FAILED + " the application specification file specifies a destination file, "
    "but no source file",
    "destination": _FAILED + " the application specification file specifies only a source file",
    "object": _FAILED
    + " a permission listed in the application specification file has no object value",
    "location": _FAILED
    + " the application specification file specifies a script with no location value",
    "type": _FAILED + " the application specification file specifies an invalid context type",
}
_LISTS = (("files",), ("permissions",), ("except",), ("type",), ("acls",))
_BETTER_KEYS = {
    "overwrite": "write file_exists_behavior: OVERWRITE at the top level",
    "file_exists_behavior": "it belongs at the top level and counts for all files",
}


@RULES.rule("AS101", Severity.WARNING)
def unknown_key(document: Document) -> Iterator[Problem]:
    """A key that CodeDeploy does not read.

    A misspelled key, or one in the wrong place, at the top or inside an item.

    ## Why
    The agent takes the keys it knows and leaves the others where they are. The deployment
    goes through, and what the key was to bring about never happens.

    ## AWS says
    Nothing: unknown keys are ignored in silence.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
        overwrite: true
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    file_exists_behavior: OVERWRITE
    ```

    ## Source
    [AppSpec file structure](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure.html);
    the CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    server = platform_of(document) is Kind.APPSPEC_SERVER
    fate = "it is ignored in silence" if server else "CodeDeploy documents no such key"
    fixes = Fixes(document)
    for straying in strayings_of(document):
        # A merge is an alias's business, and x- marks what is not meant for CodeDeploy.
        if straying.sort is Sort.UNKNOWN_KEY and not straying.name.startswith(("<<", "x-")):
            yield Problem(
                straying.at,
                f"{straying.name} is no key of {straying.place}; {fate}",
                hint := _key_hint(straying),
                fix=fixes.respell_near(straying.at, straying.expected)
                if hint == straying.choices
                else None,
            )


def _key_hint(straying: Straying) -> str:
    if straying.name in _BETTER_KEYS and straying.route[:1] == ("files",):
        return _BETTER_KEYS[straying.name]
    if straying.name == "user" and straying.route[-1:] == ("context",):
        return "the agent reads the SELinux user from name, whatever the user guide says"
    return straying.choices


@RULES.rule("AS102", Severity.ERROR)
def missing_key(document: Document) -> Iterator[Problem]:
    """A required key is missing or has no value.

    Every key that this kind of deployment requires is looked for, at the top and inside each
    item; empty text is no value either, save in `source` and `destination`. A file with a merge
    key (`<<`) anywhere is left alone: the key may come from there.

    ## Why
    Without it the deployment stops: on a server when the agent loads the file, for Lambda
    and ECS before the first lifecycle event.

    ## AWS says
    `The deployment failed because the application specification file specifies only a source
    file (build/). Add the name of the destination file to the files section of the AppSpec
    file, and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    ```

    ## Source
    [AppSpec file structure](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure.html);
    the CodeDeploy agent,
    [file_info.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/file_info.rb)
    """
    server = platform_of(document) is Kind.APPSPEC_SERVER
    if any(isinstance(node, Mapping) and node.entry("<<") for node in walk(document.root)):
        return  # The key may come from a merged mapping.
    for straying in strayings_of(document):
        if straying.sort is Sort.MISSING_KEY:
            error = _missing_words(straying.name, straying.at) if server else ""
            yield Problem(straying.at, f"{straying.place} lacks {straying.name}", "", error)
    for node, shape, _ in grammars_of(document):
        for entry, holder in empty_required(node, shape):
            error = _missing_words(entry.key.text, holder) if server else ""
            yield Problem(entry.key, f"{entry.key.text} has no value", "", error)


def _missing_words(key: str, holder: Node) -> str:
    words = _MISSING.get(key, "")
    source = holder.text("source") if isinstance(holder, Mapping) else ""
    return f"{words} ({source})" if key == "destination" and source else words


@RULES.rule("AS103", Severity.ERROR)
def wrong_type(document: Document) -> Iterator[Problem]:
    """A value is of the wrong type.

    Text where a list belongs, a mapping where a list belongs, a number where only text will do.

    ## Why
    The agent asks no questions: it walks through the value as if it were a list, and Ruby
    stops it with an error that names neither the key nor the line.

    ## AWS says
    ``undefined method `each' for "file":String``

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        mode: "640"
        type: file
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    permissions:
      - object: /srv/shop
        mode: "640"
        type: [file]
    ```

    ## Source
    [AppSpec 'permissions' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-permissions.html);
    the CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    server = platform_of(document) is Kind.APPSPEC_SERVER
    for straying in strayings_of(document):
        if straying.sort is Sort.WRONG_TYPE and not _elsewhere(straying, server=server):
            expected = straying.expected[0]
            yield Problem(
                straying.at,
                f"{straying.place} is {described(straying.found)}, not {expected}",
                _type_hint(straying.at, expected),
                _type_words(straying.at, expected) if server else "",
            )
    if server:
        yield from not_text(document)


def _elsewhere(straying: Straying, *, server: bool) -> bool:
    """Tell whether AWS takes the value as absent, or another rule has it."""
    names = [step for step in straying.route if isinstance(step, str)]
    if server and names[:1] == ["hooks"] and len(straying.route) <= 3:
        return True
    if straying.found == "nothing":
        return bool(names) and isinstance(straying.route[-1], str)
    if not server:
        return names[-1:] != [] and names[-1].lower() == "loadbalancerinfo"
    return _taken_as_absent(straying)


def _taken_as_absent(straying: Straying) -> bool:
    """Tell whether the agent falls back to its default, or has nothing to walk through."""
    node, place = straying.at, straying.route[-1:]
    if isinstance(node, Mapping):
        return place in _LISTS and not node.entries
    return isinstance(node, Scalar) and place in _LISTS[:-1] and ruby.is_absent(node)


def _type_hint(node: Node, expected: str) -> str:
    if expected != "a list":
        return ""
    if isinstance(node, Scalar):
        return f"write [{node.text}]"
    return "begin each item with a hyphen and a space"


def _type_words(node: Node, expected: str) -> str:
    if expected == "a list" and isinstance(node, Scalar):
        return ruby.no_method("each", node)
    return ""


@RULES.rule("AS104", Severity.ERROR)
def value_not_allowed(document: Document) -> Iterator[Problem]:
    """A value is not one of those that are allowed.

    `os`, `file_exists_behavior`, the `type` of a permission or of a resource, and
    `AssignPublicIp` take a few values each, letter by letter.

    ## Why
    CodeDeploy compares them as they are written: `Linux` is not `linux`.

    ## AWS says
    `The deployment failed because the application specification file specifies an unsupported
    operating system (Linux). Specify either "linux" or "windows" in the os section of the
    AppSpec file, and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: Linux
    files:
      - source: build/
        destination: /srv/shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    ```

    ## Source
    [AppSpec file structure](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure.html);
    the CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    server = platform_of(document) is Kind.APPSPEC_SERVER
    fixes = Fixes(document)
    for straying in strayings_of(document):
        if straying.sort is Sort.WRONG_VALUE:
            meant = [each for each in straying.expected if each.lower() == straying.found.lower()]
            yield Problem(
                straying.at,
                f"{straying.place} cannot be {straying.found}",
                straying.choices,
                _value_words(straying) if server else "",
                fixes.write(straying.at, meant[0]) if meant else None,
            )


def _value_words(straying: Straying) -> str:
    read = ruby.text(straying.at) if isinstance(straying.at, Scalar) else straying.found
    if straying.route == ("os",):
        return _BAD_OS.format(read)
    if straying.route == ("file_exists_behavior",):
        return f"{_FAILED} an invalid file_exists_behavior value ({read}) was entered"
    return f"an object type not supported for permissions ({read})"


@RULES.rule("AS105", Severity.ERROR, kinds=("appspec-server",))
def wrong_version(document: Document) -> Iterator[Problem]:
    """The version is not the number 0.0.

    Text, a list, a mapping or any other number; `0` and `0.00` are the same number and let
    through. A version that is missing or empty is AS102's.

    ## Why
    There has only ever been one version. The agent compares it with the number 0.0, so the
    same digits in quotes are refused, with an error that shows just what it asks for.

    ## AWS says
    `The deployment failed because an invalid version value (0.0) was entered in the
    application specification file. Make sure your AppSpec file specifies "0.0" as the version,
    and then try again.`

    ## Wrong
    ```yaml appspec.yml
    version: "0.0"
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: /srv/shop
    ```

    ## Source
    The CodeDeploy agent,
    [application_specification.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/application_specification/application_specification.rb)
    """
    node = document.mapping.get("version")
    if node is None or is_null(node) or (isinstance(node, Scalar) and not node.text.strip()):
        return
    if not isinstance(node, Scalar):
        yield Problem(node, f"version is a {node.type_name}, not the number 0.0")
    elif not node.tag and not _is_zero(node):
        why = "text" if node.quoted else node.text
        yield Problem(
            node,
            f"version is {why}, not the number 0.0",
            "write version: 0.0, without quotes" if node.quoted else "write version: 0.0",
            _BAD_VERSION.format(ruby.text(node)),
            Fixes(document).unquote(node) if node.text.strip() == "0.0" else None,
        )


def _is_zero(node: Scalar) -> bool:
    value = ruby.value(node)
    return isinstance(value, int | float) and not isinstance(value, bool) and value == 0
