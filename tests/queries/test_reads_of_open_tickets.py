"""The board and a watch read only the open tickets and the latest actions, never the whole history."""

import sqlite3
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from deskctl.queries.alerts.clock_alerts import next_change
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.queries.watch.board import board
from deskctl.queries.watch.event_stream import Watcher

_LONG = frozenset({"action", "began", "clock", "ticket"})


def _full_scans(conn: sqlite3.Connection, statements: list[str]) -> Iterator[str]:
    """Yield the statements that read a growing table without a suitable index, with their query plans."""
    for statement in statements:
        for *_places, step in conn.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall():
            how, table, *rest = str(step).split()
            is_full = how == "SCAN" and not any(word.startswith(("ticket_open_", "ticket_emergency")) for word in rest)
            if table in _LONG and (is_full or "(owner>?)" in rest):
                yield f"{step}: {statement}"


def test_the_board_reads_only_open_tickets(conn: sqlite3.Connection, now: int) -> None:
    """The board reads its counts from indexes, so that its cost does not grow with the history."""
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    board(conn, ZoneInfo("Asia/Shanghai"), at=now)
    conn.set_trace_callback(None)
    assert list(_full_scans(conn, statements)) == []


def test_a_watch_starts_with_two_reads(conn: sqlite3.Connection, now: int) -> None:
    """A watch starts with one read of the open tickets and one of the clocks that open later."""
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    watcher = Watcher(conn, now - 3600)
    assert len(statements) == 2
    watcher.look(now)
    conn.set_trace_callback(None)
    assert list(_full_scans(conn, statements)) == []


def test_clocks_are_found_by_their_ticket_or_their_time(conn: sqlite3.Connection, now: int) -> None:
    """A list reads the clocks of its tickets, and the next alert those ahead, never all open clocks."""
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    list_tickets(conn, TicketFilter(), at=now)
    next_change(conn, now)
    conn.set_trace_callback(None)
    found = [str(step[-1]).split() for one in statements for step in conn.execute(f"EXPLAIN QUERY PLAN {one}")]
    by = {(words[1], " ".join(words).partition("(")[2].partition(")")[0]) for words in found}
    assert {how for table, how in by if table in {"ahead", "other"}} == {"ticket=?"}
    assert {how for table, how in by if table == "clock"} == {
        "outcome=? AND due>?",
        "outcome=? AND warns_at>?",
        "opens_at>?",
    }
