"""What a reader takes along from a page: examples copied or saved, projects made."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import App

from awsdev.errors import AwsdevError
from awsdev.notes.language import Language
from awsdev.scaffolds.write import Plan, write_plan
from awsdev.search.document import Kind
from awsdev.tui.address import Address
from awsdev.tui.dialogs import AskPath, Choose, Pick
from awsdev.tui.making import MakeProject
from awsdev.tui.reader import Reader
from awsdev.tui.saving import plan_saving, saved_path
from awsdev.tui.shelf import Code, Shelf
from awsdev.tui.words import word


class Taking(App[None]):
    """The part of the browser that copies, saves and makes."""

    shelf: Shelf
    language: Language

    @property
    def reader(self) -> Reader:
        """The page on the screen."""
        return self.query_one(Reader)

    def say(self, name: str, /, **values: object) -> None:
        """Tell the reader something, briefly, in the browser's own words."""
        raise NotImplementedError

    def complain(self, error: AwsdevError) -> None:
        """Tell the reader what is wrong."""
        raise NotImplementedError

    def open(self, address: Address) -> None:
        """Open a page."""
        raise NotImplementedError

    @work
    async def action_copy(self) -> None:
        """Copy an example: the one on the screen, or one that is picked."""
        if code := await self._picked_example("copy_which"):
            self.copy_to_clipboard(code.data.decode(errors="replace"))
            self.say("copied", name=code.name, lines=len(code.data.splitlines()))

    @work
    async def action_save(self) -> None:
        """Save an example to a file."""
        code = await self._picked_example("save_which")
        if not code:
            return
        title = word("save", self.language, name=code.name)
        asked = AskPath(title, word("save_as", self.language), code.name)
        typed = await self.push_screen_wait(asked)
        if not typed:
            return
        try:
            plan: Plan | None = plan_saving(code, typed)
            if plan and plan.conflicts:
                plan = await self._overwriting(code, typed, plan)
            if plan:
                await asyncio.to_thread(write_plan, plan)
                self.say("saved" if plan.changes else "same_there", path=saved_path(plan))
        except AwsdevError as error:
            self.complain(error)

    @work
    async def action_scaffold(self) -> None:
        """Open the page of the scaffold that belongs to this one."""
        if name := await self._picked_scaffold():
            self.open(Address(Kind.SCAFFOLD, name))

    @work
    async def action_make(self) -> None:
        """Make a project with the scaffold that belongs to this page."""
        if not (name := await self._picked_scaffold()):
            return
        try:
            form = MakeProject(self.shelf.catalogue.find(name), self.language)
        except AwsdevError as error:
            self.complain(error)
            return
        plan = await self.push_screen_wait(form)
        if plan and plan.changes:
            self.say("written", count=len(plan.changes), path=plan.destination)
            self.say("readme_next")
        elif plan:
            self.say("nothing_to_write", path=plan.destination)

    async def _overwriting(self, code: Code, typed: str, plan: Plan) -> Plan | None:
        question = word("is_there", self.language, path=saved_path(plan))
        answers = {name: word(name, self.language) for name in ("cancel", "overwrite")}
        if await self.push_screen_wait(Choose(question, answers)) != "overwrite":
            return None
        return plan_saving(code, typed, overwrite=True)

    async def _picked_example(self, question: str) -> Code | None:
        sheet = self.reader.sheet
        if not sheet or not sheet.examples:
            self.say("no_example")
            return None
        in_sight = [n for n in self.reader.codes_in_sight() if n in sheet.examples]
        if len(in_sight) == 1 or len(sheet.examples) == 1:
            return sheet.codes[(in_sight or sheet.examples)[0]]
        names = [sheet.codes[number].name for number in sheet.examples]
        begin = sheet.examples.index(in_sight[0]) if in_sight else 0
        chosen = await self.push_screen_wait(Pick(word(question, self.language), names, begin))
        return None if chosen is None else sheet.codes[sheet.examples[chosen]]

    async def _picked_scaffold(self) -> str | None:
        names = self.reader.sheet.scaffolds if self.reader.sheet else []
        if not names:
            self.say("no_scaffold")
            return None
        if len(names) == 1:
            return names[0]
        chosen = await self.push_screen_wait(Pick(word("which_scaffold", self.language), names))
        return None if chosen is None else names[chosen]
