"""What each part of the due list reads: the time of reading, the rules, the calendars, the maintained customers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from deskctl.queries.reference.hours import calendars
from deskctl.queries.reference.policies import current_duty_rules
from deskctl.sla.duties import Duty, DutyRule
from deskctl.sla.events import DUE_CONDITION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_STEPS = f"""
SELECT ticket, seq, at, actor, event, data FROM action WHERE {DUE_CONDITION} AND event IN ({{marks}}) AND at <= ?
ORDER BY ticket, at, seq
"""
_LAST = (
    f"SELECT ticket, seq, at FROM action WHERE {DUE_CONDITION} AND event = ? AND at <= ? AND ticket IN ({{marks}})"
    " ORDER BY ticket, seq"
)
_WITHOUT = (
    f"SELECT ticket, max(at) FROM action WHERE {DUE_CONDITION} AND event = 'resolved' AND at <= ? AND ticket NOT IN"
    f" (SELECT ticket FROM action WHERE {DUE_CONDITION} AND event = ? AND at <= ?) GROUP BY ticket"
)
_AT_ONCE = 500
_CORRECTIONS = f"SELECT ticket, data FROM action WHERE {DUE_CONDITION} AND event = 'corrected'"


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded action that stands."""

    ticket: int
    seq: int
    at: Instant
    actor: str
    event: str
    data: Mapping[str, Any]


def chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield some numbers in pieces that a query can take."""
    return (numbers[place : place + _AT_ONCE] for place in range(0, len(numbers), _AT_ONCE))


@dataclass(frozen=True)
class Outlook:
    """One reading of the due list."""

    conn: Reader
    at: Instant
    zone: ZoneInfo
    _steps: dict[tuple[str, ...], list[Step]] = field(default_factory=dict, repr=False)

    @cached_property
    def rules(self) -> Mapping[str, DutyRule]:
        """The rules by kind, as the desk's current policy has them."""
        return current_duty_rules(self.conn)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars of the desk's current policy."""
        return calendars(self.conn)

    @cached_property
    def today(self) -> date:
        """The date of reading in the desk's zone."""
        return self.day_of(self.at)

    @cached_property
    def maintained(self) -> Mapping[str, tuple[date, date | None]]:
        """The customers under maintenance at the time of reading, each with the first and last day of it."""
        return {row[0]: (row[1], row[2]) for row in self.maintenance() if row[1] <= self.today <= (row[2] or date.max)}

    def maintenance(self) -> list[tuple[str, date, date | None]]:
        """Return every contract's customer with the first and last day of its maintenance."""
        found = self.conn.execute(
            "SELECT contract.customer, maintenance_start, maintenance_end FROM contract"
            " JOIN customer ON customer.id = contract.customer WHERE maintenance_start IS NOT NULL"
            " AND contract.retired_at IS NULL AND customer.retired_at IS NULL"
            " ORDER BY contract.customer, maintenance_start"
        )
        return [(who, date.fromisoformat(a), date.fromisoformat(b) if b else None) for who, a, b in found]

    def day_of(self, at: Instant) -> date:
        """Return the date of a time in the desk's zone."""
        return datetime.fromtimestamp(at, self.zone).date()

    def midnight(self, day: date) -> Instant:
        """Return when a date begins."""
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def workdays(self, start: Instant, count: int) -> Instant:
        """Return closing time of the `count`-th working day after a time."""
        return self.calendars["WORKDAY"].end_of_workday(start, count)

    def hotline(self, start: Instant, minutes: int) -> Instant:
        """Return the time at which some minutes of hotline hours have passed."""
        due = self.calendars["HOTLINE"].due_at(start, minutes * 60)
        return start if due is None else due

    def on_day(self, kind: str, subject: str, title: str, day: date, **more: Any) -> Duty:
        """Make a promise for a day: it is broken at the next midnight."""
        due_at = self.midnight(day + timedelta(days=1))
        return Duty(self.rules[kind], subject, title, due_at=due_at, due_on=day, **more)

    def until(self, kind: str, subject: str, title: str, due_at: Instant | None, **more: Any) -> Duty:
        """Make a promise to the minute, or one without a date."""
        return Duty(self.rules[kind], subject, title, due_at=due_at, **more)

    @cached_property
    def taken_back(self) -> frozenset[tuple[int, int]]:
        """The actions that were undone, each by its ticket and number."""
        found = self.conn.execute(_CORRECTIONS)
        return frozenset((ticket, int(json.loads(data).get("seq") or 0)) for ticket, data in found)

    def steps(self, *events: str) -> Iterator[Step]:
        """Yield the standing actions of some events on any ticket, ticket by ticket in order of happening.

        They must be among those that the due list asks for.
        """
        if events not in self._steps:
            rows = self.conn.execute(_STEPS.format(marks=", ".join("?" * len(events))), [*events, self.at])
            self._steps[events] = [
                Step(ticket, seq, at, actor, event, json.loads(data)) for ticket, seq, at, actor, event, data in rows
                if (ticket, seq) not in self.taken_back
            ]  # fmt: skip
        yield from self._steps[events]

    def last_times(self, event: str, tickets: Sequence[int]) -> dict[int, Instant]:
        """Return when an event last happened and stands on some tickets."""
        times: dict[int, Instant] = {}
        for some in chunks(tickets):
            text = _LAST.format(marks=", ".join("?" * len(some)))
            found = self.conn.execute(text, [event, self.at, *some])
            times |= {ticket: at for ticket, seq, at in found if (ticket, seq) not in self.taken_back}
        return times

    def resolved_without(self, event: str) -> dict[int, Instant]:
        """Return when each ticket was resolved on which an event did not happen, or was undone."""
        found = self.conn.execute(_WITHOUT, [self.at, event, self.at])
        corrected = sorted({ticket for ticket, _seq in self.taken_back})
        times = {ticket: at for ticket, at in found if ticket not in set(corrected)}
        happened = self.last_times(event, corrected)
        again = self.last_times("resolved", corrected)
        return times | {ticket: at for ticket, at in again.items() if ticket not in happened}

    def rows(self, text: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield rows by column name."""
        found = self.conn.execute(text, list(values))
        columns = [column[0] for column in found.description]
        for row in found:
            yield dict(zip(columns, row, strict=True))
