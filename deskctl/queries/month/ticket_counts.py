"""The tickets of a period that the monthly report counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from sys import intern
from typing import TYPE_CHECKING, Any

from deskctl.language.time_words.months import month_after
from deskctl.queries.conditions.filters import IS_OPEN, WAS_CHANGED
from deskctl.queries.conditions.undone import undoes
from deskctl.queries.month.closed_month import TicketAtClose, month_closes, tickets_at_close
from deskctl.queries.month.period import Period, of_customer
from deskctl.sla.events import DUE_CONDITION
from deskctl.sla.lifecycle import ENDS_AND_REOPENINGS, VOIDED
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from deskctl.queries.month.past_names import PastNames
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ENDED = f"""
SELECT ended.seq FROM action AS ended WHERE ended.ticket = ticket.number AND ended.recorded_at <= ?3
AND ended.event IN ({", ".join(map(repr, sorted(ENDS_AND_REOPENINGS)))}) AND NOT EXISTS (
    SELECT 1 FROM action AS back WHERE back.{DUE_CONDITION} AND back.ticket = ended.ticket AND back.recorded_at <= ?3
    AND {undoes("back", "ended")}
  )
ORDER BY ended.seq DESC LIMIT 1
"""
_TREND_MONTHS = 6
_TICKETS = f"""
SELECT number, title, ticket.customer, customer.name, catalog, ticket.kind, channel, level, severity, status,
       reported_at, owner, CASE WHEN ended.event <> 'reopened' THEN ended.at END, visit_reason
FROM ticket LEFT JOIN customer ON customer.id = ticket.customer
LEFT JOIN action AS ended ON ended.ticket = ticket.number AND ended.seq = ({_ENDED})
WHERE (status <> 'voided' OR ticket.changed_at > ?3) AND reported_at < ?1 AND ticket.number IN (
    SELECT ticket.number FROM ticket WHERE {IS_OPEN} AND {{0}}
    UNION ALL SELECT ticket.number FROM ticket WHERE ticket.closed_at >= ?2 AND {{0}}
    UNION ALL SELECT ticket.number FROM ticket WHERE ticket.changed_at > ?3 AND {WAS_CHANGED} AND {{0}}
  )
  AND (ended.at IS NULL OR ended.event = 'reopened' OR ended.at >= ?2) ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class CountedTicket:
    """A ticket that was open at some time of a period; `ended_at` is None if it is still open."""

    number: int
    title: str
    customer: str | None
    customer_name: str | None
    catalog: str | None
    kind: str
    channel: str
    level: str
    severity: str | None
    status: str
    reported_at: Instant
    owner: str | None
    ended_at: Instant | None
    visit_reason: str | None


def counted_tickets(conn: Reader, period: Period) -> Iterator[CountedTicket]:
    """Yield the tickets that were open at some time of a period, new ones included.

    Those voided by then, and those entered only after it closed, are left out.
    """
    values = [period.last, period.begin, period.known, *([] if period.customer is None else [period.customer])]
    frozen = tickets_at_close(conn, period.known, period.customer) if period.closes <= period.at else {}
    for row in stream(conn, _TICKETS.format(of_customer(period.customer, 4)), values):
        ticket = CountedTicket(*map(_shared, row))
        if (then := frozen.get(ticket.number)) is not None:
            if then.entered_later:
                continue
            ticket = _as_closed(ticket, then)
        if ticket.status != VOIDED:
            yield ticket


def _shared(value: Any) -> Any:
    """Return one object for equal texts, as a month has very many tickets."""
    return intern(value) if isinstance(value, str) else value


def _as_closed(ticket: CountedTicket, frozen: TicketAtClose) -> CountedTicket:
    """Return a ticket as it was known when the month closed."""
    state = frozen.state
    kept = {name: value for name, value in frozen.edited.items() if name in {"title", "catalog", "kind", "channel"}}
    return replace(
        ticket,
        level=state.level,
        severity=state.severity,
        status=state.status,
        owner=state.owner,
        ended_at=frozen.ended_at,
        **kept,
    )


def renamed(ticket: CountedTicket, past: PastNames) -> CountedTicket:
    """Return a ticket with the name that its customer had then."""
    return replace(ticket, customer_name=past.customers.get(ticket.customer, ticket.customer_name))


def is_new(ticket: CountedTicket, period: Period) -> bool:
    """Return whether a ticket was reported in a period."""
    return period.begin <= ticket.reported_at < period.last


def is_closed(ticket: CountedTicket, period: Period) -> bool:
    """Return whether a ticket ended in a period."""
    return ticket.ended_at is not None and period.begin <= ticket.ended_at < period.last


def is_open(ticket: CountedTicket, period: Period) -> bool:
    """Return whether a ticket was open when a period ended."""
    return ticket.ended_at is None or ticket.ended_at >= period.last


def trend(conn: Reader, period: Period, zone: ZoneInfo) -> Iterator[tuple[str, Period]]:
    """Yield the six months up to the one in which a period begins, the oldest first, since the first ticket."""
    (oldest,) = conn.execute("SELECT min(reported_at) FROM ticket").fetchone()
    begin = datetime.fromtimestamp(period.begin, zone).replace(day=1)
    for back in range(_TREND_MONTHS - 1, -1, -1):
        first, after = month_after(begin, -back), month_after(begin, 1 - back)
        end = int(after.timestamp())
        one = Period(int(first.timestamp()), end, period.at, period.customer, month_closes(conn, end), zone)
        if oldest is not None and one.end > oldest:
            yield first.strftime("%Y-%m"), one


def names(conn: Reader, past: PastNames, table: str, column: str = "name") -> dict[str, str]:
    """Return the names that all records of a kind had then, by id."""
    rows = conn.execute(f"SELECT id, {column} FROM {table}")
    return {key: past.of(table, key, column, name) for key, name in rows}


def assets_of(conn: Reader, past: PastNames, numbers: Sequence[int]) -> list[tuple[int, str, str, str | None]]:
    """Return the equipment of tickets as (ticket, id, name, model), with the names of that time."""
    marks = ", ".join("?" * len(numbers))
    rows = conn.execute(
        f"SELECT ticket, asset.id, asset.name, asset.model FROM ticket_asset JOIN asset ON asset.id = asset"
        f" WHERE ticket IN ({marks}) ORDER BY asset.id, ticket",
        list(numbers),
    )
    return [
        (number, *map(_shared, (key, past.of("asset", key, "name", name), past.of("asset", key, "model", model))))
        for number, key, name, model in rows
    ]
