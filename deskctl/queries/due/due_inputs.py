"""The common inputs of the due list: the time, the rules, the calendars, the customers under maintenance."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from deskctl.queries.knowledge.answers import published_answers
from deskctl.queries.reference.hours import HOTLINE, calendars, working_days
from deskctl.queries.reference.policies import current_duty_rules
from deskctl.sla.derivation.maintenance import joined
from deskctl.sla.duties import Duty, DutyRule
from deskctl.sla.events import DUE_CONDITION
from deskctl.store.facts.rows import by_name
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from deskctl.sla.calendar import Calendar
    from deskctl.sla.derivation.maintenance import Maintenance
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_STEPS = f"""
SELECT ticket, seq, at, actor, event, data FROM action WHERE {DUE_CONDITION} AND event IN ({{marks}}) AND at <= ?
{{of}} ORDER BY ticket, at, seq
"""
_LAST = (
    f"SELECT ticket, seq, at FROM action WHERE {DUE_CONDITION} AND event = ? AND at <= ? AND ticket IN ({{marks}})"
    " ORDER BY ticket, seq"
)
_WITHOUT = f"""
SELECT ticket FROM action WHERE {DUE_CONDITION} AND event = 'resolved' AND at <= ? {{of}}
EXCEPT SELECT ticket FROM action WHERE {DUE_CONDITION} AND event = ? AND at <= ? ORDER BY ticket
"""
"""Both sides come sorted from the index, so that they can be merged."""

_HAPPENED = f"SELECT * FROM (SELECT event FROM action WHERE {DUE_CONDITION} AND event = ? LIMIT 1) AS happened"
_AT_ONCE = 500
_DAY = 86_400
_FAR = 36_500 * _DAY
_CORRECTIONS = f"SELECT ticket, data FROM action WHERE {DUE_CONDITION} AND event = 'corrected' {{of}}"
_FIRST_MONTH = "SELECT min(period) FROM inspection WHERE length(period) = 7 AND {condition}"
_THAT = "AND ticket IN (SELECT number FROM ticket WHERE {condition})"


@dataclass(frozen=True, slots=True)
class ActionInForce:
    """A recorded action in force."""

    ticket: int
    seq: int
    at: Instant
    actor: str
    event: str
    data: Mapping[str, Any]


def chunks(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers in chunks that fit into one query."""
    return (numbers[place : place + _AT_ONCE] for place in range(0, len(numbers), _AT_ONCE))


