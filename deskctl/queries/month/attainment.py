"""Attainment: how many of the promises that fell due were kept, with soft targets apart (rule 23)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.names import ticket_name
from deskctl.queries.month.closed_month import tickets_at_close
from deskctl.queries.month.margins import Margins, SpillFile
from deskctl.queries.month.period import may_start_since
from deskctl.sla.state import MET, MISSED, OVERDUE, reading, state_at
from deskctl.store.port import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.month.closed_month import TicketAtClose
    from deskctl.sla.facts import Instant
    from deskctl.sla.state import Clock
    from deskctl.store.port import Reader

_EVER = 1 << 62
GROUPS = {"clause": "clock.clause", "level": "ticket.level", "customer": "ticket.customer", "engineer": "ticket.owner"}


@dataclass(frozen=True, slots=True)
class Attainment:
    """The counts of a group of clocks. Margins are seconds before the due time, negative after it.

    `late_entries` counts the promises that were kept by an action recorded late.
    """

    group: str
    soft: bool
    met: int
    missed: int
    overdue: int
    waived: int
    superseded: int
    not_needed: int
    running: int
    median_margin: int | None
    worst_margin: int | None
    late_entries: int = 0

    @property
    def fell_due(self) -> int:
        """Met + missed + overdue: a promise that is overdue counts as broken."""
        return self.met + self.missed + self.overdue

    @property
    def rate(self) -> float | None:
        """Met / (met + missed + overdue); None if nothing fell due."""
        return self.met / self.fell_due if self.fell_due else None


@dataclass(frozen=True, slots=True)
class MissedPromise:
    """A broken promise: by how many seconds (until now if it is open), and who owned the ticket meanwhile."""

    ticket: str
    clause: str
    soft: bool
    due: Instant
    stop: Instant | None
    over: int
    owners: tuple[Ownership, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """The owner of a ticket during a part of a clock; None if there was none."""

    owner: str | None
    begin: Instant
    end: Instant


class _Row(NamedTuple):
    number: int
    clause: str
    soft: bool
    start: Instant
    due: Instant | None
    stop: Instant | None
    ended_at: Instant | None
    group: str
    state: str
    late_entry: int = 0

    def reached(self, at: Instant) -> Instant:
        """Return the end of the clock for the computation of its margin."""
        ends = [end for end in (self.stop, self.ended_at) if end is not None and end <= at]
        return min(ends, default=at)


class _Tally:
    """The counts of a group of clocks."""

    def __init__(self, spill: SpillFile) -> None:
        self.states: Counter[str] = Counter()
        self.margins = Margins(spill)
        self.late_entries = 0

    def add(self, row: _Row, at: Instant) -> None:
        """Add a clock to the counts."""
        self.states[row.state] += 1
        if row.due is not None and row.state in {MET, MISSED}:
            self.margins.add(row.due - row.reached(at))
        self.late_entries += row.state == MET and row.late_entry > 0

    def attained(self, group: str, *, soft: bool) -> Attainment:
        """Return the attainment of the group."""
        names = ("met", "missed", "overdue", "waived", "superseded", "not_needed", "running")
        counts: dict[str, Any] = {name: self.states[name] for name in names}
        return Attainment(
            group,
            soft,
            **counts,
            median_margin=self.margins.median(),
            worst_margin=self.margins.worst(),
            late_entries=self.late_entries,
        )


def attainment(  # noqa: PLR0913 - each a filter of its own
    conn: Reader,
    *,
    at: Instant,
    by: str = "clause",
    since: Instant | None = None,
    until: Instant | None = None,
    customer: str | None = None,
    every: bool = False,
    closes: Instant | None = None,
    misses: bool = True,
) -> tuple[list[Attainment], list[MissedPromise]]:
    """Return the attainment of the clocks that started in a period, and with `misses` the broken promises.

    Clocks from before the final acceptance only count with `every`. If the period `closes` before `at`, clocks are read
    as they were known then.
    """
    rows, at = _read(conn, at, by, (since, until, customer), every=every, closes=closes)
    groups: dict[tuple[bool, str], _Tally] = {}
    spill = SpillFile()
    missed: list[_Row] = []
    for row in rows:
        tally = groups.get((row.soft, row.group))
        if tally is None:
            tally = groups[row.soft, row.group] = _Tally(spill)
        tally.add(row, at)
        if misses and row.state in {MISSED, OVERDUE}:
            missed.append(row)
    attained = [groups[soft, group].attained(group, soft=soft) for soft, group in sorted(groups)]
    return attained, [_miss(conn, row, at) for row in missed]


def missed_promises(
    conn: Reader,
    *,
    at: Instant,
    since: Instant | None = None,
    until: Instant | None = None,
    every: bool = False,
    closes: Instant | None = None,
) -> Iterator[MissedPromise]:
    """Yield the broken promises one by one, because there may be very many."""
    rows, at = _read(conn, at, "clause", (since, until, None), every=every, closes=closes)
    return (_miss(conn, row, at) for row in rows if row.state in {MISSED, OVERDUE})


def _read(
    conn: Reader, at: Instant, by: str, where: tuple[Any, Any, Any], *, every: bool, closes: Instant | None
) -> tuple[Iterator[_Row], Instant]:
    """Return the rows and the time at which they are read."""
    is_closed = closes is not None and closes < at
    at = min(at, closes) if closes is not None else at
    rows = _rows(conn, at, by, where, every=every)
    return _rows_as_closed(conn, rows, at, by, where, every=every) if is_closed else rows, at


def _rows(conn: Reader, at: Instant, by: str, where: tuple[Any, Any, Any], *, every: bool) -> Iterator[_Row]:
    since, until, customer = where
    narrowed: list[tuple[str, Any]] = []
    if since is not None:
        narrowed.append(may_start_since(since))
    if customer is not None:
        narrowed.append(("ticket.customer = ?", customer))
    rows = stream(
        conn,
        "SELECT clock.ticket, clock.clause, clock.soft, clock.start, clock.opens_at, clock.due, clock.stop,"
        f" clock.ended_at, clock.outcome, clock.late_entry, {GROUPS[by]}"
        " FROM ticket JOIN clock ON clock.ticket = ticket.number"
        " WHERE clock.start >= ? AND clock.start < ? AND (? OR ticket.pre_acceptance IS NOT TRUE)"
        f"{''.join(f' AND {text}' for text, _bound in narrowed)} ORDER BY clock.ticket, clock.n",
        (
            -_EVER if since is None else since,
            _EVER if until is None else until,
            every,
            *(bound for _text, bound in narrowed),
        ),
    )
    for number, clause, soft, start, opens_at, due, stop, ended_at, outcome, late_entry, group in rows:
        state = reading(start, opens_at, due, stop, ended_at, outcome, at)
        if state is not None:
            yield _Row(number, clause, bool(soft), start, due, stop, ended_at, group or "", state, late_entry)


def _rows_as_closed(
    conn: Reader, rows: Iterator[_Row], at: Instant, by: str, where: tuple[Any, Any, Any], *, every: bool
) -> Iterator[_Row]:
    """Return the rows as known at a time: those of a ticket that was changed later are derived from its facts then.

    A ticket may have had clocks in the period that it has no longer.
    """
    frozen = tickets_at_close(conn, at, where[2])
    kept = (row for row in rows if row.number not in frozen)
    earlier = (
        row
        for number, ticket in frozen.items()
        if not ticket.entered_later and (every or not ticket.pre_acceptance)
        for row in _rows_then(number, ticket, at, by, where)
    )
    return merge(kept, earlier, key=attrgetter("number"))


def _rows_then(number: int, ticket: TicketAtClose, at: Instant, by: str, where: tuple[Any, Any, Any]) -> Iterator[_Row]:
    since, until, _customer = where
    state = ticket.state
    named = {"level": state.level, "engineer": state.owner or "", "customer": ticket.customer or ""}
    for clock in state.clocks:
        read = state_at(clock, at)
        if read is not None and (since is None or clock.start >= since) and (until is None or clock.start < until):
            yield _row_of(number, clock, named.get(by, clock.clause), read)


def _row_of(number: int, clock: Clock, group: str, state: str) -> _Row:
    reached = (clock.start, clock.due, clock.stop, clock.ended_at)
    return _Row(number, clock.clause, clock.soft, *reached, group, state, clock.late_entry)


def _miss(conn: Reader, row: _Row, at: Instant) -> MissedPromise:
    end = row.reached(at)
    due = row.due if row.due is not None else end
    return MissedPromise(
        ticket_name(row.number),
        row.clause,
        row.soft,
        due,
        row.stop,
        end - due,
        tuple(_owners(conn, row.number, row.start, end, at)),
    )


def _owners(conn: Reader, number: int, begin: Instant, end: Instant, known_at: Instant) -> Iterator[Ownership]:
    (owner,) = conn.execute("SELECT owner_initial FROM ticket WHERE number = ?", (number,)).fetchone()
    changes = conn.execute(
        "SELECT at, json_extract(data, '$.to') FROM action WHERE ticket = ? AND event = 'assigned' AND recorded_at <= ?"
        " ORDER BY at, seq",
        (number, known_at),
    )
    for changed_at, following in changes:
        if changed_at >= end:
            break
        if changed_at > begin:
            yield Ownership(owner, begin, changed_at)
            begin = changed_at
        owner = following
    yield Ownership(owner, begin, end)
