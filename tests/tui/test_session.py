"""A session: what a reader does, and where it leads."""

from __future__ import annotations

import asyncio
import unicodedata
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from awsdev.notes.language import Language
from awsdev.search.document import Kind
from awsdev.tui.address import HOME, Address
from awsdev.tui.dialogs import AskPath, Choose, Help, Pick
from awsdev.tui.look import DARK, LIGHT, usual_theme
from awsdev.tui.making import MakeProject
from tests.tui.conftest import Make, settled

MAILBOX = Address(Kind.TOPIC, "mailbox")
ROUND = Address(Kind.TOPIC, "postman", "round")
KETTLE = Address(Kind.SCAFFOLD, "kettle")


def in_a_loop(walk):
    def run(browser: Make, tmp_path: Path) -> None:
        asyncio.run(walk(browser, tmp_path))

    run.__name__, run.__doc__ = walk.__name__, walk.__doc__
    return run


async def until(pilot, true) -> None:
    """Wait until something is true that another thread brings about."""
    for _ in range(400):
        await pilot.pause(0.05)
        if true():
            return
    raise AssertionError(pilot.app.screen)


@in_a_loop
async def test_links_lead_on_and_history_back(browser: Make, folder: Path) -> None:
    app = browser(Address(Kind.TOPIC, "mailbox", "inside"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.reader.heading == 3
        await pilot.press("down", "down", "tab")
        while app.reader.link.target != "topic:postman#round":
            await pilot.press("tab")
        await pilot.pause()
        left_at = app.reader.top
        await pilot.press("enter")
        await settled(pilot)
        assert app.reader.sheet.address == ROUND.page
        assert app.reader.sheet.headings[app.reader.heading].id == "round" or (
            app.reader.max_scroll_y == app.reader.top
        )
        await pilot.press("backspace")
        await settled(pilot)
        assert (app.reader.sheet.address, app.reader.top) == (MAILBOX, left_at)
        await pilot.press("right_square_bracket")
        await settled(pilot)
        assert app.reader.sheet.address == ROUND.page
        await pilot.press("h")
        await settled(pilot)
        assert app.reader.sheet.address == HOME


@in_a_loop
async def test_the_mouse_follows_a_link_over_the_end_of_a_line(browser: Make, folder: Path) -> None:
    app = browser(MAILBOX)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        link = next(link for link in app.reader.lines.links if link.target == "rule:BS202")
        app.reader.go_to_heading(1)
        await pilot.pause()
        span = link.spans[-1]
        app.reader.scroll_to(y=span.line - 2, animate=False, force=True)
        await pilot.pause()
        await pilot.click("#page", offset=(span.end, 2 + span.line - app.reader.top - 2))
        await settled(pilot)
        assert app.reader.sheet.address == Address(Kind.RULE, "BS202")


@in_a_loop
async def test_the_language_turns_where_one_is(browser: Make, folder: Path) -> None:
    app = browser(Address(Kind.TOPIC, "mailbox", "how"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("down", "down", "down")
        await pilot.pause()
        before, top = app.reader.place, app.reader.top
        # The key beside it is the same key of a Korean keyboard.
        for key, language in (("l", Language.KO), ("ㅣ", Language.EN)):
            await pilot.press(key)
            await settled(pilot)
            assert app.reader.sheet.language is language
            assert app.reader.place.id == before.id
        assert abs(app.reader.top - top) <= 1


@in_a_loop
async def test_find_counts_goes_on_and_ends(browser: Make, folder: Path) -> None:
    app = browser(MAILBOX, Language.KO)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        app.query_one("#find", Input).value = unicodedata.normalize("NFD", "편지")
        await pilot.pause()
        count = len(app.reader.hits)
        assert count > 2
        assert app.reader.hit == 0
        assert str(count) in str(app.query_one("#count").render())
        await pilot.press("enter", "n", "n", "p")
        assert app.reader.hit == 1
        await pilot.press("N", "N")
        assert app.reader.hit == count - 1
        line = app.reader.hits[-1][0].line
        assert app.reader.top <= line < app.reader.top + app.reader.size.height
        await pilot.press("l")
        await settled(pilot)
        assert app.reader.query_text
        # The other language's page is searched for the same text, and counted anew.
        assert 0 < len(app.reader.hits) < count
        assert str(count) not in str(app.query_one("#count").render())
        await pilot.press("escape")
        assert not app.reader.query_text


@in_a_loop
async def test_a_section_is_picked(browser: Make, folder: Path) -> None:
    app = browser(MAILBOX)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, Pick))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: not isinstance(app.screen, Pick))
        assert app.reader.sheet.headings[app.reader.heading].id == "how"


@in_a_loop
async def test_search_as_typed_opens_the_section_in_its_language(
    browser: Make, folder: Path
) -> None:
    app = browser()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert not app.sidebar.display
        await pilot.press("s")
        app.query_one("#search", Input).value = "좁은 화면에서 접힐"
        await until(pilot, lambda: app.sidebar.results)
        await pilot.press("enter")
        await settled(pilot)
        assert app.reader.sheet.address == MAILBOX
        assert app.language is Language.KO
        found = app.history.visits[-1].address
        assert found.section == "limits"
        assert app.reader.sheet.headings[app.reader.heading].id in ("limits", "mistakes")
        assert not app.sidebar.display


@in_a_loop
async def test_the_catalogue_is_there_where_there_is_room(browser: Make, folder: Path) -> None:
    app = browser()
    async with app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert app.sidebar.display
        assert app.query_one("#contents", OptionList).display
        await pilot.press("b")
        assert not app.sidebar.display
        await pilot.press("b", "down", "down", "enter")
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.query_one("#contents").display
        assert app.reader.lines.width <= 80


@in_a_loop
async def test_an_example_is_copied_and_saved_never_over_another(
    browser: Make, folder: Path
) -> None:
    app = browser(Address(Kind.TOPIC, "postman", "round"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        data = app.shelf.library.topic("postman").examples["round.py"].path.read_bytes()
        await pilot.press("c")
        await until(pilot, lambda: app.clipboard)
        assert app.clipboard == data.decode()

        async def save(*keys: str) -> None:
            await pilot.press("w")
            await until(pilot, lambda: isinstance(app.screen, AskPath))
            await pilot.press("enter")
            for key in keys:
                await until(pilot, lambda: isinstance(app.screen, Choose))
                await pilot.press(*key.split())
            await until(pilot, lambda: len(app.screen_stack) == 1)

        target = folder / "round.py"
        await save()
        await until(pilot, target.exists)
        assert target.read_bytes() == data
        await save()
        target.write_text("mine")
        await save("enter")
        assert target.read_text() == "mine"
        await save("right enter")
        await until(pilot, lambda: target.read_bytes() == data)
        assert [path.name for path in folder.iterdir()] == ["round.py"]


@in_a_loop
async def test_a_project_is_made(browser: Make, folder: Path) -> None:
    app = browser(KETTLE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MakeProject))
        form = app.screen
        form.query_one("#destination", Input).value = "pots/teapot"
        await pilot.pause()
        assert form.answers()["project_name"] == "teapot"
        litres = form.query_one("#answer-litres", Input)
        litres.value = "9"
        await pilot.pause()
        assert form.query_one("#write").disabled
        litres.value = "3"
        form.query_one("#answer-whistle").value = False
        await pilot.pause()
        assert not form.query_one("#about-pitch").display
        form.query_one("#write").focus()
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        answers = (folder / "pots/teapot/.awsdev-scaffold.yaml").read_text("utf-8")
        assert "litres: 3" in answers
        assert not (folder / "pots/teapot/bin/whistle.sh").exists()


@in_a_loop
async def test_a_project_does_not_go_over_files_unasked(browser: Make, folder: Path) -> None:
    (folder / "kettle").mkdir()
    (folder / "kettle/README.md").write_text("mine")
    app = browser(KETTLE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MakeProject))
        app.screen.query_one("#write").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, MakeProject))
        assert [path.name for path in (folder / "kettle").iterdir()] == ["README.md"]
        await until(pilot, lambda: not app.screen.query_one("#write").disabled)
        app.screen.query_one("#write").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert (folder / "kettle/README.md").read_text() == "mine"
        assert (folder / "kettle/.awsdev-scaffold.yaml").is_file()


