"""With an input method on, keys still work, and what is typed or pasted where keys are expected is looked for."""

from typing import Any

import pytest
from keyboard import Hands, is_quiet
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

SIGNS = "：？／，．；ｎ２！［］　。、【】《》“”"


PLAIN = ':?/,.;n2![] ./[]<>""'


@pytest.mark.parametrize(("full", "plain"), [*zip(SIGNS, PLAIN, strict=True), ("曹", "曹")])
def test_full_width_characters_stand_for_plain_ones(full: str, plain: str | None) -> None:
    """Each full-width sign is the plain one of its key; a Chinese character stands for itself."""
    assert plain_character(full) == plain


async def test_an_input_method_leaves_the_keys_alive(desk: str, app_on: Any, until: Any) -> None:
    """A full-width letter is the key, a Chinese character and a pasted line begin a search, in a field all is text."""
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


async def test_each_sign_is_its_key_wherever_keys_are_expected(
    desk: str, app_on: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the queue, on a ticket, among the records and in a choice of a form."""
    app = app_on(desk, lang="zh")
    reached: list[str | None] = []
    handle = App.on_event

    async def note(app: App[Any], event: Event) -> None:
        """Note the keys that reach a screen instead of doing what they do."""
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
                for sign in SIGNS:
                    app.post_message(Key(sign, sign))
                await hands.see(lambda: len(reached) == len(SIGNS))
            assert "".join(map(str, reached)) == PLAIN, place
            reached.clear()


@pytest.mark.parametrize("sign", [*SIGNS, "曹", "n"])
def test_each_sign_in_the_list_of_a_field_is_text(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes back to the field as it was typed."""
    sent: list[Any] = []
    monkeypatch.setattr(Matches, "post_message", lambda _matches, message: sent.append(message))
    Matches().on_key(Key(sign, sign))
    assert [message.text for message in sent] == [sign]


async def test_what_is_typed_in_the_list_of_a_field_is_text(desk: str, app_on: Any, until: Any) -> None:
    """No sign becomes that of its key on the way; Enter stays a key."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        app.screen.action_operate("return-visit", "plan")
        await hands.see(lambda: app.screen.query("#row-customer Input") and app.focused)
        field = hands.field("customer")
        field.focus()
        for sign in "：　曹":
            field.value = ""
            await pilot.press("down")
            await hands.see(lambda: isinstance(app.focused, OptionList))
            app.post_message(Key(sign, sign))
            await hands.see(lambda: field.has_focus)
            assert field.value == sign
        field.value = ""
        await pilot.press("down")
        await hands.see(lambda: isinstance(app.focused, OptionList))
        await pilot.press("enter")
        await hands.see(lambda: field.value.startswith("CUS-"))


async def test_a_paste_of_several_lines_loses_nothing(desk: str, app_on: Any, until: Any) -> None:
    """Short lines are joined on the line; of a long text the first line stands there, and all of it in their words."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        hands.type_ahead("n", "tab")
        await hands.see(lambda: app.screen.query("#row-title Input") and hands.field("title").has_focus)
        app.post_message(Paste("one\ntwo\nthree"))
        await hands.see(lambda: hands.field("title").value == "one two three")
        long = "\n".join(["first"] + ["line " * 20] * 4)
        app.post_message(Paste(long))
        row = app.screen.query_one("#row-description")
        await hands.see(lambda: row.text == long)
        assert hands.field("title").value == "one two threefirst"


async def test_lines_end_as_the_terminal_ends_them(desk: str, app_on: Any, until: Any) -> None:
    """A terminal ends pasted lines with a carriage return: they are lines of the text, and none is part of a line."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        hands.type_ahead("n")
        await hands.see(lambda: app.screen.query("#row-description SafeArea") and app.focused and is_quiet(app))
        area = app.screen.query_one("#row-description SafeArea")
        area.focus()
        await hands.see(lambda: area.has_focus)
        app.post_message(Paste("one\rtwo\r\nthree\n"))
        await hands.see(lambda: area.text == "one\ntwo\nthree\n")
        hands.field("title").focus()
        await hands.see(lambda: hands.field("title").has_focus)
        app.post_message(Paste("\r".join(["first"] + ["line " * 20] * 4)))
        await hands.see(lambda: hands.field("title").value == "first")
        await hands.see(lambda: area.unescaped_text.endswith("first\n" + "\n".join(["line " * 20] * 4)))


async def test_a_full_width_space_is_text(desk: str, app_on: Any, until: Any) -> None:
    """It stays where an input method put it, in a field of one line and in one of several lines."""
    app = app_on(desk, lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        hands.type_ahead("n")
        await hands.see(lambda: app.screen.query("#row-description SafeArea") and app.focused and is_quiet(app))
        area = app.screen.query_one("#row-description SafeArea")
        for widget, shown in ((hands.field("title"), "value"), (area, "text")):
            widget.focus()
            await hands.see(lambda widget=widget: widget.has_focus)
            for sign in "曹　试":
                app.post_message(Key(sign, sign))
            await hands.see(lambda widget=widget, shown=shown: getattr(widget, shown) == "曹　试", shown)
