"""The causes of escalations: catastrophic faults, promises that are due soon or broken, mails and replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.queries.messages.escalation_clocks import clocks_near_due
from deskctl.queries.messages.mail_states import WAITING
from deskctl.queries.reference.hours import HOTLINE, calendars
from deskctl.queries.tickets.clocks import clocks_where

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_RESPONSES = ("acknowledged", "engineer_response", "departed", "arrived", "remote_started", "diagnosed")
_ACKNOWLEDGED = "acknowledged"
_CATASTROPHIC = f"""
SELECT number, owner, since FROM (
 SELECT number, owner, coalesce((SELECT max(recorded_at) FROM action WHERE action.ticket = number
  AND (event = 'logged' OR (event = 'severity_changed' AND json_extract(data, '$.to') = 'catastrophic'))),
  reported_at) AS since
 FROM ticket WHERE severity = 'catastrophic' AND {IS_OPEN}) AS ticket
WHERE since >= ? AND NOT EXISTS (SELECT 1 FROM action WHERE action.ticket = number AND event IN ({{ends}})
 AND recorded_at >= since)
"""
_OWN_STEP = """
SELECT 1 FROM outbox JOIN action ON action.ticket = outbox.ticket AND action.actor = outbox.staff
WHERE outbox.ticket = number AND outbox.kind IN ('notify', 'escalation') AND outbox.sent_at >= since
 AND action.recorded_at >= outbox.sent_at
"""
"""A notified person who then does something on the ticket has acknowledged the notice."""
_REPLIES = f"""
SELECT action.ticket, json_extract(action.data, '$.mail'), action.recorded_at, ticket.owner FROM action
JOIN ticket ON ticket.number = action.ticket
WHERE action.recorded_at >= ? AND event = 'contact' AND json_extract(action.data, '$.mail') IS NOT NULL
 AND json_extract(action.data, '$.direction') = 'in' AND json_extract(action.data, '$.automatic') IS NULL
 AND coalesce(action.actor <> ticket.owner, TRUE)
 AND {IS_OPEN}
 AND NOT EXISTS (SELECT 1 FROM action AS later WHERE later.ticket = action.ticket AND later.seq > action.seq
  AND later.actor = ticket.owner)
 AND NOT EXISTS (SELECT 1 FROM action AS ack WHERE ack.ticket = action.ticket AND ack.event = 'acknowledged'
  AND json_extract(ack.data, '$.mail') = json_extract(action.data, '$.mail'))
"""
"""The mails in which the staff answers a notice are no news."""
_NOTIFIED = """
SELECT 1 FROM outbox WHERE outbox.ticket = number AND kind IN ('notify', 'escalation') AND created_at >= since
 AND state NOT IN ('refused', 'expired', 'cancelled', 'bounced')
"""
_SOON = "clock.due > ? AND clock.warns_at <= ? AND clock.warns_at >= ?"
_BROKEN = "clock.due <= ? AND clock.due >= ?"
ANOTHER_OWNER = "the ticket has another owner"
"""The reason of a message that was not sent, and does not count."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause for notifying somebody: its key, since when it holds, and what it is about."""

    key: str
    since: Instant
    ticket: int | None = None
    mail: str | None = None
    owner: str | None = None
    clause: str | None = None
    start: Instant | None = None


def oldest_first(cause: Cause) -> tuple[Instant, int, str]:
    """Return the sort key of a cause, so that every engine numbers the messages in the same order."""
    return cause.since, cause.ticket or 0, cause.key


def catastrophic_causes(conn: Reader, after: Instant, until: str = _ACKNOWLEDGED) -> list[Cause]:
    """Return the catastrophic faults since a time that nobody acknowledged, or that lack the event `until`."""
    rows = conn.execute(_unended(until), (after,)).fetchall()
    return [Cause(ticket_name(number), since, ticket=number, owner=owner) for number, owner, since in rows]


def _unended(until: str = _ACKNOWLEDGED) -> str:
    ends = _RESPONSES if until == _ACKNOWLEDGED else (until,)
    text = _CATASTROPHIC.format(ends=", ".join(f"'{event}'" for event in ends))
    return f"{text} AND NOT EXISTS ({_OWN_STEP})" if until == _ACKNOWLEDGED else text


def is_acknowledged(conn: Reader, ticket: int) -> bool:
    """Return whether a catastrophic fault was acknowledged, or is no longer one."""
    row = conn.execute(f"{_unended()} AND number = ?", (0, ticket)).fetchone()
    return row is None


def soon_causes(conn: Reader, at: Instant, after: Instant) -> list[Cause]:
    """Return the promises that crossed the threshold of the policy after a time and are not late."""
    return _of_clocks(conn, _SOON, [at, at, after])


