"""The tree of all there is: topics by service and by skill, scaffolds, rules."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from awsdev.lint.explain import list_rules
from awsdev.notes.language import Language
from awsdev.notes.topic import Topic
from awsdev.scaffolds.catalogue import by_group
from awsdev.search.document import Kind
from awsdev.terminal import one_line
from awsdev.tui.address import Address
from awsdev.tui.shelf import Shelf
from awsdev.tui.words import word

Entry = tuple[str, Address]
Entries = dict[str, list[Entry]]
"""Labels and addresses, by the group they belong to."""


def topics_by_service(shelf: Shelf, language: Language) -> Entries:
    """Return topics by the names of their services."""
    groups = shelf.subjects.by_service(shelf.library.topics(), language)
    return {group.title: _entries(group.topics, language) for group in groups}


def topics_by_skill(shelf: Shelf, language: Language) -> Entries:
    """Return topics by the skills of the exam, each with its task statement."""
    groups = shelf.subjects.by_skill(shelf.library.topics())
    return {
        " · ".join([skill, *_task(shelf, skill, language)]): _entries(topics, language)
        for skill, topics in groups.items()
    }


def _task(shelf: Shelf, skill: str, language: Language) -> list[str]:
    told = shelf.subjects.tasks.get(shelf.subjects.task(skill))
    return [told[language]] if told else []


def _entries(topics: list[Topic], language: Language) -> list[Entry]:
    # Two may go by one title, one of them the reader's own.
    by_title = sorted(topics, key=lambda topic: (topic.title[language], topic.slug))
    return [(topic.title[language], Address(Kind.TOPIC, topic.slug)) for topic in by_title]


def scaffolds_by_group(shelf: Shelf) -> Entries:
    """Return scaffolds by group."""
    return {
        group: [(f"{each.name}: {each.title}", Address(Kind.SCAFFOLD, each.name)) for each in some]
        for group, some in by_group(shelf.catalogue.all()).items()
    }


def rules_by_format() -> Entries:
    """Return rules by the format their letters stand for."""
    groups: Entries = {}
    for rule in list_rules():
        kinds = rule["kinds"]
        letters = rule["code"].rstrip("0123456789")
        group = letters if len(kinds) > 3 else f"{letters} · {', '.join(kinds)}"
        known = next((each for each in groups if each.split(" ")[0] == letters), group)
        entry = (f"{rule['code']}: {rule['title']}", Address(Kind.RULE, rule["code"]))
        groups.setdefault(known, []).append(entry)
    return groups


class CatalogueTree(Tree[Address | None]):
    """The tree; its labels follow the language, what is open stays open."""

    def __init__(self, shelf: Shelf, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__("awsdev", id=id)
        self._shelf = shelf
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = True

    def fill(self, language: Language) -> None:
        """Fill it in a language."""
        opened = {self._branch_key(node) for node in self._branches() if node.is_expanded}
        cursor = self.cursor_line
        self.clear()
        for name, groups in self._rooms(language):
            room = self.root.add(Text(word(name, language), style="bold"), None)
            for group, entries in groups.items():
                branch = room.add(Text(one_line(group)), None)
                for label, address in entries:
                    branch.add_leaf(
                        Text(one_line(label), no_wrap=True, overflow="ellipsis"), address
                    )
        for node in self._branches():
            if self._branch_key(node) in opened:
                node.expand()
        self.root.expand()
        if not opened:
            self.root.children[0].expand()
        self.call_after_refresh(self._restore, max(cursor, 0))

    def _restore(self, line: int) -> None:
        self.cursor_line = line

    def _rooms(self, language: Language) -> Iterable[tuple[str, Entries]]:
        yield "topics_by_service", topics_by_service(self._shelf, language)
        yield "topics_by_skill", topics_by_skill(self._shelf, language)
        yield "scaffolds", scaffolds_by_group(self._shelf)
        yield "rules", rules_by_format()

    def _branches(self) -> list[TreeNode[Address | None]]:
        branches = list(self.root.children)
        return branches + [child for branch in branches for child in branch.children]

    @staticmethod
    def _branch_key(node: TreeNode[Address | None]) -> tuple[int, str]:
        """Return what tells a branch in every language: its room, and of a group the first word.

        Of skills that is the number; what stands behind it is said in the reader's language.
        """
        parent = node.parent
        if parent is None or parent.is_root:
            return (parent.children.index(node) if parent else 0, "")
        room = parent.parent.children.index(parent) if parent.parent else 0
        return (room, str(node.label).partition(" · ")[0])
