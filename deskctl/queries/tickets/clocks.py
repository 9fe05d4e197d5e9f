"""The clocks of tickets, read at a time."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import IS_OPEN
from deskctl.sla.facts import Instant
from deskctl.sla.state import MET, MISSED, NOT_NEEDED, OPEN, PENDING, RUNNING, SUPERSEDED, WAIVED, reading
from deskctl.store.port import Reader, stream

_COLUMNS = (
    "clock.ticket, ticket.policy, clock.clause, clock.milestone, clock.start, clock.seconds, clock.calendar,"
    " clock.due, clock.stop, clock.outcome, clock.soft, clock.provisional, clock.opens_at, clock.ended_at,"
    " clock.reason, clock.warns_at, clock.late_entry"
)
OUTCOMES = (OPEN, MET, MISSED, WAIVED, SUPERSEDED, NOT_NEEDED)
_FROM = "FROM clock JOIN ticket ON ticket.number = clock.ticket"
_OF_OPEN = f"FROM ticket CROSS JOIN clock WHERE clock.ticket = ticket.number AND {IS_OPEN}"
"""CROSS JOIN keeps the order of the tables: the open tickets first, however many clocks there are."""


class ClockRow(NamedTuple):
    """A clock of a ticket; the columns are described in `sla.state.Clock`."""

    number: int
    policy: str
    clause: str
    milestone: str
    start: Instant
    seconds: int | None
    calendar: str
    due: Instant | None
    stop: Instant | None
    outcome: str
    soft: bool
    provisional: bool
    opens_at: Instant | None
    ended_at: Instant | None
    reason: str | None
    warns_at: Instant | None
    late_entry: int

    @property
    def ticket(self) -> str:
        """The name of the ticket: `T-017`."""
        return ticket_name(self.number)

    def state(self, at: Instant) -> str | None:
        """Return the state of the clock at a time; None if it has not begun yet."""
        return reading(self.start, self.opens_at, self.due, self.stop, self.ended_at, self.outcome, at)


def list_clocks(conn: Reader, number: int | None, *, at: Instant, every: bool = False) -> list[ClockRow]:
    """Return the clocks that have begun: of one ticket, of all open ones, or with `every` of all."""
    return list(iter_clocks(conn, number, at=at, every=every))


def iter_clocks(conn: Reader, number: int | None, *, at: Instant, every: bool = False) -> Iterator[ClockRow]:
    """Yield the same clocks as `list_clocks` one by one."""
    text, values = _which(number, every=every)
    rows = stream(conn, f"SELECT {_COLUMNS} {text} ORDER BY clock.ticket, clock.n", values)
    return (row for row in map(_row, rows) if row.state(at) is not None)


def clocks_where(conn: Reader, condition: str, values: Sequence[Any]) -> list[ClockRow]:
    """Return the clocks that meet an SQL condition, whatever their state."""
    return [_row(row) for row in conn.execute(f"SELECT {_COLUMNS} {_FROM} WHERE {condition}", values)]


def many_clocks_where(conn: Reader, condition: str, values: Sequence[Any]) -> Iterator[ClockRow]:
    """Yield the same clocks one by one, because they may be very many."""
    return map(_row, stream(conn, f"SELECT {_COLUMNS} {_FROM} WHERE {condition}", values))


def clocks_of_open(conn: Reader, condition: str, values: Sequence[Any]) -> Iterator[ClockRow]:
    """Yield the clocks of open tickets that meet an SQL condition."""
    return map(_row, stream(conn, f"SELECT {_COLUMNS} {_OF_OPEN} AND {condition}", values))


def _which(number: int | None, *, every: bool) -> tuple[str, list[Any]]:
    if number is not None:
        return f"{_FROM} WHERE clock.ticket = ?", [number]
    return (_FROM, []) if every else (_OF_OPEN, [])


def _row(row: tuple[Any, ...]) -> ClockRow:
    return ClockRow(*row[:10], *map(bool, row[10:12]), *row[12:])


def next_clocks(conn: Reader, n: int, *, at: Instant) -> list[tuple[ClockRow, str, str | None]]:
    """Return the clocks of open tickets that breach next, each with the title and customer of the ticket."""
    coming = (row for row in merge(*_by_due(conn, at), key=itemgetter(0)) if _counts(row[1], at))
    return [(clock, title, customer) for _place, clock, title, customer in islice(coming, n)]


def _counts(clock: ClockRow, at: Instant) -> bool:
    """Return whether a clock runs, or is pending and past its warning time (rule 16)."""
    state = clock.state(at)
    return state == RUNNING or (state == PENDING and clock.warns_at is not None and clock.warns_at <= at)


def _by_due(conn: Reader, at: Instant) -> Iterator[Iterator[tuple[Any, ClockRow, str, str | None]]]:
    """Yield the clocks of each outcome in the order of the index; for a past time, also those kept since."""
    (changed_at,) = conn.execute("SELECT max(changed_at) FROM ticket").fetchone()
    is_past = changed_at is not None and at < changed_at
    for outcome in OUTCOMES if is_past else sorted({*OUTCOMES} - {MET, MISSED}):
        rows = conn.execute(
            # CROSS JOIN keeps the order of the tables: the index first.
            f"SELECT clock.n, {_COLUMNS}, ticket.title, customer.name FROM clock CROSS JOIN ticket"
            " LEFT JOIN customer ON customer.id = ticket.customer"
            f" WHERE ticket.number = clock.ticket AND {IS_OPEN}"
            " AND clock.outcome = ? AND clock.due >= ? AND clock.start <= ?"
            " ORDER BY clock.due, clock.ticket, clock.n",
            [outcome, at, at],
        )
        yield map(_placed, rows)


def _placed(columns_of_row: tuple[Any, ...]) -> tuple[Any, ClockRow, str, str | None]:
    place, *columns, title, customer = columns_of_row
    row = _row(tuple(columns))
    return (row.due, row.number, place), row, title, customer
