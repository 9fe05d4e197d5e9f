"""The event stream of a desk: actions that are recorded, clocks that are due soon, clocks that breach."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_name
from deskctl.queries.external_sort import in_order
from deskctl.queries.tickets.clocks import OUTCOMES, ClockRow, clocks_of_open, clocks_where, many_clocks_where
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.sla.state import MISSED, OPEN
from deskctl.store.port import stream
from deskctl.store.watching import data_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

RECORDED, WARNING, BREACHED = "recorded", "warning", "breached"
_OPENED = "logged"
_OVERLAP = 600  # an action may be committed some time after it was recorded
_LONG = 86400
_STEPS = """
SELECT ticket, seq, at, recorded_at, actor, event, note, data FROM action WHERE recorded_at > ?
ORDER BY recorded_at, ticket, seq
"""
_BEFORE = """
SELECT newest.number, ticket, seq, recorded_at FROM (SELECT coalesce(max(number), 0) AS number FROM ticket) AS newest
LEFT JOIN action ON recorded_at BETWEEN ? AND ?
"""
_HIDDEN = 30 * 86400  # how long after its due time a clock may open that was hidden until then
_IN_ORDER = "ORDER BY clock.due, clock.ticket, clock.n"
_LATE_BEFORE = "(clock.outcome = ? OR (clock.outcome = ? AND clock.due <= ?))"
_OF_THE_INDEX = f"clock.outcome IN ({', '.join('?' * len(OUTCOMES))})"


@dataclass(frozen=True, slots=True)
class WatchedEvent:
    """An event at a time: an action with its number and data, or a crossed threshold with its clock."""

    event: str
    number: int
    at: Instant
    seq: int | None = None
    what: str | None = None
    actor: str | None = None
    note: str | None = None
    data: Any = None
    clock: ClockRow | None = None

    @property
    def key(self) -> str:
        """What distinguishes the event from all others; one text needs a third of the memory of a tuple."""
        return f"{self.number}/{self.seq}" if self.clock is None else _key(self.clock, self.event)

    @property
    def action(self) -> str | None:
        """The recorded action: `T-073/4`."""
        return None if self.seq is None else f"{ticket_name(self.number)}/{self.seq}"


@dataclass
class Watcher:
    """Watches a desk from a time on; `look` returns the events since the last look.

    Clocks of open tickets that were late before are not reported. On a ticket that was over at the beginning, nothing
    from before is reported, even if the ticket changes again.
    """

    conn: Reader
    since: Instant
    _seen: dict[tuple[int, int], Instant] = field(default_factory=dict)
    _yielded: set[str] = field(default_factory=set)
    _version: int | None = None
    _next: Instant | None = None

    def __post_init__(self) -> None:
        old = self.conn.execute(_BEFORE, [self.since - _OVERLAP, self.since]).fetchall()
        self._newest = int(old[0][0])
        self._seen = {(ticket, seq): recorded_at for _newest, ticket, seq, recorded_at in old if ticket is not None}
        self._begin = self.since
        self._before = self.since, self._seen, self._yielded, self._next
        self._open: set[int] = set()
        for clock in clocks_of_open(self.conn, _LATE_BEFORE, [MISSED, OPEN, self.since]):
            self._open.add(clock.number)
            if _late_from(clock) <= self.since:
                self._yielded.add(_key(clock, BREACHED))

    def look_again(self, conn: Reader) -> None:
        """Go on with another connection: the next look returns the events of the last one again, and the later ones.

        The connection may have been lost before all of them were read.
        """
        self.conn, self._version = conn, None
        self.since, self._seen, self._yielded, self._next = self._before

    def look(self, until: Instant) -> list[WatchedEvent]:
        """Return the events since the last look, up to a time, in the order of time."""
        return list(self.news(until))

    def news(self, until: Instant) -> Iterator[WatchedEvent]:
        """Yield the same events with little memory, however many they are."""
        version = data_version(self.conn)
        if version == self._version and (self._next is None or until < self._next):
            return
        self._version = version
        self._before = self.since, self._seen, self._yielded.copy(), self._next
        yield from in_order(self._events(until), key=attrgetter("at"))

    def _events(self, until: Instant) -> Iterator[WatchedEvent]:
        changed: set[int] = set()
        opened: set[int] = set()
        for step in self._steps(until):
            changed.add(step.number)
            if step.what == _OPENED:
                opened.add(step.number)
            yield step
        yield from self._crossings(changed, opened, until)
        self.since = max(self.since, until)

    def _steps(self, until: Instant) -> Iterator[WatchedEvent]:
        horizon = self.since - _OVERLAP
        seen = {key: at for key, at in self._seen.items() if at > horizon}
        self._seen = {key: at for key, at in seen.items() if at > until - _OVERLAP}
        rows = stream(self.conn, _STEPS, (horizon,)) if self._is_long(until) else self.conn.execute(_STEPS, [horizon])
        for ticket, seq, at, recorded_at, actor, event, note, data in rows:
            if recorded_at <= until and (ticket, seq) not in seen:
                if recorded_at > until - _OVERLAP:
                    self._seen[ticket, seq] = recorded_at
                yield WatchedEvent(RECORDED, ticket, at, seq, event, actor, note, json.loads(data or "{}"))

    def _crossings(self, changed: Iterable[int], opened: set[int], until: Instant) -> Iterator[WatchedEvent]:
        self._next = None
        for clock in self._clocks(changed, many_clocks_where if self._is_long(until) else clocks_where):
            for event, at in self._moments(clock):
                if at > until:
                    self._next = at if self._next is None else min(at, self._next)
                elif _key(clock, event) not in self._yielded and self._is_news(clock, event, at, opened):
                    self._yielded.add(_key(clock, event))
                    yield WatchedEvent(event, clock.number, at, clock=clock)

    def _is_long(self, until: Instant) -> bool:
        """Return whether so many events are possible that rows must be streamed, which is slower on a server."""
        return until - self.since > _LONG

    def _clocks(self, changed: Iterable[int], where: Callable[..., Iterable[ClockRow]]) -> Iterator[ClockRow]:
        """Yield the clocks due later, those that open after their due time, and those of changed tickets."""
        yield from where(self.conn, f"{_OF_THE_INDEX} AND clock.due > ? {_IN_ORDER}", [*OUTCOMES, self.since])
        late = f"clock.opens_at > ? AND clock.due BETWEEN ? AND ? {_IN_ORDER}"
        yield from where(self.conn, late, [self.since, self.since - _HIDDEN, self.since])
        numbers = ", ".join(str(number) for number in sorted(changed))
        if numbers:
            of_changed = f"clock.ticket IN ({numbers}) AND clock.due <= ? {_IN_ORDER}"
            yield from where(self.conn, of_changed, [self.since])

    def _moments(self, clock: ClockRow) -> Iterator[tuple[str, Instant]]:
        """Yield the times at which a clock crosses its warning time and breaches, unless it ended before."""
        ended = min((end for end in (clock.stop, clock.ended_at) if end is not None), default=None)
        breached = _late_from(clock)
        warned = breached if clock.warns_at is None else clock.warns_at
        for event, at in ((WARNING, warned), (BREACHED, breached)):
            if (event == BREACHED or at < breached) and (ended is None or ended > at):
                yield event, at

    def _is_news(self, clock: ClockRow, event: str, at: Instant, opened: set[int]) -> bool:
        """Return whether a crossing is new: after the last look, or on a ticket that was not known before."""
        if event == BREACHED:
            return at > self._begin or clock.number > self._newest or clock.number in self._open
        return at > self.since or clock.number in opened


def subjects(conn: Reader, happened: Iterable[WatchedEvent]) -> dict[int, Any]:
    """Return the rows of the tickets of events, by number."""
    return rows_of(conn, sorted({one.number for one in happened}))


def _late_from(clock: ClockRow) -> Instant:
    """Return the time from which a clock is late: when it is due, but not before it opens."""
    due = clock.start if clock.due is None else clock.due
    return max(due, clock.opens_at or due)


def _key(clock: ClockRow, event: str) -> str:
    """Return the key of a crossing."""
    return f"{clock.number}/{clock.clause}/{clock.start}/{event}"
