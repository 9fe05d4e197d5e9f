"""What each part of the due list needs: the time of reading, the rules, the calendars, who is maintained."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from deskctl.queries.reference.hours import calendars
from deskctl.queries.reference.policies import current_duty_rules
from deskctl.sla.duties import Duty, DutyRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from deskctl.sla.calendar import Calendar
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_STANDING = """
SELECT step.ticket, step.seq, step.at, step.actor, step.event, step.data FROM action AS step
WHERE step.event IN ({marks}) AND step.at <= ? AND NOT EXISTS (
    SELECT 1 FROM action AS back WHERE back.ticket = step.ticket AND back.event = 'corrected'
    AND CAST(json_extract(back.data, '$.seq') AS BIGINT) = step.seq)
ORDER BY step.ticket, step.at, step.seq
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded action that stands."""

    ticket: int
    seq: int
    at: Instant
    actor: str
    event: str
    data: Mapping[str, Any]


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

    def steps(self, *events: str) -> Iterator[Step]:
        """Yield the standing actions of some events on any ticket, ticket by ticket in order of happening."""
        if events not in self._steps:
            text = _STANDING.format(marks=", ".join("?" * len(events)))
            rows = self.conn.execute(text, [*events, self.at])
            self._steps[events] = [
                Step(number, seq, at, actor, event, json.loads(data)) for number, seq, at, actor, event, data in rows
            ]
        yield from self._steps[events]

    def rows(self, text: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield rows by column name."""
        found = self.conn.execute(text, list(values))
        columns = [column[0] for column in found.description]
        for row in found:
            yield dict(zip(columns, row, strict=True))
