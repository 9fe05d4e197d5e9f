"""What somebody may have to hear of: catastrophic faults, promises that are soon due or broken, mails that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.messages.mail_states import WAITING
from deskctl.queries.reference.hours import calendars
from deskctl.queries.tickets.clocks import clocks_where
from deskctl.queries.watch.due_soon import soon_tickets

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_TAKEN_NOTE = "('acknowledged', 'engineer_response', 'departed', 'arrived', 'remote_started', 'diagnosed')"
_CATASTROPHIC = f"""
SELECT number, owner, since FROM (
 SELECT number, owner, coalesce((SELECT max(at) FROM action WHERE action.ticket = number AND event = 'severity_changed'
  AND json_extract(data, '$.to') = 'catastrophic'), reported_at) AS since
 FROM ticket WHERE severity = 'catastrophic' AND {IS_OPEN}) AS ticket
WHERE since >= ? AND NOT EXISTS (SELECT 1 FROM action WHERE action.ticket = number AND event IN {_TAKEN_NOTE}
 AND at >= since)
"""
_SPOKEN_OF = """
SELECT 1 FROM outbox WHERE outbox.ticket = number AND kind IN ('notify', 'escalation') AND created_at >= since
 AND state NOT IN ('refused', 'expired', 'cancelled', 'bounced')
"""
_HOTLINE = "HOTLINE"


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that somebody is to be notified of: its key, since when it holds, and what it is about."""

    key: str
    since: Instant
    ticket: int | None = None
    mail: str | None = None
    owner: str | None = None
    clause: str | None = None


def catastrophic_causes(conn: Reader, after: Instant) -> list[Cause]:
    """Return the catastrophic faults of which nobody has taken note, begun after a moment."""
    found = conn.execute(_CATASTROPHIC, (after,)).fetchall()
    return [Cause(f"T-{number:03d}", since, ticket=number, owner=owner) for number, owner, since in found]


def soon_causes(conn: Reader, at: Instant, after: Instant) -> list[Cause]:
    """Return the next promises that crossed their threshold."""
    owners = soon_tickets(conn, at)
    numbers = ", ".join(str(number) for number in owners)
    clocks = clocks_where(conn, f"clock.ticket IN ({numbers}) AND clock.clause = ticket.next_clause", [])
    found = [(clock, clock.warns_at) for clock in clocks if clock.outcome == "open"]
    return [_of_clock(clock, since, owners.get(clock.number)) for clock, since in found if since and since >= after]


def broken_causes(conn: Reader, at: Instant, after: Instant) -> list[Cause]:
    """Return the promises that were broken after a moment and are still open."""
    clocks = clocks_where(
        conn, f"clock.outcome = 'open' AND clock.due <= ? AND clock.due >= ? AND {IS_OPEN}", [at, after]
    )
    owners = dict(conn.execute(f"SELECT number, owner FROM ticket WHERE {IS_OPEN}").fetchall()) if clocks else {}
    return [_of_clock(clock, clock.due, owners.get(clock.number)) for clock in clocks if clock.due is not None]


def mail_causes(conn: Reader, at: Instant, after: Instant, length: int) -> list[Cause]:
    """Return the mails that have waited for a length of the hotline's time."""
    hotline = calendars(conn).get(_HOTLINE)
    found = conn.execute(f"SELECT id, received_at FROM mail WHERE {WAITING} AND received_at >= ?", (after,)).fetchall()
    late = [(name, hotline.due_at(received, length) if hotline else received + length) for name, received in found]
    return [Cause(name, since, mail=name) for name, since in late if since is not None and since <= at]


def pause_causes(conn: Reader, at: Instant, before: int) -> list[Cause]:
    """Return the pauses that end within a length of time."""
    found = conn.execute(
        "SELECT number, owner, paused_until FROM ticket WHERE status = 'paused' AND paused_until > ?1"
        " AND paused_until <= ?1 + ?2",
        (at, before),
    )
    return [Cause(f"T-{number:03d}:{end}", end - before, ticket=number, owner=owner) for number, owner, end in found]


def unheard_faults(conn: Reader, after: Instant) -> list[Cause]:
    """Return the catastrophic faults of which nobody has taken note, and of which no message speaks or is to speak."""
    found = conn.execute(f"{_CATASTROPHIC} AND NOT EXISTS ({_SPOKEN_OF})", (after,)).fetchall()
    return [Cause(f"T-{number:03d}", since, ticket=number, owner=owner) for number, owner, since in found]


def told_already(conn: Reader, prefix: str) -> set[str]:
    """Return the keys of the messages about a cause."""
    found = conn.execute("SELECT dedupe FROM outbox WHERE dedupe >= ? AND dedupe < ?", (prefix, prefix + "\uffff"))
    return {key for (key,) in found}


def _of_clock(clock: Any, since: Instant, owner: str | None) -> Cause:
    key = f"T-{clock.number:03d}:{clock.clause}:{clock.start}"
    return Cause(key, since, ticket=clock.number, owner=owner, clause=clock.clause)
