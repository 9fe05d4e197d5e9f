"""Whether the index of the words of tickets holds what the tickets do."""

import sqlite3
from collections import Counter
from collections.abc import Iterator

from deskctl.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.lifecycle import OVER
from deskctl.store.finding import REBUILD, Finding
from deskctl.store.index_terms import EVERY, STILL_OPEN, ticket_terms
from deskctl.store.search_index import has_fts5, is_indexed


def differing_index(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find an index that is missing, or from which tickets or words of them are."""
    if is_indexed(conn):
        if _held(conn) != _expected(conn):
            yield Finding("index", EVERY, N_("The index of words does not follow from the tickets."), REBUILD)
    elif has_fts5(conn):
        says = N_("There is no index of every ticket's words: searching reads the tickets one by one.")
        yield Finding("index", EVERY, says, REBUILD, grave=False)


def _expected(conn: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """Count tickets and their different terms, for each index."""
    counts: Counter[tuple[str, str]] = Counter()
    for number, title, description, customer, status in conn.execute(
        "SELECT number, title, description, customer, status FROM ticket"
    ):
        written = ticket_terms(ticket_name(number), title, description, customer)
        # As FTS5 does it: capital ASCII letters are small ones, all other signs are themselves.
        terms = len(set(written.encode("utf-8", "surrogateescape").lower().split()))
        for index in (EVERY,) if status in OVER else (EVERY, STILL_OPEN):
            counts.update({(index, "tickets"): 1, (index, "terms"): terms})
    return counts


def _held(conn: sqlite3.Connection) -> Counter[tuple[str, str]]:
    """Count what each index holds; reading all of it shows too whether it can be read."""
    counts: Counter[tuple[str, str]] = Counter()
    for index in (EVERY, STILL_OPEN):
        conn.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_terms USING fts5vocab(main, {index}, row)")
        (tickets,) = conn.execute(f"SELECT count(*) FROM {index}_docsize").fetchone()
        (terms,) = conn.execute(f"SELECT coalesce(sum(doc), 0) FROM temp.{index}_terms").fetchone()
        counts.update({(index, "tickets"): tickets, (index, "terms"): terms})
    return counts
