"""Alerts: whom they concern, when they ring, and how their ticket is opened."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from alert_reading import read_alerts
from keyboard import Hands, listed

from deskctl.queries.alerts.alert import ASSIGNED, BREACHED, CALLBACK, CATASTROPHIC, SOON, Alert
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.queries.watch.due_soon import soon_tickets
from deskctl.screens.alerts.alert_bar import AlertBar
from deskctl.screens.alerts.alert_state import AlertState
from deskctl.screens.alerts.bells import Bells
from deskctl.screens.alerts.inbox_screen import InboxScreen
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.queue import queue_edges
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.session.draft_file import Draft, DraftFile
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import Instant, instant
from deskctl.store.sqlite.reader import open_reader
from deskctl.widgets.panes.line_list import LineList
from deskctl.widgets.panes.line_pane import LinePane


def found(store: str, who: str, at: Instant) -> set[tuple[str, int]]:
    return {(alert.kind, alert.number) for alert in read_alerts(store, who, at).unseen}


def never_quiet(_alert: Alert) -> bool:
    return False


def alert(number: int, kind: str = BREACHED, owner: str | None = "EN1") -> Alert:
    return Alert(kind, number, "S1", 1000, 1000, milestone="arrived", owner=owner, title="till", customer="北屿")


def ring(bells: Bells, at: Instant, *alerts: Alert) -> int:
    return bells.strokes(alerts, at, never_quiet)


@pytest.mark.parametrize(
    ("step", "values", "kind"),
    [
        ("ticket.assign", {"to": "EN2"}, "assigned"),
        ("call.log", {"direction": "in", "summary": "when do you come"}, "called"),
        ("ticket.note", {"text": "ask @EN2 first"}, "mention"),
    ],
)
def test_actions_of_colleagues_alert_the_recipient(
    desk: str, take: Any, watch: Any, step: str, values: dict[str, Any], kind: str
) -> None:
    """An assignment, a call and a mention alert the person meant, and not the person who recorded them."""
    number = 71
    take(desk, "ticket.assign", number, actor="EN2", to="EN2")
    assert (kind, number) not in found(desk, "EN2", instant(watch()))
    take(desk, step, number, actor="LE1", **values)
    assert (kind, number) in found(desk, "EN2", instant(watch()))
    assert not {one for one in found(desk, "LE1", instant(watch())) if one[0] == kind}


def test_catastrophic_ticket_alerts_all_on_duty(desk: str, take: Any, watch: Any) -> None:
    """A catastrophic ticket alerts all on duty but its recorder and the back office, until it has an owner."""
    done = take(
        desk, "ticket.open", actor="HL1", title="all tills down", severity="catastrophic", contact="P-0101", catalog="A"
    )
    here = (CATASTROPHIC, done.ticket)
    who = {name for name in ("HL1", "HL2", "EN1", "LE1", "BS1") if here in found(desk, name, instant(watch()))}
    assert who - {"LE1"} == {"HL2", "EN1"}
    take(desk, "ticket.assign", done.ticket, actor="HL2", to="EN1")
    assert here not in found(desk, "HL2", instant(watch()))


def test_persistent_alerts_stay_after_they_were_seen(desk: str, take: Any, watch: Any) -> None:
    """A catastrophic ticket stays until it has an owner, a promised call until it is made; a seen breach goes."""
    take(desk, "ticket.open", actor="HL1", title="all tills", severity="catastrophic", contact="P-0101", catalog="A")
    take(desk, "callback.add", actor="EN1", phone="000-0002", due=watch() + timedelta(minutes=1), text="when")
    watch.forward(minutes=1)
    state = AlertState(read_alerts(desk, "EN1", instant(watch())))
    kinds = [alert.kind for alert in state.shown]
    assert {CATASTROPHIC, CALLBACK, BREACHED} <= set(kinds)
    state.just_seen.update(alert.key for alert in state.unseen if alert.kind != BREACHED)
    assert [alert.kind for alert in state.shown][:2] == [BREACHED, CATASTROPHIC]
    state.just_seen.update(alert.key for alert in state.unseen)
    assert {alert.kind for alert in state.shown} == {CATASTROPHIC, CALLBACK}
    disaster = next(alert for alert in state.shown if alert.kind == CATASTROPHIC)
    take(desk, "ticket.assign", disaster.number, actor="HL1", to="EN1")
    assert CATASTROPHIC not in {alert.kind for alert in AlertState(read_alerts(desk, "EN1", instant(watch()))).shown}


def test_late_promise_alerts_owner_and_lead(desk: str, watch: Any) -> None:
    """A late promise alerts the owner and the lead engineer, and no other engineer or the hotline."""
    late = (BREACHED, 66)
    assert late in found(desk, "EN1", instant(watch()))
    assert late in found(desk, "LE1", instant(watch()))
    assert late not in found(desk, "EN2", instant(watch()))
    assert late not in found(desk, "HL1", instant(watch()))


def test_next_change_is_the_time_of_the_next_alert(desk: str, watch: Any) -> None:
    """No alert changes before the reported time of the next change."""
    at = instant(watch())
    for _step in range(5):
        alerts = read_alerts(desk, "LE1", at)
        assert alerts.next_at is not None
        assert alerts.next_at > at
        assert read_alerts(desk, "LE1", alerts.next_at - 1).every == alerts.every
        at = alerts.next_at


def test_new_alert_rings_when_another_one_leaves() -> None:
    """A new alert rings although the number of alerts is unchanged."""
    bells = Bells("EN1")
    bells.begin([alert(1)])
    assert ring(bells, 100, alert(1)) == 0
    assert ring(bells, 101, alert(2)) == 1


def test_many_alerts_ring_once_in_ten_seconds() -> None:
    """Ten alerts at once ring once, and an alert within ten seconds of a ring waits."""
    bells = Bells("EN1")
    many = [alert(number) for number in range(10)]
    assert ring(bells, 100, *many) == 1
    assert ring(bells, 105, *many, alert(11)) == 0
    assert ring(bells, 110, *many, alert(11)) == 1
    assert ring(bells, 130, *many, alert(11)) == 0


def test_catastrophic_ticket_rings_five_times() -> None:
    """A catastrophic ticket rings three strokes each minute, five times, also when the console opens."""
    bells = Bells("EN1")
    disaster = alert(1, CATASTROPHIC, None)
    bells.begin([disaster])
    assert [ring(bells, 1000 + 30 * half, disaster) for half in range(14)] == [3, 0] * 5 + [0] * 4


def test_alerts_ring_for_the_right_person() -> None:
    """A promise due soon rings only for its owner, an assignment rings, and no alert rings in quiet hours."""
    assert ring(Bells("EN1"), 0, alert(1, SOON)) == 1
    assert ring(Bells("EN2"), 0, alert(1, SOON)) == 0
    assert ring(Bells("EN1"), 0, alert(1, ASSIGNED)) == 1
    assert Bells("EN1").strokes([alert(1)], 0, lambda _alert: True) == 0


async def test_breach_is_shown_and_opened_by_one_key(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The alert bar names a missed promise, and o opens its ticket and marks it as seen on every console."""
    app = app_on(desk, actor="SE1")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.session.alerts.read.next_at)
        watch.forward(minutes=40)
        await hands.see(lambda: app.screen.query(AlertBar) and "T-070" in app.screen.query_one(AlertBar).text)
        number = app.session.alerts.unseen[0].number
        await pilot.press("o")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == number)
        await hands.see(lambda: number not in {one[1] for one in found(desk, "SE1", instant(watch()))})
        await pilot.press("escape")
        await hands.see(lambda: isinstance(app.screen, QueueScreen) and not app.screen.query(AlertBar))


