"""The browser: a catalogue, a page, its contents, and what keys and the mouse do with them."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from awsdev.errors import AwsdevError
from awsdev.notes.language import Language
from awsdev.search.document import Kind
from awsdev.terminal import one_line
from awsdev.tui.address import HOME, Address, address_of
from awsdev.tui.dialogs import Help, Pick
from awsdev.tui.finder import Finder
from awsdev.tui.history import History
from awsdev.tui.keys import KeyBar, bindings, heading_label
from awsdev.tui.lines import Place
from awsdev.tui.look import DARK, LIGHT, ON_DARK, ON_LIGHT, THEMES
from awsdev.tui.reader import Reader
from awsdev.tui.shelf import Shelf
from awsdev.tui.sidebar import Sidebar
from awsdev.tui.taking import Taking
from awsdev.tui.words import word


class Browser(Taking):
    """The browser.

    Args:
        shelf: What there is to read.
        finder: What searches it.
        language: The reader's language.
        start: The page to begin with.
        theme: How it looks.
    """

    TITLE = "awsdev"
    CSS_PATH = "browser.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (130, "-wide")]  # noqa: RUF012 - Textual's
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(),
        Binding("escape", "escape", show=False),
    ]

    def __init__(
        self,
        shelf: Shelf,
        finder: Finder,
        language: Language,
        start: Address = HOME,
        theme: str = DARK,
    ) -> None:
        super().__init__()
        self.shelf = shelf
        self.language = language
        self.history = History()
        self._going: tuple[Address, Place | None, bool] | None = None
        """The page that is being opened, where in it, and whether it is a new step."""
        self._finder = finder
        self._start = start
        for each in THEMES:
            self.register_theme(each)
        self.ansi_theme_dark, self.ansi_theme_light = ON_DARK, ON_LIGHT
        self.theme = theme

    def compose(self) -> ComposeResult:
        """Make the parts of the screen."""
        yield Static(id="where", markup=False)
        with Horizontal(id="body"):
            yield Sidebar(self.shelf, self._finder, self.language)
            with Vertical(id="main"):
                yield Reader(id="page")
                with Horizontal(id="find-bar"):
                    yield Input(id="find", compact=True)
                    yield Static(id="count", markup=False)
            yield OptionList(id="contents", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Open the first page."""
        self._tell()
        self.reader.focus()
        self.open(self._start)

    @property
    def sidebar(self) -> Sidebar:
        """Search and catalogue."""
        return self.query_one(Sidebar)

    def say(self, name: str, /, **values: object) -> None:
        """Tell the reader something, briefly, in the browser's own words."""
        self.notify(one_line(word(name, self.language, **values)), markup=False, timeout=4)

    def complain(self, error: AwsdevError) -> None:
        """Tell the reader what is wrong."""
        self.notify(one_line(str(error)), severity="error", markup=False, timeout=8)

    def open(self, address: Address) -> None:
        """Open a page, as a new step of the history."""
        sheet = self.reader.sheet
        if sheet and address.page == sheet.address and address.section:
            self._leave()
            self.history.visit(address)
            self.reader.show(sheet, section=address.section)
        else:
            self._load(address, None, new=True)

    def _load(self, address: Address, place: Place | None, *, new: bool, step: int = 0) -> None:
        """Begin to open a page.

        Args:
            address: Where it is found.
            place: Where in it to go.
            new: Whether it is a new step of the history.
            step: Which step of the history leads there, to be taken back if it does not.
        """
        self._going = address, place, new
        self._open_page(address, place, new=new, step=step)

    @work(exclusive=True, group="open")
    async def _open_page(
        self, address: Address, place: Place | None, *, new: bool, step: int
    ) -> None:
        try:
            # A rule of cfn-lint's takes a second to look up.
            sheet = await asyncio.to_thread(self.shelf.sheet, address, self.language)
        except AwsdevError as error:
            self._going = None
            self.history.step(-step)
            self.complain(error)
            return
        self._going = None
        if new:
            self._leave()
            self.history.visit(Address(address.kind, sheet.address.name, address.section))
        if sheet.address != (self.reader.sheet and self.reader.sheet.address):
            self._end_find()
        self.reader.show(sheet, place, address.section)
        self._tell_hits()
        self._tell_page()

    def _leave(self) -> None:
        # What is on the screen may not be there any more where two steps follow one another.
        if self.reader.sheet and self.reader.sheet.address == self.history.page:
            self.history.leave(self.reader.place)

    def _tell(self) -> None:
        self.sidebar.tell(self.language)
        self.query_one(KeyBar).tell(self.language)
        self.query_one("#contents").border_title = word("contents", self.language)
        self.query_one("#find", Input).placeholder = word("find", self.language)

    def _tell_page(self) -> None:
        if not (sheet := self.reader.sheet):
            return
        self.query_one("#where", Static).update(self._where(sheet.title))
        contents = self.query_one("#contents", OptionList)
        contents.clear_options()
        contents.add_options(Option(heading_label(h.title, h.level)) for h in sheet.headings)
        contents.highlighted = max(self.reader.heading, 0) if sheet.headings else None

    def _where(self, title: str) -> Text:
        return Text.assemble(
            ("awsdev", "bold"), "  ", one_line(title), no_wrap=True, overflow="ellipsis"
        )

    def on_reader_followed(self, event: Reader.Followed) -> None:
        """Go where a link leads; an address outside is copied, since nothing goes online here."""
        if address := address_of(event.target):
            self.open(address)
        else:
            self.copy_to_clipboard(event.target)
            self.say("copied_address", name=event.target)

    def on_reader_moved(self, event: Reader.Moved) -> None:
        """Show in the contents what is read."""
        contents = self.query_one("#contents", OptionList)
        if contents.option_count and not contents.has_focus:
            contents.highlighted = min(max(event.heading, 0), contents.option_count - 1)

    def on_sidebar_opened(self, event: Sidebar.Opened) -> None:
        """Open what was chosen, a result in the language it was found in."""
        if event.language and event.address.kind is Kind.TOPIC and event.language != self.language:
            self.language = event.language
            self._tell()
        self._fold(unless_wide=True)
        self.reader.focus()
        self.open(event.address)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to a section from the contents."""
        if event.option_list.id == "contents":
            self.reader.go_to_heading(event.option_index)
            self.reader.focus()

    def action_go_back(self) -> None:
        """Go back, to the very line."""
        self._step(-1, "no_back")

    def action_go_forward(self) -> None:
        """Go forward again."""
        self._step(1, "no_forward")

    def _step(self, by: int, nothing: str) -> None:
        self._leave()
        visit = self.history.step(by)
        if visit is None:
            self.say(nothing)
            return
        sheet = self.reader.sheet
        if sheet and visit.address.page == sheet.address and sheet.language == self.language:
            self.reader.show(sheet, visit.place, visit.address.section)
        else:
            self._load(visit.address, visit.place, new=False, step=by)

    def action_home(self) -> None:
        """Open the page of contents."""
        self.open(HOME)

    def action_language(self) -> None:
        """Turn to the other language, at the same place."""
        self.language = Language.EN if self.language is Language.KO else Language.KO
        self._tell()
        if self._going:
            # A page that is not there yet comes in the other language.
            address, place, new = self._going
            self._load(address, place, new=new)
        elif sheet := self.reader.sheet:
            if sheet.address.kind is Kind.RULE:
                self.say("only_english")
            self._load(sheet.address, self.reader.place, new=False)

    def action_theme(self) -> None:
        """Turn dark into light, or back."""
        self.theme = LIGHT if self.theme == DARK else DARK

    def action_catalogue(self) -> None:
        """Show or fold the sidebar."""
        if self.sidebar.display:
            self._fold()
        else:
            self._unfold()
            self.sidebar.focus_shown()

    def action_search(self) -> None:
        """Search everything."""
        self._unfold()
        self.sidebar.begin()

    def _unfold(self) -> None:
        self.screen.remove_class("folded")
        self.screen.add_class("unfolded")

    def _fold(self, *, unless_wide: bool = False) -> None:
        if unless_wide and not self.screen.has_class("-narrow"):
            return
        self.screen.remove_class("unfolded")
        self.screen.add_class("folded")
        self.reader.focus()

    def action_help(self) -> None:
        """Tell all keys."""
        self.push_screen(Help(self.language))

    @work
    async def action_section(self) -> None:
        """Ask for a section, and go there."""
        sheet = self.reader.sheet
        if not sheet or not sheet.headings:
            self.say("no_section")
            return
        labels = [heading_label(heading.title, heading.level) for heading in sheet.headings]
        title = word("go_to_section", self.language)
        chosen = await self.push_screen_wait(Pick(title, labels, self.reader.heading))
        if chosen is not None:
            self.reader.go_to_heading(chosen)

    def action_find(self) -> None:
        """Find in the page."""
        self.query_one("#find-bar").add_class("shown")
        self.query_one("#find", Input).focus()
        self.query_one("#find", Input).action_select_all()

    def action_next_hit(self, step: int) -> None:
        """Go to the next hit, or the one before."""
        if not self.reader.query_text:
            self.say("nothing_to_find")
        self.reader.next_hit(step)
        self._tell_hits()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find what is typed now."""
        if event.input.id == "find":
            self.reader.look_for(event.value)
            self.reader.next_hit(stay=True)
            self._tell_hits()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to the page, where n and N go from hit to hit."""
        if event.input.id == "find":
            self.reader.focus()

    def _tell_hits(self) -> None:
        at, count = self.reader.hit + 1, len(self.reader.hits)
        text = word("hits", self.language, at=at, all=count) if count else ""
        if self.reader.query_text and not count:
            text = word("no_hit", self.language)
        self.query_one("#count", Static).update(text)

    def _end_find(self) -> None:
        self.query_one("#find-bar").remove_class("shown")
        with self.prevent(Input.Changed):
            self.query_one("#find", Input).value = ""
        self.reader.look_for("")

    def action_escape(self) -> None:
        """End a find; else leave the sidebar."""
        if self.query_one("#find-bar").has_class("shown"):
            self._end_find()
        else:
            self._fold(unless_wide=True)
        self.reader.focus()
