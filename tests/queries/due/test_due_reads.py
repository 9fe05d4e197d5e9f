"""The due list reads through indexes and never scans all actions or tickets."""

import sqlite3
from zoneinfo import ZoneInfo

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_counts, due_list, first_rows, unordered

_LONG = frozenset({"action", "agreed", "back", "clock", "later", "step", "ticket"})


def test_the_due_list_scans_no_long_table(conn: sqlite3.Connection, now: int) -> None:
    """The due list reads only open tickets, and only those visits that belong to agreed charges."""
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    due_counts(DueInputs(conn, now, ZoneInfo("Asia/Shanghai")), DueFilter())
    conn.set_trace_callback(None)
    plans = {one: [str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {one}")] for one in statements}
    scans = [step for plan in plans.values() for step in plan if step.startswith("SCAN ")]
    assert [one for one in scans if one.split()[1] in _LONG and "INDEX ticket_open_" not in one] == []
    visited = [plan for text, plan in plans.items() if "step.event = 'left_site'" in text]
    assert len(visited) == 1
    assert any(one.startswith("SEARCH step ") and "(event=? AND ticket=?)" in one for one in visited[0])


def test_the_first_rows_are_those_of_the_whole_list(conn: sqlite3.Connection, now: int) -> None:
    """The first rows of the list are found without sorting the rest."""
    inputs = DueInputs(conn, now, ZoneInfo("Asia/Shanghai"))
    assert first_rows(unordered(inputs, DueFilter()), 7) == due_list(inputs, DueFilter())[:7]
