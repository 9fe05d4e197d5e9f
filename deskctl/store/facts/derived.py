"""The derived columns and clock rows of a ticket: the result of `sla.derive` as lists read it."""

from typing import Any

from deskctl.sla.state import OPEN, Clock, State
from deskctl.store.port import Connection, Reader
from deskctl.store.row_statements import insertion

CLOCK_COLUMNS = Clock._fields
CLOCK_FIELDS = ("ticket", "n", *CLOCK_COLUMNS)
TICKET_COLUMNS = (
    "status",
    "level",
    "severity",
    "mode",
    "owner",
    "fault_class",
    "next_due_at",
    "next_milestone",
    "next_clause",
    "next_warns_at",
    "paused_until",
    "closed_at",
)
_STORED = f"SELECT {', '.join(CLOCK_FIELDS)} FROM clock WHERE ticket = ? ORDER BY n"
_WRITE = (
    f"{insertion('clock', CLOCK_FIELDS)}"
    f" ON CONFLICT (ticket, n) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in CLOCK_COLUMNS)}"
)
_BEYOND = "DELETE FROM clock WHERE ticket = ? AND n > ?"


def ticket_columns(state: State) -> dict[str, Any]:
    """Return the derived columns of the ticket row, in order; the next promise is the clock that is due first."""
    next_clock = min((clock for clock in state.clocks if clock.outcome == OPEN), key=_falls_due, default=None)
    return {
        "status": state.status,
        "level": state.level,
        "severity": state.severity,
        "mode": state.mode,
        "owner": state.owner,
        "fault_class": state.fault_class,
        "next_due_at": _falls_due(next_clock) if next_clock else None,
        "next_milestone": next_clock.milestone if next_clock else None,
        "next_clause": next_clock.clause if next_clock else None,
        "next_warns_at": next_clock.warns_at if next_clock else None,
        "paused_until": state.paused_until,
        "closed_at": state.closed_at,
    }


def clock_rows(number: int, state: State) -> list[tuple[Any, ...]]:
    """Return the clock rows of a ticket: its number, the position in the list, then the columns of the clock."""
    return [(number, place, *clock) for place, clock in enumerate(state.clocks, 1)]


def stored_clocks(conn: Reader, number: int) -> list[tuple[Any, ...]]:
    """Return the stored clock rows of a ticket."""
    return conn.execute(_STORED, (number,)).fetchall()


def store_clocks(conn: Connection, number: int, state: State, *, are_new: bool = False) -> None:
    """Write the clock rows of a ticket that differ from the stored ones; if they `are_new`, none is stored."""
    rows, stored = clock_rows(number, state), [] if are_new else stored_clocks(conn, number)
    if rows == stored:
        return
    stored_rows = set(stored)
    conn.execute(_BEYOND, (number, len(rows)))
    conn.executemany(_WRITE, [row for row in rows if row not in stored_rows])


def _falls_due(clock: Clock) -> int:
    """Return when a clock falls due; one that opens later cannot be due before it opens."""
    return max(clock.due, clock.opens_at or clock.due)
