"""Build the search texts of tickets and records, and their word indexes where SQLite has FTS5.

A search compares its words with the texts; an index only narrows down the texts that may contain them. So a superfluous
term in an index costs little, while a missing term would hide a ticket.
"""

from collections.abc import Callable

from deskctl.store.port import Connection, on_server
from deskctl.store.search.record_index import index_new_records, index_records, make_record_text
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT
from deskctl.store.search.ticket_index import index_new_tickets, index_tickets, make_ticket_text
from deskctl.store.sqlite.word_index import bulk_mode, has_fts5, is_indexed, make_indexes

__all__ = ["has_fts5", "index_new_records", "index_records", "index_tickets", "is_indexed", "make_index"]

_CHUNK = 100
_NEXT_NUMBERS = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"


def make_index(conn: Connection, on_indexed: Callable[[int], None] | None = None) -> None:
    """Build all texts and indexes from the facts; without FTS5 only the texts.

    `on_indexed` receives the number of tickets that were indexed now.
    """
    if on_server(conn):
        for table in (RECORD_TEXT, TICKET_TEXT):
            conn.execute(f"DELETE FROM {table}")
    else:
        make_indexes(conn)
        make_record_text(conn)
        make_ticket_text(conn)
    with bulk_mode(conn):
        _fill(conn, on_indexed or (lambda _now: None))


def _fill(conn: Connection, on_indexed: Callable[[int], None]) -> None:
    index_new_records(conn)
    last = -1
    while numbers := [number for (number,) in conn.execute(_NEXT_NUMBERS, (last, _CHUNK))]:
        index_new_tickets(conn, numbers)
        last = numbers[-1]
        on_indexed(len(numbers))
