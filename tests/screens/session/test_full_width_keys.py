"""With an input method on, keys still work, and text that is typed or pasted where a key is expected is searched."""

from typing import Any

import pytest
from keyboard import Hands
from textual.app import App
from textual.events import Event, Key, Paste
from textual.widgets import Input, OptionList

from deskctl.console.terminal.full_width_keys import plain_character
from deskctl.screens.find.entries import best_entries, entries_of
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.form.ref_picker import Matches
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.records_screen import RecordsScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.inputs.choice_line import ChoiceLine

FULL_WIDTH = "：？／，．；ｎ２！［］　。、【】《》“”"


PLAIN = ':?/,.;n2![] ./[]<>""'


@pytest.mark.parametrize(("full", "plain"), [*zip(FULL_WIDTH, PLAIN, strict=True), ("曹", "曹")])
def test_full_width_characters_map_to_plain_ones(full: str, plain: str | None) -> None:
    """Each full-width character maps to the plain one of its key, and a Chinese character to itself."""
    assert plain_character(full) == plain


async def test_keys_work_with_an_input_method(desk: str, app_on: Any, until: Any) -> None:
    """A full-width letter acts as its key, a Chinese character or a paste starts a search, a field takes it as text."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        for event in (Key("曹", "曹"), Paste("曹试\rother")):
            app.post_message(event)
            await hands.see(lambda: isinstance(app.screen, FindScreen) and app.screen.query(Input))
            assert app.screen.query_one(Input).value.startswith("曹")
            hands.type_ahead("escape")
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.post_message(Key("fullwidth_latin_small_letter_n", "ｎ"))
        await hands.see(lambda: isinstance(app.screen, IntakeScreen) and isinstance(app.focused, Input))
        app.post_message(Key("fullwidth_latin_small_letter_n", "ｎ"))
        await hands.see(lambda: hands.field("contact").value == "ｎ")


async def test_full_width_keys_work_on_each_kind_of_screen(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full-width characters act as keys in the queue, on a ticket, in the records and on a choice line."""
    app = app_on(desk, lang="zh")
    reached: list[str | None] = []
    handle = App.on_event

    async def note(app: App[Any], event: Event) -> None:
        """Note the keys that reach a screen, without their effects."""
        if isinstance(event, Key):
            reached.append(event.character)
        else:
            await handle(app, event)

    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(70)
        found = best_entries(entries_of(app.screen), "关注", with_help=False)
        assert (found[0].name, found[0].key) == ("关注", "W")
        for keys, place in (
            ("", QueueScreen), ("enter", TicketScreen), ("escape v", RecordsScreen), ("escape n", IntakeScreen),
        ):  # fmt: skip
            hands.type_ahead(*keys.split())
            await hands.see(lambda place=place: isinstance(app.screen, place) and app.focused)
            if place is IntakeScreen:
                app.screen.query(ChoiceLine).first().focus()
            await hands.see(lambda: all(worker.is_finished for worker in app.workers))
            with monkeypatch.context() as patch:
                patch.setattr(App, "on_event", note)
                for character in FULL_WIDTH:
                    app.post_message(Key(character, character))
                await hands.see(lambda: len(reached) == len(FULL_WIDTH))
            assert "".join(map(str, reached)) == PLAIN, place
            reached.clear()


@pytest.mark.parametrize("character", [*FULL_WIDTH, "曹", "n"])
def test_character_in_the_matches_goes_to_the_field(character: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A character that is typed in the list of matches is sent to the field unchanged."""
    sent: list[Any] = []
    monkeypatch.setattr(Matches, "post_message", lambda _matches, message: sent.append(message))
    Matches().on_key(Key(character, character))
    assert [message.text for message in sent] == [character]


async def test_text_in_the_matches_is_not_converted(desk: str, app_on: Any, until: Any) -> None:
    """A full-width character typed in the list of matches stays full-width in the field, and Enter stays a key."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.screen.action_operate("return-visit", "plan")
        await hands.see(lambda: app.screen.query("#row-customer Input") and app.focused)
        field = hands.field("customer")
        field.focus()
        for character in "：　曹":
            field.value = ""
            await pilot.press("down")
            await hands.see(lambda: isinstance(app.focused, OptionList))
            app.post_message(Key(character, character))
            await hands.see(lambda: field.has_focus)
            assert field.value == character
        field.value = ""
        await pilot.press("down")
        await hands.see(lambda: isinstance(app.focused, OptionList))
        await pilot.press("enter")
        await hands.see(lambda: field.value.startswith("CUS-"))


async def test_pasted_lines_and_full_width_spaces_are_kept(desk: str, app_on: Any, until: Any) -> None:
    """Short pasted lines are joined in the title; of a long text the title gets the first line, the description all.

    Lines may end with a carriage return. A full-width space is kept in a field of one line and in a text area.
    """
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        hands.type_ahead("n", "tab")
        await hands.see(lambda: app.screen.query("#row-description SafeArea") and hands.field("title").has_focus)
        area, title = app.screen.query_one("#row-description SafeArea"), hands.field("title")
        await _paste_lines(hands, area, title)
        await _paste_carriage_returns(hands, area, title)
        for widget, shown in ((title, "value"), (area, "text")):
            setattr(widget, shown, "")
            widget.focus()
            await hands.see(lambda widget=widget: widget.has_focus)
            for character in "曹　试":
                app.post_message(Key(character, character))
            await hands.see(lambda widget=widget, shown=shown: getattr(widget, shown) == "曹　试", shown)


async def _paste_lines(hands: Hands, area: Any, title: Input) -> None:
    hands.app.post_message(Paste("one\ntwo\nthree"))
    await hands.see(lambda: title.value == "one two three")
    long = "\n".join(["first"] + ["line " * 20] * 4)
    hands.app.post_message(Paste(long))
    await hands.see(lambda: area.text == long)
    assert title.value == "one two threefirst"


async def _paste_carriage_returns(hands: Hands, area: Any, title: Input) -> None:
    title.value = area.text = ""
    area.focus()
    await hands.see(lambda: area.has_focus)
    hands.app.post_message(Paste("one\rtwo\r\nthree\n"))
    await hands.see(lambda: area.text == "one\ntwo\nthree\n")
    title.focus()
    await hands.see(lambda: title.has_focus)
    hands.app.post_message(Paste("\r".join(["first"] + ["line " * 20] * 4)))
    await hands.see(lambda: title.value == "first")
    await hands.see(lambda: area.unescaped_text.endswith("first\n" + "\n".join(["line " * 20] * 4)))
