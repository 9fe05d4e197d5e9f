"""The folded texts of tickets and of reference data, with their indexes where SQLite has FTS5.

The texts are what words are compared with; an index only shows which texts can hold a fragment. So a term too many
costs a look, while a term that is missing would hide a ticket.
"""

from collections.abc import Callable

from deskctl.store.port import Connection, on_server
from deskctl.store.search.record_index import index_new_records, index_records, make_record_text
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT
from deskctl.store.search.ticket_index import index_new_tickets, index_tickets, make_ticket_text
from deskctl.store.sqlite.word_index import has_fts5, in_bulk, is_indexed, make_indexes

__all__ = ["has_fts5", "index_new_records", "index_records", "index_tickets", "is_indexed", "make_index"]

_CHUNK = 500
_NEXT_NUMBERS = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"


def make_index(conn: Connection, on_progress: Callable[[int, int], None] | None = None) -> None:
    """Make the texts and the indexes again from the facts; without FTS5 only the texts."""
    if on_server(conn):
        for table in (RECORD_TEXT, TICKET_TEXT):
            conn.execute(f"DELETE FROM {table}")
    else:
        make_indexes(conn)
        make_record_text(conn)
        make_ticket_text(conn)
    with in_bulk(conn):
        _fill(conn, on_progress)


def _fill(conn: Connection, on_progress: Callable[[int, int], None] | None) -> None:
    index_new_records(conn)
    (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
    done, last = 0, -1
    while numbers := [number for (number,) in conn.execute(_NEXT_NUMBERS, (last, _CHUNK))]:
        index_new_tickets(conn, numbers)
        done, last = done + len(numbers), numbers[-1]
        if on_progress:
            on_progress(done, total)
