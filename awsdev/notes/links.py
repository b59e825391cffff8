"""What links between topics, rules, scaffolds and sources become, per form of output."""

from __future__ import annotations

import re
from collections.abc import Callable

from awsdev.notes.fences import fenced_lines, outside_fences
from awsdev.notes.topic import Topic

_LINK = re.compile(r"\[([^\[\]]+)\]\((topic|rule|scaffold|source|example):([^)\s]+)\)")
_ANCHOR = re.compile(r"^(#{1,6} .*?)\s*\{#[\w-]+\}$", re.MULTILINE)
# A Korean particle stands at its noun, and the command in brackets after both.
_PARTICLE = re.compile(r" (\(`awsdev [^`]+`\))([가-힣]+)")
_COMMAND = re.compile(r"(?<!\[)`awsdev (show|explain|scaffold) ([^`\s]+)`")
Address = Callable[[str, str], str]
"""Gives the address of a topic, rule, scaffold or example by what it is and its name, or none."""
_COMMANDS = {"topic": "awsdev show", "rule": "awsdev explain", "scaffold": "awsdev scaffold"}


def for_terminal(markdown: str, topic: Topic) -> str:
    """Return Markdown in which a link is the command that follows it, or a numbered source."""

    def replace(text: str, scheme: str, name: str) -> str:
        if scheme == "source":
            return _numbered(text, name, topic)
        return _in_words(text, scheme, name)

    return _particles_first(without_anchors(_replaced(markdown, replace)))


def for_markdown(markdown: str, topic: Topic) -> str:
    """Return Markdown that stands alone: sources by address, the rest by command."""

    def replace(text: str, scheme: str, name: str) -> str:
        if scheme == "source":
            return _by_address(text, name, topic)
        return _in_words(text, scheme, name)

    return _particles_first(without_anchors(_replaced(markdown, replace)))


def for_browser(markdown: str, topic: Topic | None = None) -> str:
    """Return Markdown with links to follow: sources by address, commands by what they show.

    Args:
        markdown: The page; headings keep their ids.
        topic: The topic whose sources it names; None for a page of something else.
    """
    schemes = {command: scheme for scheme, command in _COMMANDS.items()}

    def replace(text: str, scheme: str, name: str) -> str:
        if scheme == "source" and topic:
            return _numbered(text, name, topic)
        # The example stands below its name already, and has keys of its own.
        return text if scheme == "example" else f"[{text}]({scheme}:{name})"

    def link(command: re.Match[str]) -> str:
        scheme = schemes[f"awsdev {command[1]}"]
        return f"[{command[0]}]({scheme}:{command[2]})"

    return outside_fences(_replaced(markdown, replace), lambda text: _COMMAND.sub(link, text))


def for_html(markdown: str, topic: Topic) -> str:
    """Return Markdown whose links between topics lead from page to page in one folder."""

    def replace(text: str, scheme: str, name: str) -> str:
        if scheme == "source":
            return _by_address(text, name, topic)
        if scheme == "topic":
            slug, hash_, section = name.partition("#")
            return f"[{text}]({slug}.html{hash_}{section})"
        return _in_words(text, scheme, name)

    return _particles_first(_replaced(markdown, replace))


def for_site(markdown: str, topic: Topic, address: Address) -> str:
    """Return Markdown whose links lead to every other thing that has a page.

    Args:
        markdown: What is to be shown.
        topic: Whose sources it names.
        address: Where everything else lies.
    """

    def replace(text: str, scheme: str, name: str) -> str:
        if scheme == "source":
            return _by_address(text, name, topic)
        found = address(scheme, name)
        shown = f"`{text}`" if text in (name, _command(scheme, name)) else text
        if scheme == "example":
            shown = text
        return f"[{shown}]({found})" if found else _in_words(text, scheme, name)

    return _particles_first(_replaced(markdown, replace))


def link_targets(markdown: str) -> list[tuple[str, str]]:
    """Return scheme and name of every link to a topic, rule, scaffold or source."""
    prose = "\n".join("" if fenced else line for line, fenced in fenced_lines(markdown))
    return [(scheme, name) for _, scheme, name in _LINK.findall(prose)]


def without_anchors(markdown: str) -> str:
    """Return Markdown without the ids of its headings."""
    return outside_fences(markdown, lambda text: _ANCHOR.sub(r"\1", text))


def _by_address(text: str, source: str, topic: Topic) -> str:
    """Return a link to a source; a title of the reader's own may name one that is not there."""
    return f"[{text}]({topic.sources[source].url})" if source in topic.sources else text


def _numbered(text: str, source: str, topic: Topic) -> str:
    """Return a link to a source, its number behind it."""
    if source not in topic.sources:
        return text
    number = list(topic.sources).index(source) + 1
    # Escaped, so that brackets which follow in the text do not make another link of it.
    mark = "" if text == str(number) else f" \\[{number}\\]"
    return f"[{text}]({topic.sources[source].url}){mark}"


def _command(scheme: str, name: str) -> str:
    return f"{_COMMANDS[scheme]} {name}" if scheme in _COMMANDS else ""


def _in_words(text: str, scheme: str, name: str) -> str:
    """Return what stands for a link where nothing can be followed: the command that opens it."""
    command = _command(scheme, name)
    if scheme == "example":
        return text
    if text == command or (scheme == "rule" and text == name):
        return f"`{text}`"
    return f"{text} (`{command}`)"


def _particles_first(markdown: str) -> str:
    return outside_fences(markdown, lambda text: _PARTICLE.sub(r"\2 \1", text))


def _replaced(markdown: str, replace: Callable[[str, str, str], str]) -> str:
    def change(text: str) -> str:
        return _LINK.sub(lambda match: replace(match[1], match[2], match[3]), text)

    return outside_fences(markdown, change)
