"""The day screen: the changes since a person was away, promised calls, visits of the week, and the shift hand-over."""

import json
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

import pytest
from kept_rows import kept
from keyboard import Hands
from rich.cells import cell_len

from deskctl.console.app import DeskApp
from deskctl.console.start_summary import NewsRead
from deskctl.language.i18n import use_language
from deskctl.language.words import EVENTS, word
from deskctl.names import ticket_name
from deskctl.queries.alerts.alerts import alerts_of
from deskctl.queries.alerts.clock_alerts import clock_alerts
from deskctl.queries.tickets.clocks import list_clocks
from deskctl.queries.watch.callbacks import promised_calls
from deskctl.queries.watch.shift_handovers import tickets_to_hand_over
from deskctl.queries.watch.since_away import has_news, since_away
from deskctl.screens.form.form_screen import FormScreen
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.screens.today.shift_screen import ShiftScreen
from deskctl.sla.facts import instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.lines.day_lines import ticket_line
from deskctl.widgets.panes.key_bar import KeyBar
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane
from deskctl.widgets.style.look import Look
from deskctl.widgets.style.times import short_time, span


def rows(app: Any) -> str:
    """Return the lines of the list; empty if there is no list yet."""
    found = app.screen.query(LineList)
    return str(found.first().text) if found else ""


def test_actions_of_others_are_grouped_by_ticket(desk: str, take: Any, watch: Any) -> None:
    """Tickets of the person come first, with the actions of others in order and without those of the person."""
    take(desk, "ticket.assign", 71, actor="EN2", to="EN2")
    watch.forward(hours=1)
    take(desk, "ticket.note", 69, actor="HL1", text="the gate is open")
    take(desk, "ticket.note", 71, actor="HL1", text="they called again")
    watch.forward(minutes=1)
    conn = open_reader(desk)
    away = since_away(conn, "EN2", instant(watch()))
    conn.close()
    assert [row.number for row, _steps in away.tickets[:2]] == [71, 69]
    assert [event for event, _at in away.tickets[0][1]] == ["note"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_summary_line_never_cuts_an_action(desk: str, watch: Any, lang: str) -> None:
    """A short line leaves out older actions, shows the time of the last one and the due time, and fits the width."""
    use_language(lang)
    conn, at = open_reader(desk), instant(watch())
    tickets = since_away(conn, "EN2", at).tickets
    conn.close()
    for width in range(56, 90):
        for row, steps in tickets:
            line = ticket_line(row, steps, at, Look(), width)
            text = "".join(piece.text for piece in line)
            assert cell_len(text) <= width
            assert lang == "en" or word(EVENTS, steps[-1][0]) in text
            assert width < 80 or row.title[:4] in text
            assert f"{datetime.fromtimestamp(steps[-1][1], Look().zone):%H:%M}" in text
            if row.next_due_at is not None:
                late = {"en": f"{span(at - row.next_due_at)} late", "zh": f"超时 {span(at - row.next_due_at)}"}[lang]
                due = short_time(row.next_due_at, at, Look().zone)
                assert text.endswith(late if row.next_due_at < at else {"en": f"by {due}", "zh": f"{due} 前"}[lang])


def test_promised_call_becomes_an_alert(desk: str, take: Any, watch: Any) -> None:
    """A promised call is an alert of the person who promised it, from its time until it is made."""
    take(
        desk, "callback.add", actor="HL1", phone="13800001111", due=watch() + timedelta(minutes=5), text="when we come"
    )

    def kinds(who: str) -> list[str]:
        conn = open_reader(desk)
        try:
            return [alert.kind for alert in alerts_of(conn, who, {"hotline_technician"}, instant(watch())).every]
        finally:
            conn.close()

    assert "callback" not in kinds("HL1")
    watch.forward(minutes=5)
    assert "callback" in kinds("HL1")
    assert "callback" not in kinds("HL2")
    conn = open_reader(desk)
    [call] = promised_calls(conn)
    conn.close()
    take(desk, "callback.done", actor="HL1", id=call.id)
    assert "callback" not in kinds("HL1")


async def test_shift_hand_over_is_confirmed(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """The text of the last hand-over is shown in full, enter opens its first ticket, and y confirms it.

    A hand-over is shown until it is confirmed, and for at least a day.
    """
    words = "T-069 lets us in until 11. " * 6
    take(desk, "shift.hand-over", actor="HL2", text="nobody read this", tickets=("T-069",))
    watch.forward(hours=30)
    take(desk, "shift.hand-over", actor="HL2", text=words, tickets=("T-069",))
    with closing(open_reader(desk)) as conn:
        assert [one.open for one in since_away(conn, "HL1", instant(watch())).handed] == [True, True]
    take(desk, "callback.add", actor="HL1", phone="000-0002", due=watch() + timedelta(minutes=5), text="when we come")
    take(desk, "callback.add", actor="HL2", phone="000-0003", due=watch() + timedelta(minutes=5), text="not mine")
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await pilot.press("S")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen) and "lets us in until 11" in rows(app))
        assert rows(app).count("until 11.") == 6
        assert app.screen.query_one("#calls", LinePane).text == " Calls 1:  15:35 000-0002"
        bar = app.screen.query_one(KeyBar)
        assert "y Confirm" in bar.text
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 69)
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen))
        await pilot.press("y")
        await hands.see(lambda: kept(desk, "shift", "confirmed_by", id="SH-002") == [("HL1",)])
        assert "lets us in until 11" in rows(app)
        watch.forward(hours=25)
        app.beat()
        await hands.see(lambda: "lets us in until 11" not in rows(app))
        assert "nobody read this" in rows(app)
        await pilot.press("y")
        await hands.see(lambda: "y Confirm" not in bar.text)
        await hands.see(lambda: "nobody read this" not in rows(app))


