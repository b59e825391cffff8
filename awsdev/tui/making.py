"""Making a project: the questions of a scaffold as a form, and the engine of `awsdev scaffold`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, Select, Static

from awsdev.errors import AwsdevError
from awsdev.notes.language import Language
from awsdev.scaffolds.answers import Given, applies, settle
from awsdev.scaffolds.manifest import Scaffold
from awsdev.scaffolds.parameter import Parameter, ParameterType, Value
from awsdev.scaffolds.prepare import prepare_project, suggestions, usual_destination
from awsdev.scaffolds.write import OnConflict, Plan, write_plan
from awsdev.terminal import one_line, printable
from awsdev.tui.dialogs import Choose
from awsdev.tui.saving import typed_path
from awsdev.tui.words import word

_FEW = 4
"""Files that are named; of more, the number tells."""
_ANSWERS = {"overwrite": OnConflict.OVERWRITE, "keep": OnConflict.SKIP}


class MakeProject(ModalScreen[Plan | None]):
    """Asks where and how a project is made, and makes it; answers with what was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave")]

    def __init__(self, scaffold: Scaffold, language: Language) -> None:
        super().__init__()
        self._scaffold = scaffold
        self._language = language
        self._usual = str(usual_destination(scaffold, settle(scaffold, Given(), None)))
        self._suggested: str | None = None

    def compose(self) -> ComposeResult:
        """Make a question for the folder and for each parameter."""
        with Vertical(classes="dialog form"):
            title = word("make", self._language, name=self._scaffold.name)
            yield Label(title, classes="title", markup=False)
            with VerticalScroll(id="questions"):
                yield Label(word("destination", self._language), markup=False)
                yield Input(self._usual, id="destination", compact=True)
                for parameter in self._scaffold.parameters:
                    with Vertical(id=f"about-{parameter.name}", classes="question"):
                        yield Label(one_line(f"{parameter.name}: {parameter.help}"), markup=False)
                        yield _field(parameter)
                        yield Static(id=f"wrong-{parameter.name}", classes="wrong", markup=False)
            yield Static(id="outcome", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(word("write", self._language), id="write", compact=True)
                yield Button(word("cancel", self._language), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Ask only what applies."""
        self._check()
        self.query_one("#destination").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Check what is typed; a folder's name is suggested as the project's."""
        event.stop()
        if event.input.id == "destination":
            self._suggest(event.value)
        self._check()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Check what is chosen."""
        event.stop()
        self._check()

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Check what is chosen."""
        event.stop()
        self._check()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next question."""
        event.stop()
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Make the project, or leave."""
        event.stop()
        if event.button.id == "cancel":
            self.action_leave()
        elif self._check():
            self._make()

    def action_leave(self) -> None:
        """Leave, unless a project is being written: that ends by itself, and is told."""
        if not self.query_one("#questions").disabled:
            self.dismiss(None)

    def _suggest(self, typed: str) -> None:
        name = self.query("#about-project_name Input")
        if not name:
            return
        field = name.only_one(Input)
        asked = self._scaffold.parameter("project_name")
        before = self._suggested or (str(asked.default) if asked else "")
        # What the reader typed there stays.
        if field.value == before and typed.strip():
            suggested = suggestions(self._scaffold, Path(typed.strip())).get("project_name")
            if suggested is not None:
                self._suggested = field.value = str(suggested)

    def _check(self) -> bool:
        """Show which questions apply and which answers are not allowed; tell whether all are."""
        answers: dict[str, Value] = {}
        fine = bool(self.query_one("#destination", Input).value.strip())
        for parameter in self._scaffold.parameters:
            wrong = ""
            try:
                asked = applies(self._scaffold, parameter, answers)
                self.query_one(f"#about-{parameter.name}").display = asked
                if not asked:
                    continue
                answers[parameter.name] = self._answer(parameter)
            except AwsdevError as error:
                wrong, fine = one_line(str(error)), False
                answers[parameter.name] = parameter.default
            message = self.query_one(f"#wrong-{parameter.name}", Static)
            message.update(wrong)
            message.display = bool(wrong)
        self.query_one("#write", Button).disabled = not fine
        return fine

    def _answer(self, parameter: Parameter) -> Value:
        field = self.query_one(f"#answer-{parameter.name}")
        if isinstance(field, Checkbox):
            return parameter.check(field.value)
        if isinstance(field, Select):
            return parameter.check(str(field.value))
        assert isinstance(field, Input)  # noqa: S101 - there are no other fields
        return parameter.parse(field.value)

    def answers(self) -> dict[str, Value]:
        """Return an answer to every parameter that applies.

        Raises:
            AwsdevError: One is not allowed.
        """
        return settle(self._scaffold, Given(), self._answer)

    @work(exclusive=True)
    async def _make(self) -> None:
        self._tell(word("working", self._language))
        # Nothing may be changed or begun again while this is made.
        self.query_one("#questions").disabled = True
        self.query_one("#write", Button).disabled = True
        try:
            plan = await self._planned(OnConflict.REFUSE)
            answer: str | None = ""
            if plan.conflicts:
                answer = await self.app.push_screen_wait(self._question(plan))
                if answer in _ANSWERS:
                    plan = await self._planned(_ANSWERS[answer])
            if answer not in ("cancel", None):
                await asyncio.to_thread(write_plan, plan)
                self.dismiss(plan)
                return
            self._tell("")
        except AwsdevError as error:
            self._tell(one_line(str(error)))
        self.query_one("#questions").disabled = False
        self.query_one("#write", Button).disabled = False

    async def _planned(self, on_conflict: OnConflict) -> Plan:
        folder = typed_path(self.query_one("#destination", Input).value.strip())
        _, plan = await asyncio.to_thread(
            prepare_project, self._scaffold, self.answers(), folder, on_conflict
        )
        return plan

    def _question(self, plan: Plan) -> Choose:
        named = ", ".join(map(printable, plan.conflicts[:_FEW]))
        files = named + (" …" if len(plan.conflicts) > _FEW else "")
        question = word("conflicts", self._language, count=len(plan.conflicts), files=files)
        answers = {name: word(name, self._language) for name in ("keep", "overwrite", "cancel")}
        return Choose(question, answers)

    def _tell(self, text: str) -> None:
        self.query_one("#outcome", Static).update(text)


def _field(parameter: Parameter) -> Input | Checkbox | Select[str]:
    id_ = f"answer-{parameter.name}"
    match parameter.type:
        case ParameterType.BOOLEAN:
            return Checkbox(parameter.name, bool(parameter.default), id=id_, compact=True)
        case ParameterType.CHOICE:
            return Select(
                # As text, so that no choice is taken for markup.
                [(Text(choice), choice) for choice in parameter.choices],
                value=str(parameter.default),
                allow_blank=False,
                id=id_,
                compact=True,
            )
        case _:
            return Input(str(parameter.default), id=id_, compact=True)
