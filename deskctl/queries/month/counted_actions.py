"""The actions of a period: a few kinds are kept for the monthly report, the others only counted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deskctl.queries.month.period import Period, recorded_of
from deskctl.queries.ticket.full_ticket import ActionRow
from deskctl.queries.ticket.history import late_by
from deskctl.queries.tickets.late_entries import late_after_each

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

_IN_PERIOD = "recorded_at >= ?1 AND recorded_at <= ?2 AND {}"
_CORRECTED = f"""
SELECT action.ticket, data FROM action JOIN ticket ON ticket.number = action.ticket
WHERE {_IN_PERIOD} AND event = 'corrected'
"""
_STEPS = f"""
SELECT action.ticket, seq, action.at, recorded_at, actor, event, note, data
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
    recorded_later: list[Pair] = field(default_factory=list)
    """The actions that were recorded after they happened, without their data."""

    def of(self, *events: str) -> list[Pair]:
        """Return the actions of some events by ticket and time; raises `KeyError` for an event that is not kept."""
        pairs = (pair for event in events for pair in self.kept[event])
        return sorted(pairs, key=lambda pair: (pair[0], pair[1].at, pair[1].seq))

    def add(self, number: int, step: ActionRow) -> None:
        """Count an action, and keep it if it is of a kept event."""
        if step.event in self.kept:
            self.kept[step.event].append((number, step))
        if reason := step.data.get("delay_reason"):
            self.delay_reasons.setdefault((number, step.at), str(reason))
        if step.recorded_at > step.at:
            self.recorded_later.append((number, step._replace(data={}, note="")))


def month_steps(conn: Reader, period: Period) -> MonthSteps:
    """Read the actions of a period."""
    steps = MonthSteps()
    for number, step in _steps(conn, period):
        steps.add(number, step)
    return steps


def late_count(conn: Reader, steps: MonthSteps) -> int:
    """Return the number of actions that were recorded later than the policies of their tickets allow."""
    after = late_after_each(conn, list(dict.fromkeys(number for number, _step in steps.recorded_later)))
    return sum(late_by(step, after[number]) > 0 for number, step in steps.recorded_later)


def _steps(conn: Reader, period: Period) -> Iterator[Pair]:
    """Yield the actions of a period that were not undone by ticket and time."""
    customer = [] if period.customer is None else [period.customer]
    corrected = _CORRECTED.format(recorded_of(period.customer, 3))
    found = conn.execute(corrected, [period.begin, period.known, *customer])
    undone = {(number, json.loads(data).get("seq")) for number, data in found}
    query = _STEPS.format(recorded_of(period.customer, 4))
    for row in conn.execute(query, [period.begin, period.known, period.last, *customer]):
        if (row[0], row[1]) not in undone:
            yield row[0], _step(row)


def _step(row: tuple[Any, ...]) -> ActionRow:
    seq, at, recorded_at, actor, event, note, data = row[1:]
    return ActionRow(seq, at, recorded_at, actor, None, event, note, json.loads(data))
