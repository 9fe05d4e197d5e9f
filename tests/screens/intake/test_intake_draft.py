"""The text of a new ticket is restored after the console ended unexpectedly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from console_terminal import Terminal
from keyboard import Hands, listed
from textual.widgets import Input, TextArea

from deskctl.config import drafts_folder
from deskctl.private_files import is_open_to_others
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.draft_file import Draft, DraftFile, parked_calls
from deskctl.screens.session.draft_file import drafts as left_drafts
from deskctl.widgets.ticket_pane import TicketPane

CREATE_KEY = "ctrl+o Create ticket"


def drafts(desk: str) -> list[Path]:
    return list(drafts_folder(desk).glob("*.json"))


async def open_intake(hands: Hands) -> None:
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))


async def test_call_is_restored_after_the_console_ended(desk: str, app_on: Any, until: Any) -> None:
    """Caller, symptom and choices are restored, a relative time as its absolute time, and other calls start empty.

    Preset values alone are not a draft, and the draft is removed when the ticket is recorded.
    """
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        app.push_screen(IntakeScreen(app.session, {"contact": "P-0201"}))
        await hands.see(lambda: app.screen.query("#card") and "000-0002-0201" in app.screen.query_one("#card").text)
        await hands.see(lambda: app.screen.query_one("#row-engineer-on-site ChoiceLine").value)
        await pilot.press("escape")
        assert drafts(desk) == []
        await open_intake(hands)
        await hands.write("p-0301")
        await hands.see(lambda: app.screen.query("#row-contact OptionList.-shown"))
        await hands.fill(title="half", occurred_at="-15m")
        app.screen.query_one("#row-severity").enter()
        await pilot.press("right")
        await hands.see(lambda: drafts(desk) and "catastrophic" in drafts(desk)[0].read_text(encoding="utf-8"))
    assert not is_open_to_others(drafts(desk)[0])
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_intake(hands)
        texts = {row.field.name: row.text for row in app.screen.query("FieldRow")}
        assert (texts["contact"], texts["title"], texts["severity"]) == ("P-0301", "half", "catastrophic")
        assert texts["occurred_at"] == "2026-11-22 09:15"
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await _resume_the_parked_call(hands)
        app.screen.query_one("#row-site").enter()
        await pilot.press("1")
        await hands.save()
        await hands.see(lambda: "half" in app.screen.query_one(TicketPane).text)
    assert drafts(desk) == []


async def _resume_the_parked_call(hands: Hands) -> None:
    app, pilot = hands.app, hands.pilot
    await open_intake(hands)
    assert hands.field("title").value == ""
    assert "1 parked" in str(app.screen.query_one("#form").border_title)
    await pilot.press("ctrl+g")
    await hands.see(lambda: "孔例, half" in listed(app))
    await pilot.press("enter")
    await hands.see(lambda: "0:00:00 on the line" in str(app.screen.query("#form").first().border_subtitle))
    await pilot.press("ctrl+g")
    await hands.see(lambda: "half" in listed(app))
    hands.type_ahead("down", "enter")
    await hands.see(lambda: app.screen.query("#row-title Input") and isinstance(app.focused, Input))
    assert hands.field("title").value == "half"
    await hands.see(lambda: "000-0002-0301" in app.screen.query_one("#card").text)


@pytest.mark.usefixtures("no_pause")
async def test_typing_without_a_pause_is_saved(desk: str, app_on: Any, until: Any) -> None:
    """Someone who types without a pause loses at most the last seconds when the console ends."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_intake(hands)
        for text in ("smoke", "smoke in the rack"):
            await hands.fill(title=text)
            await hands.see(lambda text=text: drafts(desk) and text in drafts(desk)[0].read_text(encoding="utf-8"))