def soon_causes_by(conn: Reader, at: Instant, after: Instant, share: int, left: int) -> list[Cause]:
    """Return the promises that crossed the threshold of a rule after a time and are not late."""
    clocks = [(clock, since) for clock, since in clocks_near_due(conn, at, share, left) if since >= after]
    owners = _owners(conn) if clocks else {}
    return [_of_clock(clock, since, owners.get(clock.number)) for clock, since in clocks]


def _owners(conn: Reader) -> dict[int, str | None]:
    return dict(conn.execute(f"SELECT number, owner FROM ticket WHERE {IS_OPEN}").fetchall())


def reply_causes(conn: Reader, after: Instant) -> list[Cause]:
    """Return the mails that were recorded on open tickets after a time, and to which the owner has not reacted."""
    rows = conn.execute(_REPLIES, (after,)).fetchall()
    return [
        Cause(f"{ticket_name(number)}:{mail}", since, ticket=number, mail=mail, owner=owner)
        for number, mail, since, owner in rows
    ]


def broken_causes(conn: Reader, at: Instant, after: Instant) -> list[Cause]:
    """Return the promises that were broken after a time and are still open."""
    return _of_clocks(conn, _BROKEN, [at, after])


def _of_clocks(conn: Reader, condition: str, values: list[Instant]) -> list[Cause]:
    clocks = clocks_where(conn, f"clock.outcome = 'open' AND {condition} AND {IS_OPEN}", values)
    owners = _owners(conn) if clocks else {}
    times = [(clock, clock.warns_at if condition == _SOON else clock.due) for clock in clocks]
    return [_of_clock(clock, since, owners.get(clock.number)) for clock, since in times if since is not None]


def is_over_since(conn: Reader, cause: Cause, event: str) -> bool:
    """Return whether an event has happened on the ticket of a cause since it began."""
    row = conn.execute(
        "SELECT 1 FROM action WHERE ticket = ? AND event = ? AND recorded_at >= ? LIMIT 1",
        (cause.ticket, event, cause.since),
    ).fetchone()
    return row is not None


def mail_causes(conn: Reader, at: Instant, after: Instant, length: int) -> list[Cause]:
    """Return the mails that have waited for a length of hotline hours."""
    hotline = calendars(conn).get(HOTLINE)
    rows = conn.execute(f"SELECT id, received_at FROM mail WHERE {WAITING} AND received_at >= ?", (after,)).fetchall()
    late = [(name, hotline.due_at(received, length) if hotline else received + length) for name, received in rows]
    return [Cause(name, since, mail=name) for name, since in late if since is not None and since <= at]


def pause_causes(conn: Reader, at: Instant, before: int) -> list[Cause]:
    """Return the pauses that end within `before` seconds."""
    rows = conn.execute(
        "SELECT number, owner, paused_until FROM ticket WHERE status = 'paused' AND paused_until > ?1"
        " AND paused_until <= ?1 + ?2",
        (at, before),
    )
    return [
        Cause(f"{ticket_name(number)}:{end}", end - before, ticket=number, owner=owner) for number, owner, end in rows
    ]


def unnotified_faults(conn: Reader, after: Instant) -> list[Cause]:
    """Return the catastrophic faults that nobody acknowledged and about which no message was or will be sent."""
    rows = conn.execute(f"{_unended()} AND NOT EXISTS ({_NOTIFIED})", (after,)).fetchall()
    return [Cause(ticket_name(number), since, ticket=number, owner=owner) for number, owner, since in rows]


def notified_keys(conn: Reader, prefix: str) -> set[str]:
    """Return the keys of the messages about a cause, without those that never reached anybody."""
    rows = conn.execute(
        "SELECT dedupe FROM outbox WHERE dedupe >= ? AND dedupe < ? AND state NOT IN ('refused', 'bounced')"
        " AND coalesce(closed_reason, '') <> ?",
        (prefix, prefix + "\uffff", ANOTHER_OWNER),
    )
    return {key for (key,) in rows}


def tried_ways(conn: Reader, prefix: str, step: int) -> frozenset[str]:
    """Return the recipients and channels that a step of a cause has tried, as `EN1:smtp`."""
    start = f"{prefix}{step}:"
    rows = conn.execute("SELECT dedupe FROM outbox WHERE dedupe >= ? AND dedupe < ?", (start, start + "\uffff"))
    return frozenset(key.removeprefix(start) for (key,) in rows)


def notified_lately(conn: Reader, ticket: int | None, rule: str, after: Instant) -> bool:
    """Return whether a kind of rule queued a message about a ticket after a time."""
    row = conn.execute(
        "SELECT 1 FROM outbox WHERE ticket = ? AND rule = ? AND created_at > ? AND state <> 'cancelled' LIMIT 1",
        (ticket, rule, after),
    ).fetchone()
    return row is not None


def _of_clock(clock: Any, since: Instant, owner: str | None) -> Cause:
    key = f"{ticket_name(clock.number)}:{clock.clause}:{clock.start}"
    return Cause(key, since, ticket=clock.number, owner=owner, clause=clock.clause, start=clock.start)