@dataclass(frozen=True)
class DueInputs:
    """The inputs for one reading of the due list; tickets are limited to those of `customers`, unless that is empty."""

    conn: Reader
    at: Instant
    zone: ZoneInfo
    customers: tuple[str, ...] = ()
    ahead: int | Literal["lead"] | None = None
    """How far ahead to look: a number of seconds, the lead of each kind, or without limit."""

    @cached_property
    def rules(self) -> Mapping[str, DutyRule]:
        """The rules by kind, from the current policy of the desk."""
        return current_duty_rules(self.conn)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars of the desk's current policy."""
        return calendars(self.conn)

    @cached_property
    def working_days(self) -> Calendar:
        """The calendar of the working days of the desk."""
        return working_days(self.conn)

    @cached_property
    def answers(self) -> Sequence[Mapping[str, Any]]:
        """The published answers for customers."""
        return published_answers(self.conn, self.at)

    @cached_property
    def today(self) -> date:
        """The date of reading in the desk's zone."""
        return self.day_of(self.at)

    @cached_property
    def maintained(self) -> Mapping[str, Maintenance]:
        """The customers under maintenance at the time of reading, each with the period of it without a gap."""
        return {
            customer: (first, last)
            for customer, contracts in self.maintenance.items()
            for first, last in contracts
            if first <= self.today <= (last or date.max)
        }

    @cached_property
    def maintenance(self) -> Mapping[str, list[Maintenance]]:
        """The customers with contracts, each with its periods of maintenance, as known at the time of reading."""
        rows = self.conn.execute(
            "SELECT contract.customer, maintenance_start, maintenance_end FROM contract"
            " JOIN customer ON customer.id = contract.customer WHERE maintenance_start IS NOT NULL"
            " AND (contract.retired_at IS NULL OR contract.retired_at > ?1)"
            " AND (customer.retired_at IS NULL OR customer.retired_at > ?1)",
            [self.at],
        )
        contracts: dict[str, list[Maintenance]] = {}
        for who, a, b in rows:
            contracts.setdefault(who, []).append((date.fromisoformat(a), date.fromisoformat(b) if b else None))
        return {customer: joined(periods) for customer, periods in contracts.items()}

    @cached_property
    def first_day(self) -> date:
        """The first day for which the desk is responsible: that of the month of its first record.

        If inspections were done before that, as on an imported desk, it is that of the month of the first one. An
        imported desk with neither is responsible for all days that its contracts cover.
        """
        (made,) = self.conn.execute("SELECT min(recorded_at) FROM master_action").fetchone()
        condition, values = ("TRUE", ()) if made is None else ("done_at < ?", (made,))
        (seen,) = self.conn.execute(_FIRST_MONTH.format(condition=condition), values).fetchone()
        begun = self.day_of(made or 0).replace(day=1)
        if seen is None:
            return begun
        first = date.fromisoformat(f"{seen}-01")
        return first if made is None else min(first, begun)

    def return_visit_start(self, last: Instant | None, begins: date, days: int) -> Instant:
        """Return the time from which the days to a return visit count: the last one, else the start of maintenance.

        After a gap in maintenance, a visit counts only if its days do not end in the gap.
        """
        if last is not None and self.day_of(last) + timedelta(days=days) >= begins:
            return last
        return self.midnight(begins)

    def day_of(self, at: Instant) -> date:
        """Return the date of a time in the desk's zone."""
        return datetime.fromtimestamp(at, self.zone).date()

    def midnight(self, day: date) -> Instant:
        """Return the start of a date in the desk's zone."""
        midnight = self._midnights.get(day)
        if midnight is None:
            midnight = int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())
            self._midnights[day] = midnight
        return midnight

    @cached_property
    def _midnights(self) -> dict[date, Instant]:
        return {}

    def last_day(self, kind: str) -> date:
        """Return the last day for which duties of a kind are listed."""
        ahead = self.rules[kind].lead if self.ahead == "lead" else self.ahead
        return date.max if ahead is None or ahead > _FAR else self.day_of(self.at + ahead)

    def workdays(self, start: Instant, count: int) -> Instant:
        """Return closing time of the `count`-th working day after a time."""
        return self.working_days.end_of_workday(start, count)

    def workdays_ahead(self, due: Instant, lead: int | None) -> int | None:
        """Return a lead that is meant in working days as the seconds from the first of them until a time."""
        day = self.day_of(due)
        for _workday in range((lead or 0) // _DAY):
            day -= timedelta(days=1)
            while not self.working_days.windows_on(day):
                day -= timedelta(days=1)
        return due - self.midnight(day) if lead else lead

    def hotline(self, start: Instant, minutes: int) -> Instant:
        """Return the time at which some minutes of hotline hours have passed; without such hours, of any hours."""
        calendar = self.calendars.get(HOTLINE)
        due = calendar.due_at(start, minutes * 60) if calendar else start + minutes * 60
        return start if due is None else due

    def on_day(self, kind: str, subject: str, title: str, day: date, **more: Any) -> Duty:
        """Return a duty for a day, which is late from the next midnight on."""
        due_at = self.midnight(day + timedelta(days=1))
        return Duty(self.rules[kind], subject, title, due_at=due_at, due_on=day, **more)

    def until(self, kind: str, subject: str, title: str, due_at: Instant | None, **more: Any) -> Duty:
        """Return a duty for a time, or one without a due time."""
        return Duty(self.rules[kind], subject, title, due_at=due_at, **more)

    def of_customers(self, column: str = "customer") -> tuple[str, tuple[str, ...]]:
        """Return the condition that a column is one of the selected customers, with its values."""
        if not self.customers:
            return "TRUE", ()
        return f"{column} IN ({', '.join('?' * len(self.customers))})", self.customers

    def _of(self, condition: str = "TRUE") -> tuple[str, tuple[str, ...]]:
        """Return the condition that limits actions to the selected tickets, with its values."""
        of_customer, values = self.of_customers()
        if of_customer == condition == "TRUE":
            return "", ()
        return _THAT.format(condition=f"{condition} AND {of_customer}"), values

    @cached_property
    def undone(self) -> frozenset[tuple[int, int]]:
        """The actions that were undone, each by its ticket and number."""
        of, values = self._of()
        rows = stream(self.conn, _CORRECTIONS.format(of=of), values)
        return frozenset((ticket, int(json.loads(data).get("seq") or 0)) for ticket, data in rows)

    def steps(self, *events: str, of: str = "TRUE") -> Iterator[ActionInForce]:
        """Yield the actions in force with some events, by ticket in order of time.

        The events must be covered by the index of the due list; `of` is a condition on the tickets.
        """
        events = self._happened(events)
        if not events:
            return
        condition, values = self._of(of)
        text = _STEPS.format(marks=", ".join("?" * len(events)), of=condition)
        for ticket, seq, at, actor, event, data in stream(self.conn, text, (*events, self.at, *values)):
            if (ticket, seq) not in self.undone:
                yield ActionInForce(ticket, seq, at, actor, event, json.loads(data))

    def _happened(self, events: tuple[str, ...]) -> tuple[str, ...]:
        """Return the events that ever happened on this desk."""
        rows = self.conn.execute(" UNION ALL ".join([_HAPPENED] * len(events)), events)
        return tuple(event for (event,) in rows)

    def last_times(self, event: str, tickets: Sequence[int]) -> dict[int, Instant]:
        """Return when an event in force last happened on each ticket."""
        times: dict[int, Instant] = {}
        for some in chunks(tickets):
            text = _LAST.format(marks=", ".join("?" * len(some)))
            rows = self.conn.execute(text, [event, self.at, *some])
            times |= {ticket: at for ticket, seq, at in rows if (ticket, seq) not in self.undone}
        return times

    def times(self, event: str, tickets: Sequence[int]) -> Mapping[int, list[Instant]]:
        """Return when an event in force happened on each ticket, in order of time."""
        times: defaultdict[int, list[Instant]] = defaultdict(list)
        for some in chunks(tickets):
            text = _LAST.format(marks=", ".join("?" * len(some)))
            for ticket, seq, at in self.conn.execute(text, (event, self.at, *some)):
                if (ticket, seq) not in self.undone:
                    times[ticket].append(at)
        return {ticket: sorted(instants) for ticket, instants in times.items()}

    def resolved_without(self, event: str) -> Iterator[Mapping[int, Instant]]:
        """Yield the times of resolution of tickets without an event in force, in chunks."""
        corrected = {ticket for ticket, _seq in self.undone}
        of, values = self._of()
        rows = stream(self.conn, _WITHOUT.format(of=of), (self.at, *values, event, self.at))
        while some := [ticket for (ticket,) in islice(rows, _AT_ONCE)]:
            resolved = self.times("resolved", [ticket for ticket in some if ticket not in corrected])
            yield {ticket: times[-1] for ticket, times in resolved.items()}
        for tickets in chunks(sorted(corrected)):
            happened = self.last_times(event, tickets)
            again = self.last_times("resolved", tickets)
            yield {ticket: at for ticket, at in again.items() if ticket not in happened}

    def rows(self, text: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Yield the rows of a query by the names of its columns."""
        yield from by_name(self.conn.execute(text, tuple(values)))
