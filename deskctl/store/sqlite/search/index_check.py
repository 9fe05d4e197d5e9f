"""Whether the index of the words of tickets holds what the tickets do, no more and no less."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias
from zlib import crc32

from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.sla.lifecycle import OVER
from deskctl.store.sqlite.finding import REBUILD, Finding
from deskctl.store.sqlite.search.index_terms import EVERY, LENGTH, STILL_OPEN, beginning, ticket_terms
from deskctl.store.sqlite.search.search_index import has_fts5, is_indexed

_Sums: TypeAlias = Counter[tuple[str, str]]
_TICKETS, _TERMS, _BEGINNINGS = "tickets", "terms", "beginnings"


def differing_index(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Find an index that is missing, or that does not hold what the tickets do."""
    if is_indexed(conn):
        expected = _expected(conn)
        try:
            differs = _held(conn) != expected
        except (sqlite3.DatabaseError, UnicodeError):
            differs = True
        if differs:
            yield Finding("index", EVERY, N_("The index of words does not follow from the tickets."), REBUILD)
    elif has_fts5(conn):
        says = N_("There is no index of every ticket's words: searching reads the tickets one by one.")
        yield Finding("index", EVERY, says, REBUILD, grave=False)


def _expected(conn: sqlite3.Connection) -> _Sums:
    """Sum up what each index is to hold: each term weighs what it is times the ticket that has it."""
    sums: _Sums = Counter()
    rows = conn.execute("SELECT number, title, description, customer, status FROM ticket")
    for number, title, description, customer, status in rows:
        terms = set(_as_held(ticket_terms(ticket_name(number), title, description, customer)).split(" "))
        beginnings = {start for term in terms for start in _beginnings(term)}
        for index in (EVERY,) if status in OVER else (EVERY, STILL_OPEN):
            sums[index, _TICKETS] += number + 1
            sums[index, _TERMS] += (number + 1) * sum(map(_weight, terms))
            sums[index, _BEGINNINGS] += (number + 1) * sum(map(_weight, beginnings))
    return sums


def _held(conn: sqlite3.Connection) -> _Sums:
    """Sum up what each index holds, by reading all of it."""
    sums: _Sums = Counter()
    for index in (EVERY, STILL_OPEN):
        (sums[index, _TICKETS],) = conn.execute(f"SELECT coalesce(sum(id + 1), 0) FROM {index}_docsize").fetchone()
        beginnings: dict[str, None] = {}
        conn.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_terms USING fts5vocab(main, {index}, instance)")
        for term, weight in conn.execute(f"SELECT term, sum(doc + 1) FROM temp.{index}_terms GROUP BY term"):
            sums[index, _TERMS] += weight * _weight(term)
            beginnings.update(dict.fromkeys(_beginnings(term)))
        for start in beginnings:
            (weight,) = conn.execute(
                f"SELECT coalesce(sum(rowid + 1), 0) FROM {index} WHERE {index} MATCH ?", [beginning(start)]
            ).fetchone()
            sums[index, _BEGINNINGS] += weight * _weight(start)
    return sums


def _beginnings(term: str) -> Iterator[str]:
    return (term[:length] for length in range(1, min(len(term) + 1, LENGTH)))


@lru_cache(maxsize=1 << 16)
def _weight(term: str) -> int:
    return crc32(term.encode("utf-8", "surrogateescape"))


def _as_held(terms: str) -> str:
    """Make capital ASCII letters small, and no others: so does FTS5."""
    return terms.encode("utf-8", "surrogateescape").lower().decode("utf-8", "surrogateescape")
