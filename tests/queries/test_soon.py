"""What is counted as soon due is what is coloured so: past the threshold of its policy, and not late."""

import sqlite3

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import list_tickets, ticket_numbers
from deskctl.queries.tickets.ticket_row import rows_of
from deskctl.queries.watch.board import board
from deskctl.queries.watch.due_soon import soon_tickets

MINUTE, HOUR = 60, 3600


def _coloured(conn: sqlite3.Connection, at: int) -> dict[int, str | None]:
    rows = rows_of(conn, ticket_numbers(conn, TicketFilter(), at=at))
    return {
        number: row.owner
        for number, row in rows.items()
        if row.next_due_at is not None and row.next_warns_at is not None and row.next_warns_at <= at <= row.next_due_at
    }


def test_the_count_agrees_with_the_colours(conn: sqlite3.Connection, now: int) -> None:
    """At every moment of two days the same tickets are soon due in the count and in the list."""
    moments = range(now, now + 48 * HOUR, 7 * MINUTE)
    counted = [soon_tickets(conn, at) for at in moments]
    assert counted == [_coloured(conn, at) for at in moments]
    assert any(counted)


def test_a_promise_is_soon_due_from_its_warning_to_its_due_time(conn: sqlite3.Connection, now: int) -> None:
    """Both seconds belong to it, the one before and the one after do not."""
    rows = [row for row in rows_of(conn, ticket_numbers(conn, TicketFilter(), at=now)).values() if row.next_warns_at]
    assert len(rows) > 5
    for row in rows:
        warned, due = row.next_warns_at or 0, row.next_due_at or 0
        moments = (warned - 1, warned, due, due + 1)
        assert [row.number in soon_tickets(conn, at) for at in moments] == [False, True, True, False], row.ticket


def test_due_within_holds_to_the_second(conn: sqlite3.Connection, now: int) -> None:
    """What falls due at the end of the time that is asked for is in it, what falls due a second later is not."""
    running = [row for row in rows_of(conn, ticket_numbers(conn, TicketFilter(), at=now)).values() if not row.announced]
    ahead = {row.number: row.next_due_at - now for row in running if row.next_due_at and row.next_due_at > now}
    assert len(ahead) == 5
    for number, left in ahead.items():
        for sort in ("due", "number"):
            for less, there in ((0, True), (1, False)):
                where = TicketFilter(due_within=left - less, sort=sort)
                assert (number in ticket_numbers(conn, where, at=now)) is there
                assert (number in {row.number for row in list_tickets(conn, where, at=now, limit=-1)}) is there


def test_the_board_counts_the_same(conn: sqlite3.Connection, now: int) -> None:
    """The board's figure holds them all, the loads those that somebody owns."""
    at = now + 5 * MINUTE
    shown = board(conn, at=at)
    assert shown.soon == len(soon_tickets(conn, at)) == 2
    assert sum(load.soon for load in shown.loads) == 1