async def test_inbox_lists_and_opens_alerts(desk: str, app_on: Any, until: Any) -> None:
    """The inbox lists the alerts, a dot marks one as seen, and enter opens the ticket."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.screen.query(AlertBar))
        await pilot.press("i")
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and "T-066" in listed(app))
        await pilot.press("full_stop")
        await hands.see(lambda: "Nothing is unread" in listed(app))
        await pilot.press("2")
        await hands.see(lambda: "T-066" in listed(app))
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == 66)


async def test_long_parked_call_becomes_an_alert(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """A call parked for more than ten minutes becomes an alert with its text, and enter opens the parked forms."""
    parked = DraftFile(desk, Draft("ticket.open", "HL1", (), instant(watch.at)))
    parked.keep({"contact": "Wang", "title": "no paper"}, parked=True)
    parked.release()
    app = app_on(desk, actor="HL1")
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot, until)
        watch.forward(minutes=9)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await pilot.press("i")
        await hands.see(lambda: isinstance(app.screen, InboxScreen))
        assert "no paper" not in listed(app)
        watch.forward(minutes=2)
        await hands.see(lambda: "no paper" in listed(app))
        place = next(place for place, line in enumerate(listed(app).splitlines()) if "no paper" in line)
        app.screen.query_one(LineList).move_to(place)
        await pilot.press("enter")
        await hands.see(lambda: isinstance(app.screen, ParkedScreen))


def minute_with_soon_and_late(store: str, begin: Instant) -> tuple[Instant, dict[int, str | None]]:
    """Return the first minute at which each ticket with a promise due soon also has a late one, and these tickets."""
    conn = open_reader(store)
    try:
        for at in range(begin, begin + 2 * 86_400, 60):
            soon = soon_tickets(conn, at)
            if soon and all((row.next_due_at or at) < at for row in rows_of(conn, sorted(soon)).values()):
                return at, soon
    finally:
        conn.close()
    raise AssertionError


async def test_header_counts_soon_promises_of_late_tickets(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """The header counts a promise that is due soon although another promise of its ticket is late."""
    at, soon = minute_with_soon_and_late(desk, instant(watch()))
    (owner, *_others) = soon.values()
    app = app_on(desk, actor=owner or "HL1")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: " late" in app.screen.query_one("#header", LinePane).text)
        watch.forward(seconds=at - instant(watch()))
        app.beat()
        await until(pilot, lambda: f"{len(soon)} soon" in app.screen.query_one("#header", LinePane).text)
        await until(
            pilot, lambda: {one.number for one in app.session.alerts.read.every if one.kind == SOON} & set(soon)
        )


async def test_counts_of_an_earlier_minute_are_not_shown(
    desk: str, app_on: Any, until: Any, watch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts that were begun earlier but read later do not replace the newer numbers in the header."""
    is_read, is_newer, read = Event(), Event(), queue_edges.read_counts

    def slowly(session: Any) -> Any:
        counts = read(session)
        is_read.set()
        is_newer.wait(10)
        return counts

    at, soon = minute_with_soon_and_late(desk, instant(watch()))
    app = app_on(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        header = app.screen.query_one("#header", LinePane)
        await hands.see(lambda: " late" in header.text)
        await hands.settle()
        monkeypatch.setattr(queue_edges, "read_counts", slowly)
        app.screen.ask_counts()
        await hands.see(is_read.is_set)
        watch.forward(seconds=at - instant(watch()))
        app.beat()
        await hands.see(lambda: f"{len(soon)} soon" in header.text)
        for _ in range(2):  # the alerts that are read meanwhile cause another reading of the numbers
            await hands.see(lambda: all(worker.is_finished or worker.group == "counts" for worker in app.workers))
        is_newer.set()
        await hands.settle()
        assert f"{len(soon)} soon" in header.text


@pytest.mark.parametrize(("lang", "arrive"), [("zh", "到达现场"), ("en", "on site")])
async def test_promises_of_one_milestone_are_distinguishable(
    desk: str, app_on: Any, until: Any, watch: Any, lang: str, arrive: str
) -> None:
    """Two promised arrival times of a ticket are two rows of the inbox, each with its time."""
    watch.forward(hours=6)
    app = app_on(desk, actor="LE1", lang=lang)
    async with app.run_test(size=(60, 20)) as pilot:
        hands = Hands(app, pilot, until)
        app.push_screen(InboxScreen(app.session))
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and listed(app).count("T-069") > 1)
        rows = [row for row in listed(app).splitlines() if "T-069" in row]
        assert [when for when in ("11:00", "13:00") for row in rows if f"{arrive} {when} " in row] == ["11:00", "13:00"]