async def test_console_starts_with_the_summary(desk: str, until: Any, take: Any, watch: Any) -> None:
    """The console starts with the summary of changes; Escape opens the queue, and later news do not cover it."""
    take(desk, "ticket.note", 69, actor="HL1", text="at work")
    watch.forward(hours=1)
    take(desk, "ticket.note", 69, actor="HL2", text="the gate is open")
    app = DeskApp(desk, actor="HL1", now=watch, summary=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ShiftScreen) and "T-069" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("2")
        app.on_news_read(NewsRead(found=True))
        assert isinstance(app.screen, QueueScreen)


async def test_call_is_logged_from_the_summary(desk: str, app_on: Any, until: Any) -> None:
    """The key n opens the intake form on the summary, and ctrl+g lists the form that was parked."""
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen_stack and isinstance(app.screen, QueueScreen))
        hands.type_ahead("S")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen) and app.focused)
        hands.type_ahead("n", "x", "y")
        await hands.see(lambda: app.screen.query("#row-contact Input") and hands.field("contact").value == "xy")
        hands.type_ahead("escape")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen))
        hands.type_ahead("ctrl+g")
        await hands.see(lambda: isinstance(app.screen, ParkedScreen) and "xy" in rows(app))


async def test_key_pressed_as_the_summary_opens_goes_to_the_queue(
    desk: str, take: Any, watch: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key pressed as the summary opens closes it and acts on the queue; later keys act on the summary."""
    seconds = [0.0]
    monkeypatch.setattr("deskctl.console.start_summary.monotonic", lambda: seconds[0])
    take(desk, "ticket.note", 69, actor="HL1", text="at work")
    watch.forward(hours=1)
    take(desk, "ticket.note", 69, actor="HL2", text="the gate is open")
    for passed, key, opened, tab in ((0.1, "n", IntakeScreen, None), (1.0, "3", ShiftScreen, "visits")):
        app = DeskApp(desk, actor="HL1", now=watch, summary=True)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda app=app: isinstance(app.screen, ShiftScreen) and "T-069" in rows(app))
            seconds[0] += passed
            await pilot.press(key)
            await until(pilot, lambda app=app, opened=opened: isinstance(app.screen, opened))
            await until(pilot, lambda app=app, tab=tab: getattr(app.screen, "tab", None) == tab)


def test_news_are_the_actions_of_others_while_away(desk: str, take: Any, watch: Any) -> None:
    """News count new tickets, raised severities and missed promises, and a person at work has none."""
    take(desk, "ticket.note", 69, actor="HL1", text="at work")
    watch.forward(minutes=40)
    number = take(desk, "ticket.open", actor="HL2", title="till", severity="general", contact="P-0101").ticket
    take(desk, "ticket.set-severity", number, actor="HL2", to="severe", by_contact="P-0101")
    take(desk, "ticket.set-severity", number, actor="HL2", to="general", by_contact="P-0101")
    watch.forward(minutes=30)
    with closing(open_reader(desk)) as conn:
        away = since_away(conn, "HL1", instant(watch()))
        assert (away.count("logged"), away.count("resolved"), away.raised) == (1, 0, 1)
        late = {
            one.ticket
            for one in list_clocks(conn, None, at=instant(watch()))
            if one.due is not None and away.since < one.due < instant(watch()) and one.stop is None and not one.soft
        }
        assert away.ran_out == len(late) > 0
        assert has_news(conn, "HL1", instant(watch()))
    take(desk, "ticket.note", 69, actor="HL1", text="here again")
    with closing(open_reader(desk)) as conn:
        assert not has_news(conn, "HL1", instant(watch()))
    take(desk, "shift.hand-over", actor="HL2", text="all quiet")
    watch.forward(hours=1)
    with closing(open_reader(desk)) as conn:
        assert has_news(conn, "HL1", instant(watch()))
        assert has_news(conn, "SE1", instant(watch()))
        assert has_news(conn, "SE1", instant(watch()) + 4 * 86_400)


def test_every_pressing_ticket_is_handed_over(desk: str, watch: Any) -> None:
    """Each ticket with a late or nearly due firm promise is in the hand-over, also if it is not its next promise."""
    with closing(open_reader(desk)) as conn:
        for at in range(instant(watch()), instant(watch()) + 40 * 3600, 7200):
            pressing = {alert.number for alert in clock_alerts(conn, at)}
            assert pressing
            assert pressing <= set(tickets_to_hand_over(conn, at))


async def test_visits_of_the_week_are_listed(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """A planned visit is listed with its ticket and engineer."""
    take(
        desk,
        "visit.plan",
        69,
        actor="LE1",
        planned_at=watch() + timedelta(days=1),
        engineers=("EN2",),
        purpose="switch",
    )
    app = app_on(desk, actor="LE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await pilot.press("S", "3")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen) and "T-069" in rows(app))
        assert "王演" in rows(app)


async def test_key_offers_the_next_step_of_a_visit(desk: str, app_on: Any, until: Any, take: Any, watch: Any) -> None:
    """On an engineer's own visit > means set out, then arrive, log the work and leave."""
    engineer, number = "EN4", 71
    take(desk, "ticket.assign", number, actor="LE1", to=engineer)
    take(desk, "visit.request", number, actor="HL1", reason="phone_and_remote_failed")
    take(desk, "visit.plan", number, actor="LE1", planned_at=watch() + timedelta(hours=2), engineers=(engineer,))
    app = app_on(desk, actor=engineer)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query("#queue"))
        await pilot.press("S", "3")
        await hands.see(lambda: isinstance(app.screen, ShiftScreen) and "T-071" in rows(app))
        bar = app.screen.query_one(KeyBar)
        for step, words in (("depart", "Set out"), ("arrive", "Arrive"), ("log", "Log work"), (None, "Leave")):
            await hands.see(lambda words=words: f"> {words}" in bar.text)
            values = {"done": "drawer replaced"} if step == "log" else {}
            if step:
                watch.forward(minutes=10)
                take(desk, f"visit.{step}", number, actor=engineer, **values)


async def test_hand_over_form_lists_the_pressing_tickets(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The hand-over form lists the tickets that are late, due soon, paused or promised a call, and records them."""
    watch.forward(hours=3)
    conn = open_reader(desk)
    named = [ticket_name(number) for number in tickets_to_hand_over(conn, instant(watch()))]
    conn.close()
    assert len(named) > 1
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.go_to(71)
        await pilot.press("H")
        await hands.see(lambda: isinstance(app.screen, FormScreen) and app.screen.query("#row-tickets Input"))
        assert [name for name in named if name not in hands.field("tickets").value] == []
        await hands.fill(text="no call today")
        await pilot.press("ctrl+o")
        await hands.see(lambda: kept(desk, "shift", "tickets", text="no call today"))
    ((tickets,),) = kept(desk, "shift", "tickets", text="no call today")
    assert json.loads(tickets) == named
