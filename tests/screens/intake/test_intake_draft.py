"""What is typed of a new ticket is still there after the console ended without a word."""

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
from deskctl.screens.session.typed_draft import Draft, TypedDraft, parked_calls
from deskctl.screens.session.typed_draft import drafts as left_drafts
from deskctl.widgets.ticket_pane import TicketPane

CREATES = "ctrl+o Create ticket"


def drafts(desk: str) -> list[Path]:
    return list(drafts_folder(desk).glob("*.json"))


async def open_intake(hands: Hands) -> None:
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))


async def test_a_call_goes_on_where_the_console_ended(desk: str, app_on: Any, until: Any) -> None:
    """Caller, symptom and a choice are there again, a relative time as the moment it meant; a new call begins now.

    What nobody typed is no draft, and once the ticket is recorded its draft is gone.
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
        await _go_on_with_the_parked_call(hands)
        app.screen.query_one("#row-site").enter()
        await pilot.press("1")
        await hands.save()
        await hands.see(lambda: "half" in app.screen.query_one(TicketPane).text)
    assert drafts(desk) == []


async def _go_on_with_the_parked_call(hands: Hands) -> None:
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


async def test_the_only_site_of_a_parked_call_has_its_name(desk: str, app_on: Any, until: Any) -> None:
    """The site of a parked call that goes on is listed by its name, as it was before, and not by its number."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_intake(hands)
        await hands.write("p-0501")
        await hands.see(lambda: app.screen.query_one("#row-site ChoiceLine").value == "S-0501")
        before = _drawn_site(app)
        await hands.fill(title="half")
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("ctrl+g")
        await hands.see(lambda: "half" in listed(app))
        hands.type_ahead("down", "enter")
        await hands.see(lambda: app.screen.query("#row-site ChoiceLine"))
        await hands.see(lambda: _drawn_site(app) == before)
    assert "S-0501" not in before


def _drawn_site(app: Any) -> str:
    return app.screen.query_one("#row-site ChoiceLine").render_line(0).text


@pytest.mark.usefixtures("no_pause")
async def test_typing_without_a_pause_is_saved_too(desk: str, app_on: Any, until: Any) -> None:
    """Somebody who never pauses while typing loses at most the last seconds when the console ends."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await open_intake(hands)
        for text in ("smoke", "smoke in the rack"):
            await hands.fill(title=text)
            await hands.see(lambda text=text: drafts(desk) and text in drafts(desk)[0].read_text(encoding="utf-8"))


def test_a_draft_is_its_owners(desk: str) -> None:
    """What is being typed stays with its process; what a console left is found again by the same person only."""
    draft = Draft("ticket.open", "HL1")
    mine, same, other = (TypedDraft(desk, one) for one in (draft, draft, Draft("ticket.open", "HL2")))
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


def test_a_parked_draft_waits_until_it_is_asked_for(desk: str) -> None:
    """Three parked calls are listed, the latest first; the next new call begins without any of them."""
    draft = Draft("ticket.open", "HL1")
    for text in ("one", "two", "three"):
        parked = TypedDraft(desk, draft)
        parked.keep({"title": text}, parked=True)
        parked.release()
    assert TypedDraft(desk, draft).take_over() is None
    assert len(parked_calls(desk, "HL1")) == 3
    assert parked_calls(desk, "HL2") == []


@pytest.mark.parametrize("parked", [False, True])
async def test_a_call_keeps_its_own_start(desk: str, app_on: Any, until: Any, *, parked: bool) -> None:
    """A call that a killed console left, or that was parked, is as long as it was from its own start, twice over."""
    app = app_on(desk)
    five_minutes_ago = app.session.at() - 300
    call = TypedDraft(desk, Draft("ticket.open", app.session.actor, started=five_minutes_ago))
    call.keep({"title": "half"}, parked=parked)
    call.release()
    for text in ("half a", "half a word"):
        await _go_on_for_five_minutes(desk, app_on(desk), until, text, parked=parked)


async def _go_on_for_five_minutes(desk: str, app: Any, until: Any, text: str, *, parked: bool) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        if parked:
            await hands.see(lambda: isinstance(app.screen, QueueScreen))
            hands.type_ahead("ctrl+g", "down", "enter")
            await hands.see(lambda: app.screen.query("#row-title Input"))
        else:
            await open_intake(hands)
        await hands.see(lambda: "0:05:00 on the line" in str(app.screen.query_one("#form").border_subtitle))
        await hands.fill(title=text)
        await hands.see(lambda: drafts(desk) and text in drafts(desk)[0].read_text(encoding="utf-8"))
        if parked:
            await pilot.press("escape")
            await hands.see(lambda: parked_calls(desk, app.session.actor))


@pytest.fixture
def terminals(desk: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[Terminal]]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    opened = [Terminal(desk, 100, 30)]
    yield opened
    for one in opened:
        one.close()


def test_a_killed_console_loses_nothing(desk: str, terminals: list[Terminal]) -> None:
    """After kill -9 all parked calls are listed for the same person, and one goes on where it was left.

    The next new ticket has the symptom that was typed last.
    """
    first = terminals[0]
    first.see(lambda: "T-066" in first.text)
    for text in ("call one", "call two", "call three"):
        _type_symptom(first, text)
        first.press("\x1b")
        first.see(lambda: CREATES not in first.text)
    _type_symptom(first, "smoke in the rack")
    first.see(lambda: any(b"smoke in the rack" in one.read_bytes() for one in drafts(desk)))
    first.kill()
    terminals.append(second := Terminal(desk, 100, 30))
    second.see(lambda: "T-066" in second.text)
    second.press("\x07")  # ctrl+g
    second.see(lambda: all(text in second.text for text in ("call one", "call two", "call three")))
    second.press("\x1b[B", "\x1b[B", "\r")  # the call that was not parked is the latest
    second.see(lambda: CREATES in second.text and "call three" in second.text)
    second.press("\x1b")
    second.see(lambda: CREATES not in second.text)
    second.press("n")
    second.see(lambda: CREATES in second.text and "smoke in the rack" in second.text)


def _type_symptom(terminal: Terminal, text: str) -> None:
    terminal.press("n")
    terminal.see(lambda: CREATES in terminal.text)
    terminal.press("\t", *text)


async def test_a_call_of_too_many_words_is_refused_and_kept(desk: str, app_on: Any, until: Any) -> None:
    """More words than a ticket holds are refused when the call is added to a ticket; the form stays."""
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
