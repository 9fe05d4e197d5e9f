"""Snoozing, muting and watching alerts, and the alert of a parked call."""

from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alert_reading import read_alerts
from keyboard import Hands, listed

from deskctl.queries.alerts.alert import BREACHED, WATCHED, Alerts
from deskctl.screens.alerts.alert_state import AlertsRead, AlertState, mark_ticket, snooze, with_parked
from deskctl.screens.alerts.bells import Bells
from deskctl.screens.alerts.inbox_screen import InboxScreen
from deskctl.screens.alerts.snooze_and_watch import back_at
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.ticket.ticket_screen import TicketScreen
from deskctl.sla.facts import Instant, instant
from deskctl.store.facts import alert_marks

LATE, OTHER = 66, 71


def found(alerts: Alerts) -> set[tuple[str, int]]:
    return {(alert.kind, alert.number) for alert in alerts.unseen}


def test_watched_ticket_alerts_of_the_last_action_of_others(desk: str, take: Any, watch: Any) -> None:
    """A watched ticket alerts its watcher of the last action that others recorded since, and nobody else."""
    at = instant(watch())
    take(desk, "ticket.note", OTHER, actor="LE1", text="before")
    watch.forward(minutes=1)
    mark_ticket(desk, alert_marks.WATCHED, "HL2", OTHER, instant(watch()), on=True)
    assert (WATCHED, OTHER) not in found(read_alerts(desk, "HL2", instant(watch())))
    watch.forward(minutes=1)
    for words in ("first", "second"):
        take(desk, "ticket.note", OTHER, actor="LE1", text=words)
    take(desk, "ticket.note", OTHER, actor="HL2", text="mine")
    seen = [one for one in read_alerts(desk, "HL2", instant(watch())).unseen if one.number == OTHER]
    assert [(one.event, one.text) for one in seen if one.kind == WATCHED] == [("note", "second")]
    assert (WATCHED, OTHER) not in found(read_alerts(desk, "HL1", instant(watch())))
    mark_ticket(desk, alert_marks.WATCHED, "HL2", OTHER, at, on=False)
    assert (WATCHED, OTHER) not in found(read_alerts(desk, "HL2", instant(watch())))


def test_late_promise_of_a_watched_ticket_alerts_the_watcher(desk: str, watch: Any) -> None:
    """A late promise of a watched ticket alerts the watcher, who is neither owner nor lead."""
    at = instant(watch())
    assert (BREACHED, LATE) not in found(read_alerts(desk, "EN2", at))
    mark_ticket(desk, alert_marks.WATCHED, "EN2", LATE, at, on=True)
    assert (BREACHED, LATE) in found(read_alerts(desk, "EN2", at))


def test_muted_ticket_alerts_only_if_catastrophic(desk: str, take: Any, watch: Any) -> None:
    """A muted ticket alerts the person only if it is catastrophic, and it is still listed."""
    at = instant(watch())
    mark_ticket(desk, alert_marks.MUTED, "EN1", LATE, at, on=True)
    muted = read_alerts(desk, "EN1", at)
    assert (BREACHED, LATE) not in found(muted)
    assert LATE in {alert.number for alert in muted.every}
    assert (BREACHED, LATE) in found(read_alerts(desk, "LE1", at))
    done = take(
        desk, "ticket.open", actor="HL1", title="all tills down", severity="catastrophic", contact="P-0101", catalog="A"
    )
    mark_ticket(desk, alert_marks.MUTED, "EN1", done.ticket, at, on=True)
    assert done.ticket in {alert.number for alert in read_alerts(desk, "EN1", at).unseen}


def test_snoozed_alert_returns_and_rings(desk: str, watch: Any) -> None:
    """A snoozed alert is hidden until its time, and then returns and rings again."""
    at = instant(watch())
    (alert,) = [one for one in read_alerts(desk, "EN1", at).unseen if one.number == LATE]
    bells = Bells("EN1")
    bells.begin([alert])
    snooze(desk, "EN1", alert.key, at + 600)
    hidden = read_alerts(desk, "EN1", at)
    assert alert not in hidden.unseen
    assert hidden.next_at is not None
    assert hidden.next_at <= at + 600
    bells.forget(hidden.put_off)
    back = read_alerts(desk, "EN1", at + 600)
    assert alert.key in {one.key for one in back.unseen}
    assert bells.strokes([one for one in back.unseen if one.key == alert.key], at + 600, lambda _alert: False) == 1


