"""The month of a customer reads only tickets that changed since it began, never all tickets of the customer."""

import sqlite3
from datetime import datetime

from deskctl.queries.month.attainment import attainment
from deskctl.queries.month.closed_month import late_entries
from deskctl.queries.month.counted_actions import month_steps
from deskctl.queries.month.excluded_tickets import excluded_ticket_count
from deskctl.queries.month.period import Period

BEGIN, END = (int(datetime.fromisoformat(f"2026-{month}-01T00:00:00+08:00").timestamp()) for month in (10, 11))


def test_older_tickets_are_not_read(conn: sqlite3.Connection, now: int) -> None:
    """Every read of the month finds the tickets of the customer by the time of their last change."""
    customer = "CUS-01"
    period = Period(BEGIN, END, now, customer)
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    month_steps(conn, period)
    list(late_entries(conn, period))
    attainment(conn, at=now, since=BEGIN, until=END, customer=customer)
    excluded_ticket_count(conn, since=BEGIN, until=END, customer=customer)
    conn.set_trace_callback(None)
    found = [str(step[-1]) for one in statements for step in conn.execute(f"EXPLAIN QUERY PLAN {one}")]
    first = [step for step in found if "ticket" in step.split()[1:2] and "rowid=?" not in step]
    assert len(first) == 5
    assert all("(customer=? AND changed_at>?)" in step for step in first)
    assert not any(step.startswith(("SCAN action", "SCAN clock")) for step in found)
