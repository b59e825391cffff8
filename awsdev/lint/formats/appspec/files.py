"""What is copied where (codes `AS2…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar
from awsdev.lint.finding import Severity
from awsdev.lint.formats.appspec.grammar import is_for_a_shell, mappings_in
from awsdev.lint.formats.appspec.revision import revision_of
from awsdev.lint.repository.surroundings import Lies
from awsdev.lint.rules.fixes import Fixes
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("appspec-server", topic="appspec")

_ABSOLUTE = {
    "linux": re.compile(r"/"),
    # A path from the root of the current drive is taken as well.
    "windows": re.compile(r"[A-Za-z]:[\\/]|[\\/]"),
}
_EXAMPLES = {"linux": "/srv/shop", "windows": r"C:\inetpub\shop"}
_FILE_ENDINGS = frozenset(
    {"bat", "cfg", "conf", "config", "crt", "css", "dll", "env", "exe", "gz", "html", "ico"}
    | {"ini", "jar", "jpg", "js", "json", "key", "log", "md", "mjs", "pem", "php", "png"}
    | {"properties", "ps1", "py", "rb", "repo", "rpm", "rules", "service", "sh", "socket"}
    | {"sql", "svg", "tar", "tgz", "timer", "toml", "ts", "txt", "war", "xml", "yaml", "yml"}
    | {"zip"}
)


@RULES.rule("AS201", Severity.WARNING)
def relative_destination(document: Document) -> Iterator[Problem]:
    """A destination is not an absolute path.

    On linux a `destination` begins with `/`, on windows with a slash of either kind, a drive
    before it or not; an empty one is reported too. Where `os` is neither, nothing is said.

    ## Why
    A relative destination begins wherever the agent happens to run, and neither `~` nor
    variables such as `$HOME` or `%ProgramFiles%` stand for what a shell makes of them. The
    deployment succeeds; the files lie somewhere else.

    ## AWS says
    Nothing: the agent copies to the place it understood.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/
        destination: srv/shop
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
    [AppSpec 'files' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-files.html)
    """
    os = document.mapping.text("os")
    for _, file in mappings_in(document.mapping, "files"):
        node = file.get("destination")
        if not isinstance(node, Scalar) or node.type_name != "text" or os not in _ABSOLUTE:
            continue
        if not _ABSOLUTE[os].match(node.text):
            yield Problem(
                node,
                f"the destination {node.text or 'is empty, which'} is not an absolute path on {os}",
                f"write the whole path, such as {_EXAMPLES[os]}",
            )


@RULES.rule("AS202", Severity.WARNING)
def destination_names_file(document: Document) -> Iterator[Problem]:
    """A destination names the file instead of its folder.

    The last parts of `source` and `destination` end alike, as files do (`.conf`, `.html`), be
    their names the same or not, or are the same name, and a file of that name is what lies in
    the revision. Other names without such an ending, or with a slash behind them, are left
    alone: they may be folders.

    ## Why
    `destination` is always a folder. A file is copied into it under its own name, so
    `destination: /etc/shop/shop.conf` ends as `/etc/shop/shop.conf/shop.conf`. A file cannot
    be renamed on the way either.

    ## AWS says
    Nothing: the agent makes a folder of that name.

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: config/shop.conf
        destination: /etc/shop/shop.conf
    ```

    ## Right
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: config/shop.conf
        destination: /etc/shop
    ```

    ## Source
    [AppSpec 'files' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-files.html);
    the CodeDeploy agent,
    [installer.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/installer.rb)
    """
    revision = revision_of(document)
    for _, file in mappings_in(document.mapping, "files"):
        node = file.get("destination")
        if not isinstance(node, Scalar):
            continue
        source = revision.path_of(file.get("source")) if revision else ""
        same = source and last_part(source) == last_part(node.text)
        is_file = same and revision and revision.lies(source) is Lies.FILE
        if is_file or _names_a_file(file.text("source"), node.text):
            name, folder = last_part(file.text("source")), node.text[: -len(last_part(node.text))]
            slash = "\\" if "\\" in node.text else "/"
            yield Problem(
                node,
                f"the destination is a folder: {name} ends as {node.text}{slash}{name}",
                f"write the folder alone: {folder.rstrip(slash) or slash}",
            )


def _names_a_file(source: str, destination: str) -> bool:
    name, last = last_part(source), last_part(destination)
    same_ending = last.rpartition(".")[2] == name.rpartition(".")[2]
    return same_ending and looks_like_file(name) and looks_like_file(last)


def last_part(path: str) -> str:
    """Return the last part of a path; empty where it ends in a slash."""
    return re.split(r"[\\/]", path)[-1]


def looks_like_file(path: str) -> bool:
    """Tell whether a path ends like a file's, such as `.html`; folders rarely do."""
    stem, dot, ending = last_part(path).rpartition(".")
    return bool(stem and dot) and ending.lower() in _FILE_ENDINGS


@RULES.rule("AS203", Severity.WARNING)
def source_taken_literally(document: Document) -> Iterator[Problem]:
    """A source holds what only a shell would understand.

    A `*` or a `?`, a `~` or a drive in front, or nothing at all. Square brackets, braces and
    variables are left alone: they may be part of a name, or be replaced by a pipeline.

    ## Why
    The agent takes `source` as a path from the root of the revision and expands nothing:
    `build/*` is a file of that name. A folder is copied with all that is in it, and `/` is the
    whole revision. An empty source is the whole revision to agent 1; agent 2 refuses it.

    ## AWS says
    `No such file or directory @ rb_sysopen - …/deployment-archive/build/*`

    ## Wrong
    ```yaml appspec.yml
    version: 0.0
    os: linux
    files:
      - source: build/*
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
    [AppSpec 'files' section](https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-files.html);
    the CodeDeploy agent,
    [installer.rb](https://github.com/aws/aws-codedeploy-agent/blob/v1.8.1/lib/instance_agent/plugins/codedeploy/installer.rb)
    """
    fixes = Fixes(document)
    for _, file in mappings_in(document.mapping, "files"):
        node = file.get("source")
        if not isinstance(node, Scalar) or node.type_name != "text":
            continue
        if not node.text:
            words = "the source is empty, and agent 2 refuses it"
            yield Problem(node, words, "write source: /", fix=fixes.write(node, "/"))
        elif is_for_a_shell(node.text):
            yield Problem(
                node,
                f"the source {node.text} is taken as it stands: the agent expands nothing",
                "name a file or a folder of the revision; a folder brings all that is in it",
                f"No such file or directory @ rb_sysopen - …/deployment-archive/{node.text}",
            )