@in_a_loop
async def test_help_and_theme(browser: Make, folder: Path) -> None:
    app = browser(KETTLE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        await pilot.press("escape", "d")
        assert app.theme == LIGHT


@in_a_loop
async def test_what_is_not_there_is_told(browser: Make, folder: Path) -> None:
    app = browser(MAILBOX)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        # The fixtures name a scaffold that their folder has not.
        app.open(Address(Kind.SCAFFOLD, "sns-sqs-lambda"))
        await settled(pilot)
        assert app.reader.sheet.address == MAILBOX
        assert len(app.history.visits) == 1
        assert app._notifications


@pytest.mark.parametrize(
    ("told", "theme"), [("15;0", DARK), ("0;15", LIGHT), ("0;default;7", LIGHT), ("", DARK)]
)
def test_the_theme_follows_the_terminal(told: str, theme: str) -> None:
    assert usual_theme({"COLORFGBG": told}) == theme


def test_without_colour_hits_are_still_told_apart(
    browser: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def walk() -> None:
        app = browser(MAILBOX)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            app.reader.look_for("mailbox")
            await pilot.pause()
            shown = [part for strip in app.screen._compositor.render_strips() for part in strip]
            assert any(p.style.reverse for p in shown if p.style and "mailbox" in p.text.lower())
            for part in shown:
                colour = part.style.color if part.style else None
                assert colour is None or colour.triplet is None or len({*colour.triplet}) == 1

    asyncio.run(walk())


@in_a_loop
async def test_text_is_marked_over_an_empty_line(browser: Make, folder: Path) -> None:
    app = browser(MAILBOX)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        empty = next(
            at for at, text in enumerate(app.reader.lines.texts) if at and not text.strip()
        )
        await pilot.mouse_down("#page", offset=(4, empty - 1))
        await pilot.hover("#page", offset=(6, empty + 1))
        await pilot.mouse_up("#page", offset=(6, empty + 1))
        await pilot.pause()
        assert app.reader.text_selection


@in_a_loop
async def test_two_steps_back_at_once_and_forward_to_the_very_line(
    browser: Make, folder: Path
) -> None:
    app = browser(MAILBOX)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.open(ROUND.page)
        await settled(pilot)
        await pilot.press("pagedown")
        await pilot.pause()
        left_at = app.reader.top
        assert left_at > 0
        app.open(KETTLE)
        await settled(pilot)
        app.action_go_back()
        app.action_go_back()
        await settled(pilot)
        assert app.reader.sheet.address == MAILBOX
        app.action_go_forward()
        await settled(pilot)
        assert (app.reader.sheet.address, app.reader.top) == (ROUND.page, left_at)


@in_a_loop
async def test_enter_opens_what_answers_what_is_typed_now(browser: Make, folder: Path) -> None:
    app = browser()
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        search = app.screen.query_one("#search", Input)
        search.value = "kettle"
        await until(pilot, lambda: app.sidebar.results)
        search.value = "postman"
        await pilot.press("enter")
        await until(pilot, lambda: app.reader.sheet.address.name == "postman")
        search.value = "kettle"
        search.value = ""
        await pilot.pause(0.5)
        assert app.sidebar.results == []


@in_a_loop
async def test_what_cannot_be_made_is_told_in_the_form(browser: Make, folder: Path) -> None:
    app = browser(KETTLE)
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MakeProject))
        app.screen.query_one("#destination", Input).value = "~nobody-of-this-name/x"
        await pilot.pause()
        await pilot.click("#write")
        await until(pilot, lambda: str(app.screen.query_one("#outcome").render()))
        assert "~nobody-of-this-name" in str(app.screen.query_one("#outcome").render())
