"""Two people at one ticket see each other, and neither overwrites the other without being asked."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from held_reads import hold_reads
from keyboard import Hands, events
from textual.widgets import Button

from deskctl.desk.presence import SUFFIX, Presence, PresenceFile
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.screens.dialogs.confirm_screen import ConfirmScreen
from deskctl.screens.form import collision_guard
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.peek_screen import PeekScreen
from deskctl.screens.session.draft_file import drafts
from deskctl.screens.session.jobs import is_running
from deskctl.screens.session.step_runner import Step
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.widgets.lines.presence_lines import presence_words
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.ticket_pane import TicketPane

TICKET = 71
STEP = Step(build(find("ticket", "assign"), {"to": "EN1"}), TICKET)


def test_presence_of_other_consoles_is_read(tmp_path: Path) -> None:
    """A console reads the presence of other consoles, and ignores old and broken files and its own."""
    store = str(tmp_path / "desk.db")
    mine, other = PresenceFile(store), PresenceFile(store)
    mine.write(Presence("EN1", "郑样", TICKET))
    other.write(Presence("HL1", "周例", TICKET, "ticket.assign", time.time()))
    assert [one.person for one in mine.others()] == ["HL1"]
    Path(store + SUFFIX, "broken.json").write_text("{", encoding="utf-8")
    assert [one.person for one in other.others()] == ["EN1"]
    for path in Path(store + SUFFIX).iterdir():
        os.utime(path, (time.time() - 20, time.time() - 20))
    assert mine.others() == []
    other.write(None)
    mine.remove()
    assert [path.name for path in Path(store + SUFFIX).iterdir()] == ["broken.json"]


def test_presence_names_writers_before_viewers() -> None:
    """The presence line names each colleague on the ticket once, with form and duration, writers before viewers."""
    others = [Presence("HL2", "吴试", 7), Presence("HL1", "周例", 7, "ticket.assign", 100), Presence("LE1", "蒋例", 8)]
    assert presence_words(others, 7, 140) == "周例 has open: Assign 0:40   吴试 is viewing"
    assert not presence_words(others, 9, 140)
    assert presence_words([others[0], others[0]], 7, 140) == "吴试 is viewing"


async def test_presence_is_shown_above_the_ticket(desk: str, app_on: Any, until: Any) -> None:
    """A colleague at the same ticket is shown in the queue and on the ticket; this console reports its own ticket."""
    elsewhere = PresenceFile(desk)
    elsewhere.write(Presence("HL1", "周例", 66))
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(66)
        await hands.see(lambda: app.session.others)
        app.session.ticked.publish(0)
        await hands.see(lambda: "周例 is viewing" in app.screen.query_one(TicketPane).text)
        await pilot.press("enter")
        await hands.see(
            lambda: isinstance(app.screen, TicketScreen) and [one.number for one in elsewhere.others()] == [66]
        )
        app.session.ticked.publish(0)
        await hands.see(lambda: app.session.others)
        app.session.ticked.publish(0)
        await hands.see(lambda: "周例 is viewing" in app.screen.query_one("#path", LinePane).text)


async def test_form_asks_before_it_overwrites(
    desk: str, app_on: Any, until: Any, take: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a colleague assigned the ticket while the form was open, their assignment is kept unless the answer is yes.

    The question shows both assignments and can show the ticket, also if that key is pressed before the question
    appears; afterwards the form closes and a typed note is kept.
    """
    may_read = hold_reads(monkeypatch, (collision_guard, "meanwhile"))
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        for answer, assigned, kept in (("y", 2, []), ("n", 3, ["he is near"])):
            app.push_screen(FormScreen(app.session, "ticket", "assign", TICKET, {"to": "EN1"}))
            await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.guarded(STEP).if_seq, answer)
            take(desk, "ticket.assign", TICKET, actor="LE1", to="EN2")
            await hands.fill(note_="he is near")
            may_read.clear()
            hands.type_ahead("ctrl+o", "p")
            await hands.see(lambda: is_running(app.screen, "meanwhile"), answer)
            await pilot.pause()
            may_read.set()
            await hands.see(
                lambda: isinstance(app.screen, PeekScreen) and "T-071" in app.screen.query_one(LinePane).text
            )
            await pilot.press("p")
            await hands.see(lambda: isinstance(app.screen, ConfirmScreen) and app.screen.query("#no"), answer)
            question = "\n".join(str(label.render()) for label in app.screen.query("#confirm Label"))
            assert "蒋例 09:30 assigned 王演" in question
            assert "Yours: Assign 郑样 EN1" in question
            assert "Keep theirs" in str(app.screen.query_one("#no", Button).label)
            await pilot.press(answer)
            await hands.see(lambda: isinstance(app.screen, QueueScreen), answer)
            await hands.see(lambda assigned=assigned: events(desk, TICKET).count("assigned") == assigned, answer)  # type: ignore[misc]
            notices = [one.message for one in app._notifications if "Theirs is kept" in str(one.message)]  # noqa: SLF001
            assert len(notices) == len(kept), answer
            assert [draft.texts["note_"] for draft in drafts(desk)] == kept, answer
