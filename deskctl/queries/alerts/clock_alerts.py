"""Alerts caused by time: promises that are late or due soon, pauses that end, catastrophic faults without an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.alerts.alert import BREACHED, CALLBACK, CATASTROPHIC, EMERGENCY, RESUMED, SOON, Alert
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.tickets.clocks import clocks_where
from deskctl.queries.watch.callbacks import promised_calls
from deskctl.queries.watch.due_soon import FIRM
from deskctl.queries.watch.due_soon import SOON as IS_SOON
from deskctl.sla.state import OVERDUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.tickets.clocks import ClockRow
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_MOST = 500
# The index on the opening time is used: by outcome all open clocks would be read.
_TO_OPEN = FIRM.replace("clock.outcome", "coalesce(clock.outcome, '')")
_UNTAKEN = f"""
SELECT number, reported_at, (SELECT actor FROM action WHERE ticket = number AND event = 'logged' ORDER BY seq LIMIT 1)
FROM ticket WHERE severity = 'catastrophic' AND owner IS NULL AND {IS_OPEN} AND NOT EXISTS (
  SELECT 1 FROM action WHERE ticket = number AND event = 'first_response')
"""
_DECLARED = f"""
SELECT number, seq, action.recorded_at, actor, action.note FROM ticket CROSS JOIN action
WHERE action.ticket = number AND mode = 'emergency' AND event = 'emergency_declared' AND {IS_OPEN} AND NOT EXISTS (
  SELECT 1 FROM action AS taken WHERE taken.ticket = number AND taken.seq > action.seq
  AND taken.event IN ('assigned', 'first_response', 'acknowledged', 'engineer_response', 'departed', 'arrived'))
"""
_RESUMED = f"SELECT number, paused_until FROM ticket WHERE paused_until BETWEEN ? AND ? AND {IS_OPEN}"


def clock_alerts(conn: Reader, at: Instant) -> Iterator[Alert]:
    """Yield the promises that are late or due soon; if very many are late, the newest of them."""
    late = clocks_where(conn, f"{FIRM} AND clock.due < ? ORDER BY clock.due DESC LIMIT {_MOST}", [at])
    for clock in late:
        if clock.state(at) == OVERDUE and clock.due is not None:
            yield _of(BREACHED, clock, clock.due, max(clock.due, clock.opens_at or 0))
    for clock in clocks_where(conn, f"{IS_SOON} ORDER BY clock.due LIMIT {_MOST}", [at]):
        if clock.due is not None and clock.warns_at is not None:
            yield _of(SOON, clock, clock.due, clock.warns_at)


def _of(kind: str, clock: ClockRow, due: Instant, since: Instant) -> Alert:
    return Alert(kind, clock.number, clock.clause, due, since, milestone=clock.milestone)


def untaken_alerts(conn: Reader) -> Iterator[Alert]:
    """Yield the catastrophic faults that nobody answered or owns, and the emergencies that nobody works on."""
    for number, reported_at, actor in conn.execute(_UNTAKEN):
        yield Alert(CATASTROPHIC, number, "", reported_at, reported_at, by=actor)
    for number, seq, recorded_at, actor, note in conn.execute(_DECLARED):
        yield Alert(EMERGENCY, number, str(seq), recorded_at, recorded_at, by=actor, text=note or "")


def pause_alerts(conn: Reader, since: Instant, at: Instant) -> Iterator[Alert]:
    """Yield the pauses that ended by themselves between two times."""
    for number, until in conn.execute(_RESUMED, [since, at]):
        yield Alert(RESUMED, number, "", until, until)


def callback_alerts(conn: Reader, person: str, at: Instant, *, later: bool = False) -> list[Alert]:
    """Return the calls that a person promised and that are to be made now, or `later`."""
    return [
        Alert(
            CALLBACK, call.ticket or 0, call.id, call.due_at, call.due_at,
            text=" ".join(part for part in (call.contact, call.phone, call.text) if part),
        )
        for call in promised_calls(conn)
        if call.staff == person and (call.due_at > at) == later
    ]  # fmt: skip


def next_change(conn: Reader, at: Instant) -> Instant | None:
    """Return the time of the next alert that time alone causes; None if there is none."""
    times: list[Instant] = []
    clocks = f"FROM clock JOIN ticket ON ticket.number = clock.ticket WHERE {FIRM} AND clock.due >= ?"
    opening = clocks.replace(FIRM, _TO_OPEN).replace("clock.due", "clock.opens_at")
    for text, values in (
        (f"SELECT min(clock.due) + 1 {clocks}", [at]),
        (f"SELECT min(clock.warns_at) {clocks.replace('clock.due', '+clock.due')} AND clock.warns_at > ?", [at, at]),
        (f"SELECT min(clock.opens_at) {opening}", [at + 1]),
        ("SELECT min(due_at) FROM callback WHERE done_at IS NULL AND due_at > ?", [at]),
        (f"SELECT min(paused_until) FROM ticket WHERE paused_until > ? AND {IS_OPEN}", [at]),
    ):
        (change,) = conn.execute(text, values).fetchone()
        times += [] if change is None else [change]
    return min(times, default=None)
