"""Promises counted as due soon are those with a warning: hard, past the threshold of the policy and not late."""

import sqlite3
from zoneinfo import ZoneInfo

from deskctl.queries.alerts.alert import SOON
from deskctl.queries.alerts.clock_alerts import clock_alerts
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.clocks import clocks_where
from deskctl.queries.tickets.ticket_list import list_tickets, ticket_numbers
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.queries.watch.board import board
from deskctl.queries.watch.due_soon import FIRM, soon_tickets

MINUTE, HOUR = 60, 3600
ZONE = ZoneInfo("Asia/Shanghai")


def test_the_count_agrees_with_the_alerts(conn: sqlite3.Connection, now: int) -> None:
    """The count and the alerts agree on the tickets that are due soon at every time of two days."""
    times = range(now, now + 48 * HOUR, 7 * MINUTE)
    counted = [set(soon_tickets(conn, at)) for at in times]
    assert counted == [{one.number for one in clock_alerts(conn, at) if one.kind == SOON} for at in times]
    assert any(counted)


def test_a_late_ticket_can_have_another_promise_due_soon(conn: sqlite3.Connection, now: int) -> None:
    """The count includes a ticket whose next promise is late if another one is due soon."""
    times = range(now, now + 48 * HOUR, 7 * MINUTE)
    rows = rows_of(conn, ticket_numbers(conn, TicketFilter(), at=now))
    late = {number: row.next_due_at for number, row in rows.items() if row.next_due_at is not None}
    assert any(late.get(number, at) < at for at in times for number in soon_tickets(conn, at))


def test_a_promise_is_due_soon_from_its_warning_to_its_due_time(conn: sqlite3.Connection, now: int) -> None:
    """A promise is due soon from its warning time to its due time, both included."""
    clocks = [one for one in clocks_where(conn, FIRM, []) if one.warns_at is not None and one.opens_at is None]
    assert len(clocks) > 5
    for clock in clocks:
        warned, due = clock.warns_at or 0, clock.due or 0
        times = (warned - 1, warned, due, due + 1)
        soon = [(clock.clause, due) in _alerted(conn, clock.number, at) for at in times]
        assert soon == [False, True, True, False], clock.ticket


def _alerted(conn: sqlite3.Connection, number: int, at: int) -> set[tuple[str, int]]:
    return {(one.clause, one.due) for one in clock_alerts(conn, at) if one.kind == SOON and one.number == number}


def test_due_within_is_exact_to_the_second(conn: sqlite3.Connection, now: int) -> None:
    """The filter includes a promise that is due at the end of the requested time, and not one second later."""
    running = [row for row in rows_of(conn, ticket_numbers(conn, TicketFilter(), at=now)).values() if not row.announced]
    ahead = {row.number: row.next_due_at - now for row in running if row.next_due_at and row.next_due_at > now}
    assert len(ahead) == 5
    for number, remaining in ahead.items():
        for sort in ("due", "number"):
            for difference, included in ((0, True), (1, False)):
                where = TicketFilter(due_within=remaining - difference, sort=sort)
                assert (number in ticket_numbers(conn, where, at=now)) is included
                assert (number in {row.number for row in list_tickets(conn, where, at=now, limit=-1)}) is included


def test_the_board_counts_the_same(conn: sqlite3.Connection, now: int) -> None:
    """The board counts all tickets that are due soon, and the workload only those with an owner."""
    at = now + 5 * MINUTE
    shown = board(conn, ZONE, at=at)
    assert shown.soon == len(soon_tickets(conn, at)) == 2
    assert sum(load.soon for load in shown.people) == 1
