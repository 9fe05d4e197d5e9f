"""The actions of a period: a few kinds are kept for the monthly report, the others only counted."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import TYPE_CHECKING, Any

from deskctl.queries.month.period import Period, recorded_of
from deskctl.queries.ticket.full_ticket import ActionRow
from deskctl.queries.ticket.history import lateness
from deskctl.queries.tickets.late_entries import late_after_each
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

Pair = tuple[int, ActionRow]
"""An action with the number of its ticket."""

KEPT = (
    "arrived",
    "change_decided",
    "charged",
    "closed_without_answer",
    "emergency_declared",
    "emergency_revoked",
    "evaluated",
    "evaluation_asked",
    "faq_published",
    "loaner_provided",
    "loaner_returned",
    "not_satisfied",
    "part_installed",
    "remote_started",
    "reopened",
    "report_issued",
    "resolved",
    "rolled_back",
    "upgrade_finished",
    "verified",
    "verify_failed",
)
"""The events of the actions that are kept; a month of a large desk has a hundred thousand others."""

OUTCOMES = frozenset({"emergency_revoked", "reopened", "report_issued", "resolved"})
"""Those that are kept only for tickets with an emergency in the period."""

_IN_PERIOD = "recorded_at >= ?1 AND recorded_at <= ?2 AND {}"
_CORRECTED = f"""
SELECT action.ticket, data FROM action JOIN ticket ON ticket.number = action.ticket
WHERE {_IN_PERIOD} AND event = 'corrected'
"""
_STEPS = f"""
SELECT action.ticket, seq, action.at, recorded_at, actor, event, data
FROM action JOIN ticket ON ticket.number = action.ticket
WHERE {_IN_PERIOD} AND action.at >= ?1 AND action.at < ?3 AND event <> 'corrected'
ORDER BY action.ticket, action.at, seq
"""


@dataclass(frozen=True, slots=True)
class MonthSteps:
    """The actions that happened in a period and were not undone."""

    kept: dict[str, list[Pair]] = field(default_factory=lambda: {event: [] for event in KEPT})
    delay_reasons: dict[tuple[int, Instant | None], str] = field(default_factory=dict)
    """The first recorded reason for a delay, by ticket and time."""
    delayed: array[int] = field(default_factory=lambda: array("q"))
    """The tickets of the actions that were recorded after they happened."""
    delays: array[int] = field(default_factory=lambda: array("q"))
    """How many seconds after they happened, in the same order."""

    def of(self, *events: str) -> list[Pair]:
        """Return the actions of some events by ticket and time; raises `KeyError` for an event that is not kept."""
        pairs = (pair for event in events for pair in self.kept[event])
        return sorted(pairs, key=lambda pair: (pair[0], pair[1].at, pair[1].seq))

    def add_ticket(self, number: int, steps: list[ActionRow]) -> None:
        """Count the actions of a ticket, and keep those of a kept event."""
        is_emergency = any(step.event == "emergency_declared" for step in steps)
        for step in steps:
            self._count(number, step)
            if step.event in self.kept and (is_emergency or step.event not in OUTCOMES):
                self.kept[step.event].append((number, step))

    def _count(self, number: int, step: ActionRow) -> None:
        if reason := step.data.get("delay_reason"):
            self.delay_reasons.setdefault((number, step.at), str(reason))
        if step.recorded_at > step.at:
            self.delayed.append(number)
            self.delays.append(step.recorded_at - step.at)


def month_steps(conn: Reader, period: Period) -> MonthSteps:
    """Read the actions of a period."""
    steps = MonthSteps()
    for number, pairs in groupby(_steps(conn, period), key=itemgetter(0)):
        steps.add_ticket(number, [step for _number, step in pairs])
    return steps


def late_count(conn: Reader, steps: MonthSteps) -> int:
    """Return the number of actions that were recorded later than the policies of their tickets allow."""
    after = late_after_each(conn, list(dict.fromkeys(steps.delayed)))
    delays = zip(steps.delayed, steps.delays, strict=True)
    return sum(lateness(delay, after[number]) > 0 for number, delay in delays)


def _steps(conn: Reader, period: Period) -> Iterator[Pair]:
    """Yield the actions of a period that were not undone by ticket and time."""
    customer = [] if period.customer is None else [period.customer]
    corrected = _CORRECTED.format(recorded_of(period.customer, 3))
    found = conn.execute(corrected, [period.begin, period.known, *customer])
    undone = {(number, json.loads(data).get("seq")) for number, data in found}
    query = _STEPS.format(recorded_of(period.customer, 4))
    for row in stream(conn, query, [period.begin, period.known, period.last, *customer]):
        if (row[0], row[1]) not in undone:
            yield row[0], _step(row)


def _step(row: tuple[Any, ...]) -> ActionRow:
    """Return an action without its note; the names of its fields are shared, as a month has very many actions."""
    seq, at, recorded_at, actor, event, data = row[1:]
    return ActionRow(seq, at, recorded_at, actor and intern(actor), None, intern(event), "", _FIELDS.decode(data))


_FIELDS = json.JSONDecoder(object_pairs_hook=lambda pairs: {intern(name): value for name, value in pairs})
