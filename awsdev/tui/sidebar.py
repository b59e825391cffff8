"""The sidebar: search as it is typed, and the catalogue."""

from __future__ import annotations

import asyncio

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import ContentSwitcher, Input, OptionList, Static, Tree
from textual.widgets.option_list import Option

from awsdev.errors import AwsdevError
from awsdev.notes.language import Language
from awsdev.search.results import Result
from awsdev.terminal import one_line
from awsdev.tui.address import Address, address_of_result
from awsdev.tui.catalogue import CatalogueTree
from awsdev.tui.finder import Finder
from awsdev.tui.shelf import Shelf
from awsdev.tui.words import word

_PAUSE = 0.12
"""Seconds without a key after which a search begins."""


class SearchInput(Input):
    """Where a search is typed; the arrow down goes to what was found."""

    BINDINGS = [("down", "results", "")]  # noqa: RUF012 - Textual reads it from the class

    class Left(Message):
        """The reader goes on to the results."""

    def action_results(self) -> None:
        """Go to the results."""
        self.post_message(self.Left())


class Sidebar(Vertical):
    """Search and catalogue."""

    class Opened(Message):
        """An entry or a result was chosen."""

        def __init__(self, address: Address, language: Language | None = None) -> None:
            self.address = address
            self.language = language
            super().__init__()

    def __init__(self, shelf: Shelf, finder: Finder, language: Language) -> None:
        super().__init__(id="sidebar")
        self._shelf = shelf
        self._finder = finder
        self._language = language
        self.results: list[Result] = []
        self._answered = ""
        """What the results answer."""
        self._first_wanted = False
        """Whether the first result is to be opened as soon as it is there."""

    def compose(self) -> ComposeResult:
        """Make the search, the results and the tree."""
        yield SearchInput(id="search", compact=True)
        with ContentSwitcher(initial="tree"):
            yield CatalogueTree(self._shelf, id="tree")
            yield OptionList(id="results", markup=False)
            yield Static(id="message", markup=False)

    def tell(self, language: Language) -> None:
        """Speak a language."""
        self._language = language
        self.query_one(SearchInput).placeholder = f"s  {word('search', language)}"
        try:
            self.query_one(CatalogueTree).fill(language)
        except AwsdevError as error:
            self._say(one_line(str(error)))
        if self.query_one(SearchInput).value:
            self._search(self.query_one(SearchInput).value)

    def begin(self) -> None:
        """Let the reader type a search."""
        self.query_one(SearchInput).focus()
        self.query_one(SearchInput).action_select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search for what is typed now."""
        event.stop()
        self._first_wanted = False
        if event.value.strip():
            self._search(event.value)
        else:
            self.workers.cancel_group(self, "search")
            self.results = []
            self.query_one(ContentSwitcher).current = "tree"

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the first result."""
        event.stop()
        if event.value != self._answered:
            self._first_wanted = bool(event.value.strip())
        elif self.results:
            self._open(0)

    def on_search_input_left(self) -> None:
        """Go to the results, or to the tree where nothing is typed."""
        self.focus_shown()

    def focus_shown(self) -> None:
        """Let keys act on what is shown: the tree, or what was found."""
        shown = self.query_one(ContentSwitcher).current or "tree"
        self.query_one(f"#{shown}").focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a result."""
        event.stop()
        self._open(event.option_index)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Address | None]) -> None:
        """Open an entry."""
        event.stop()
        if event.node.data:
            self.post_message(self.Opened(event.node.data))

    def _open(self, number: int) -> None:
        document = self.results[number].document
        self.post_message(self.Opened(address_of_result(document), document.language))

    @work(exclusive=True, group="search")
    async def _search(self, query: str) -> None:
        await asyncio.sleep(_PAUSE)
        if not self.results:
            self._say(word("searching", self._language))
        try:
            results = await asyncio.to_thread(self._finder.results, query, self._language)
        except AwsdevError as error:
            self._say(one_line(str(error)))
            return
        self.results, self._answered = results, query
        if not results:
            self._say(word("no_result", self._language))
            return
        options = self.query_one("#results", OptionList)
        options.clear_options()
        options.add_options(Option(_label(result)) for result in results)
        options.highlighted = 0
        self.query_one(ContentSwitcher).current = "results"
        if self._first_wanted:
            self._first_wanted = False
            self._open(0)

    def _say(self, text: str) -> None:
        self.query_one("#message", Static).update(text)
        self.query_one(ContentSwitcher).current = "message"


def _label(result: Result) -> Text:
    document = result.document
    label = Text(document.title, style="bold")
    if document.heading:
        label.append(f"\n› {document.heading}", style="not bold")
    snippet = Text(result.snippet.text, style="not bold dim")
    for begin, end in result.snippet.hits:
        snippet.stylize("not dim bold", begin, end)
    first = result.snippet.hits[0][0] if result.snippet.hits else 0
    return Text.assemble(label, "\n", snippet[max(0, first - 12) : first + 60])