def test_draft_belongs_to_its_owner(desk: str) -> None:
    """An open draft belongs to its process, and a draft that a console left is found only by the same person."""
    draft = Draft("ticket.open", "HL1")
    mine, same, other = (DraftFile(desk, one) for one in (draft, draft, Draft("ticket.open", "HL2")))
    mine.keep({"title": "a longer text than the next"})
    mine.keep({"title": "mine"})
    assert same.take_over() is None
    mine.release()
    (drafts_folder(desk) / "ticket.open-0.json").write_text("{", encoding="utf-8")
    assert other.take_over() is None
    assert [(one.owner, one.texts["title"]) for one in left_drafts(desk)] == [("HL1", "mine")]
    again = same.take_over()
    assert again is not None
    assert again.texts == {"title": "mine"}
    same.drop()
    assert left_drafts(desk) == []


def test_parked_draft_is_not_resumed_by_a_new_call(desk: str) -> None:
    """Three parked calls of a person are listed, and a new call starts without any of them."""
    draft = Draft("ticket.open", "HL1")
    for text in ("one", "two", "three"):
        parked = DraftFile(desk, draft)
        parked.keep({"title": text}, parked=True)
        parked.release()
    assert DraftFile(desk, draft).take_over() is None
    assert len(parked_calls(desk, "HL1")) == 3
    assert parked_calls(desk, "HL2") == []


async def test_call_of_a_killed_console_keeps_its_start(desk: str, app_on: Any, until: Any) -> None:
    """A call that was left by a killed console keeps its start time, also when it is resumed twice."""
    session = app_on(desk).session
    call = DraftFile(desk, Draft("ticket.open", session.actor, started=session.at() - 300))
    call.keep({"title": "half"})
    call.release()
    for text in ("half a", "half a word"):
        app = app_on(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            hands = Hands(app, pilot, until)
            await open_intake(hands)
            await hands.see(lambda app=app: "0:05:00 on the line" in str(app.screen.query_one("#form").border_subtitle))  # type: ignore[misc]
            await hands.fill(title=text)
            await hands.see(lambda text=text: drafts(desk) and text in drafts(desk)[0].read_text(encoding="utf-8"))  # type: ignore[misc]


@pytest.fixture
def terminal(desk: str) -> Iterator[Terminal]:
    opened = Terminal(desk, 100, 30)
    yield opened
    opened.close()


async def test_killed_console_loses_nothing(desk: str, app_on: Any, until: Any, terminal: Terminal) -> None:
    """After kill -9 all parked calls are listed for the same person, and each can be resumed.

    The next new ticket contains the symptom that was typed last.
    """
    terminal.see(lambda: "T-066" in terminal.text)
    for text in ("call one", "call two"):
        _type_symptom(terminal, text)
        terminal.press("\x1b")
        terminal.see(lambda: CREATE_KEY not in terminal.text)
    _type_symptom(terminal, "smoke in the rack")
    terminal.see(lambda: any(b"smoke in the rack" in one.read_bytes() for one in drafts(desk)))
    terminal.kill()
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("ctrl+g")
        await hands.see(lambda: all(text in listed(app) for text in ("call one", "call two")))
        hands.type_ahead("down", "down", "enter")  # the call that was not parked is the latest
        await hands.see(lambda: app.screen.query("#row-title Input") and hands.field("title").value == "call two")
        await hands.leave()
        await open_intake(hands)
        assert hands.field("title").value == "smoke in the rack"


def _type_symptom(terminal: Terminal, text: str) -> None:
    terminal.press("n")
    terminal.see(lambda: CREATE_KEY in terminal.text)
    terminal.press("\t", *text)


async def test_too_long_call_is_refused_and_kept(desk: str, app_on: Any, until: Any) -> None:
    """A text that is too long for a ticket is refused when the call is added, and the form stays open."""
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await open_intake(hands)
        hands.type_ahead(*"0301", "enter", *"board")
        await hands.see(lambda: hands.field("title").value == "board")
        app.screen.query_one("#row-description TextArea", TextArea).text = "x" * 100_001
        await pilot.press("ctrl+l", "ctrl+t")
        await hands.see(lambda: any("too long" in one.message for one in app._notifications))  # noqa: SLF001
        assert isinstance(app.screen, IntakeScreen)
