"""What is counted as soon due is what is coloured so: past the threshold of its policy, and not late."""

import sqlite3

from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.tickets.ticket_list import ticket_numbers
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


def test_the_board_counts_the_same(conn: sqlite3.Connection, now: int) -> None:
    """The board's figure holds them all, the loads those that somebody owns."""
    at = now + 5 * MINUTE
    shown = board(conn, at=at)
    assert shown.soon == len(soon_tickets(conn, at)) == 2
    assert sum(load.soon for load in shown.loads) == 1
