"""Closed months, whose figures only count what was recorded before they closed (rule 24)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.language.time_words.months import month_after
from deskctl.queries.conditions.filters import WAS_CHANGED
from deskctl.queries.month.period import of_customer, recorded_of
from deskctl.sla.clocks import derive
from deskctl.sla.facts import Case
from deskctl.sla.lifecycle import end_in_force
from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.policies import PolicyCache, load_desk_policy
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deskctl.queries.month.period import Period
    from deskctl.sla.facts import Fact, Instant
    from deskctl.sla.state import State
    from deskctl.store.port import Reader

_CHANGED_LATER = (
    "SELECT number, customer, pre_acceptance IS TRUE FROM ticket"
    f" WHERE ticket.changed_at > ?1 AND {WAS_CHANGED} AND reported_at <= ?1 AND {{}}"
    " ORDER BY number"
)
_LATE = """
SELECT action.ticket, seq, action.at, recorded_at, actor, event, data FROM action
JOIN ticket ON ticket.number = action.ticket
WHERE recorded_at >= ?1 AND recorded_at < ?2 AND {}
ORDER BY recorded_at, action.ticket, seq
"""


@dataclass(frozen=True, slots=True)
class TicketAtClose:
    """A ticket as known when a month closed: its state, its end, and the earlier values of what was edited later.

    Its customer, and whether it is from before the final acceptance, are those of today. One that was
    `entered_later` was not known when the month closed.
    """

    entered_later: bool
    customer: str | None
    pre_acceptance: bool
    state: State
    facts: tuple[Fact, ...]
    ended_at: Instant | None
    edited: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An action recorded in a month that concerns an earlier, closed month."""

    number: int
    at: Instant
    recorded_at: Instant
    actor: str
    event: str


def month_closes(conn: Reader, end: Instant) -> Instant:
    """Return the time at which the figures of a month are closed, from the end of the month.

    The desk's policy and the days that it knew then define it; what is installed or entered later changes no month.
    """
    policy = load_desk_policy(conn, end)
    return policy.end_of(end - 1, policy.rules.month_closes)


def tickets_at_close(conn: Reader, known_at: Instant, customer: str | None = None) -> dict[int, TicketAtClose]:
    """Return the tickets with actions recorded after a time by number, as known at that time, for one customer or all.

    Tickets reported after that time are left out.
    """
    statement = _CHANGED_LATER.format(of_customer(customer, 2))
    changed = conn.execute(statement, [known_at] if customer is None else [known_at, customer]).fetchall()
    closed: dict[int, TicketAtClose] = {}
    policies = PolicyCache(conn)
    for number, of, early in changed:
        for stored in stored_cases(conn, numbers=(number, number)):
            facts = [fact for fact in stored.case.facts if (fact.recorded_at or fact.at) <= known_at]
            later = [fact for fact in stored.case.facts if (fact.recorded_at or fact.at) > known_at]
            policy = policies.load(stored.policy, stored.version, known_at)
            state = derive(Case(stored.case.intake, facts), policy)
            end = end_in_force(facts)
            closed[number] = TicketAtClose(
                any(fact.event == "logged" for fact in later), of, bool(early), state, tuple(facts), end and end.at,
                _edited(later),
            )  # fmt: skip
    return closed


def late_entries(conn: Reader, period: Period) -> Iterator[LateEntry]:
    """Yield the actions recorded in a period that belong to a month closed before."""
    values = [period.begin, period.last, *([] if period.customer is None else [period.customer])]
    rows = stream(conn, _LATE.format(recorded_of(period.customer, 3)), values)
    closings: dict[Instant, Instant] = {}
    for number, _seq, at, recorded_at, actor, event, data in rows:
        about = _concerned_time(conn, number, at, event, json.loads(data))
        if about >= period.begin:
            continue
        end = _end_of_month(about, period)
        if end not in closings:
            closings[end] = month_closes(conn, end)
        if recorded_at > closings[end]:
            yield LateEntry(number, at, recorded_at, actor, event)


def _concerned_time(conn: Reader, number: int, at: Instant, event: str, data: dict[str, Any]) -> Instant:
    """Return the time that an action concerns: for a correction the undone action, for a reopening the end before."""
    if event == "corrected":
        row = conn.execute("SELECT at FROM action WHERE ticket = ? AND seq = ?", (number, data.get("seq"))).fetchone()
        return int(row[0]) if row else at
    if event == "reopened":
        (ended,) = conn.execute(
            "SELECT max(at) FROM action WHERE ticket = ? AND at < ? AND event IN"
            " ('resolved', 'closed', 'closed_without_answer')",
            (number, at),
        ).fetchone()
        return at if ended is None else int(ended)
    return at


def _end_of_month(at: Instant, period: Period) -> Instant:
    from datetime import datetime

    begin = datetime.fromtimestamp(at, period.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return int(month_after(begin).timestamp())


def _edited(later: Sequence[Fact]) -> dict[str, Any]:
    """Return the earlier values of the columns that were edited later."""
    before: dict[str, Any] = {}
    for fact in sorted(later, key=lambda one: one.seq, reverse=True):
        if fact.event == "edited":
            before |= {name: change["from"] for name, change in fact.data.items() if isinstance(change, dict)}
    return before