def test_parked_call_is_listed_after_a_late_promise(desk: str, watch: Any, monkeypatch: Any) -> None:
    """An alert of a parked call names the caller and follows a late promise, which still rings."""
    at = instant(watch())
    texts = {"contact": "P-0301", "title": "till"}
    parked = type("Parked", (), {"started": at - 700, "path": Path("p1.json"), "texts": texts})()
    monkeypatch.setattr("deskctl.screens.session.draft_file.parked_calls", lambda _store, _owner: [parked])
    both = with_parked(read_alerts(desk, "EN1", at), desk, "EN1", at)
    kinds = [alert.kind for alert in both.unseen]
    assert kinds[0] == BREACHED
    assert [alert.text for alert in both.unseen if alert.kind == "parked"] == ["孔例, till"]
    bells = Bells("EN1")
    bells.begin([alert for alert in both.unseen if alert.kind == "parked"])
    assert bells.strokes(both.unseen, at, lambda _alert: False) == 1


async def test_inbox_snoozes_mutes_and_watches(desk: str, app_on: Any, until: Any, watch: Any) -> None:
    """One key each snoozes, mutes or watches a ticket; snoozed and muted ones have their own tabs and return."""
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)

        async def see_tab(tab: str, *parts: str) -> None:
            """Wait until a tab shows the given texts."""
            await hands.see(lambda: app.screen.tab == tab and all(part in listed(app) for part in parts))

        await hands.see(lambda: app.session.alerts.unseen)
        await pilot.press("i")
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and "T-066" in listed(app))
        hands.type_ahead("w", "enter")
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and "T-066" not in listed(app))
        hands.type_ahead("3")
        await see_tab("later", "T-066")
        assert listed(app).lstrip("▲ ").startswith("09:40")
        watch.forward(minutes=11)
        hands.type_ahead("1")
        await see_tab("unseen", "T-066")
        hands.type_ahead("e")
        await hands.see(lambda: "T-066" not in listed(app))
        hands.type_ahead("4")
        await see_tab("watched", "muted", "T-066")
        hands.type_ahead("W")
        await see_tab("watched", "watched muted", "T-066")
        hands.type_ahead("W", "e")
        await hands.see(lambda: "T-066" not in listed(app))
        hands.type_ahead("1")
        await see_tab("unseen", "T-066")


@pytest.mark.parametrize(
    ("snoozed", "back"), [("22T23:50", "23T08:00"), ("23T00:10", "23T08:00"), ("23T07:00", "24T08:00")]
)
def test_tomorrow_morning_is_the_next_morning(snoozed: str, back: str) -> None:
    """Snoozing until tomorrow morning means the next 8:00; after midnight that is the same date."""
    before, after = (datetime.fromisoformat(f"2026-11-{text}:00+08:00") for text in (snoozed, back))
    assert back_at("tomorrow", instant(before), before.tzinfo) == instant(after)


async def test_later_of_two_marks_is_kept(
    desk: str, app_on: Any, until: Any, watch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ticket that is muted and unmuted before the first change is written is not muted in the store."""
    second_is_written, written = Event(), []

    def write(store: str, mark: str, person: str, number: int, at: Instant, *, on: bool) -> None:
        if on:
            second_is_written.wait(0.2)
        mark_ticket(store, mark, person, number, at, on=on)
        written.append(on)
        second_is_written.set()

    monkeypatch.setattr("deskctl.screens.alerts.snooze_and_watch.mark_ticket", write)
    app = app_on(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: app.session.alerts.unseen)
        await pilot.press("i")
        await hands.see(lambda: isinstance(app.screen, InboxScreen) and "T-066" in listed(app))
        hands.type_ahead("2", "e", "e")
        await hands.see(lambda: len(written) == 2)
        assert written == [True, False]
        assert (BREACHED, LATE) in found(read_alerts(desk, "EN1", instant(watch())))


def test_read_before_an_own_change_is_outdated() -> None:
    """A read that began before a change was written is outdated, and the next one is not."""
    state = AlertState()
    early = AlertsRead("EN1", Alerts(), state.changes)
    assert not state.is_behind(early)
    state.begin_change(lambda: None)
    during = AlertsRead("EN1", Alerts(), state.changes)
    assert state.is_behind(early)
    assert state.is_behind(during)
    state.end_change()
    assert state.is_behind(during)
    assert not state.is_behind(AlertsRead("EN1", Alerts(), state.changes))


async def test_w_watches_a_ticket_in_the_queue(desk: str, app_on: Any, until: Any, watch: Any, take: Any) -> None:
    """An action of another person on a watched ticket appears in the alert bar, and o opens the ticket."""
    app = app_on(desk, actor="HL2")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot, until)
        await hands.see(lambda: isinstance(app.screen, QueueScreen))
        await hands.go_to(OTHER)
        hands.type_ahead("W")
        await hands.see(lambda: OTHER in read_alerts(desk, "HL2", instant(watch())).watched)
        take(desk, "ticket.note", OTHER, actor="LE1", text="the part is here")
        await hands.see(lambda: [one.kind for one in app.session.alerts.of_ticket(OTHER)] == [WATCHED])
        app.session.alerts.just_seen.update(one.key for one in app.session.alerts.unseen if one.number != OTHER)
        hands.type_ahead("o")
        await hands.see(lambda: isinstance(app.screen, TicketScreen) and app.screen.number == OTHER)
