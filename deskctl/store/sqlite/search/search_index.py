"""The index of the words of tickets: where SQLite has FTS5, each ticket's terms, kept in step with its row.

It only tells which tickets can hold a fragment; whoever asks it compares the texts themselves. So a term too many costs
a look, while a term that is missing would hide a ticket.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from deskctl.names import ticket_name
from deskctl.sla.lifecycle import OVER
from deskctl.store.port import Connection, Reader
from deskctl.store.sqlite.search.index_terms import EVERY, LENGTH, STILL_OPEN, TOKENIZER, ticket_terms

_Terms: TypeAlias = tuple[int, str]

_INDEXED = frozenset({"title", "description", "customer"})
_UNINDEXED = "unindexed"
_NO_MODULE = "no such module"
_CHUNK = 500
_NEXT_NUMBERS = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"
_SHORTER = " ".join(str(length) for length in range(1, LENGTH))


def make_index(conn: Connection, on_progress: Callable[[int, int], None] | None = None) -> None:
    """Make the index again from the tickets; without FTS5 there is none, and searching reads the tickets instead."""
    try:
        for index in (EVERY, STILL_OPEN):
            conn.execute(f"DROP TABLE IF EXISTS {index}")
            conn.execute(
                f"CREATE VIRTUAL TABLE {index} USING fts5(words, content='', detail=none, prefix='{_SHORTER}',"
                f" tokenize='{TOKENIZER}')"
            )
    except sqlite3.OperationalError as error:
        if _NO_MODULE not in str(error):
            raise
        _give_up(conn)
        return
    conn.execute("DELETE FROM counter WHERE name = ?", (_UNINDEXED,))
    (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
    done, last = 0, -1
    while numbers := [number for (number,) in conn.execute(_NEXT_NUMBERS, (last, _CHUNK))]:
        index_tickets(conn, numbers)
        done, last = done + len(numbers), numbers[-1]
        if on_progress:
            on_progress(done, total)


def has_fts5(conn: Reader) -> bool:
    """Return whether this SQLite can have an index at all."""
    return conn.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def is_indexed(conn: Reader) -> bool:
    """Return whether there is an index that this SQLite can read, and that knows every ticket."""
    try:
        conn.execute(f"SELECT rowid FROM {STILL_OPEN} LIMIT 0")
    except sqlite3.OperationalError:
        return False
    return conn.execute("SELECT 1 FROM counter WHERE name = ?", (_UNINDEXED,)).fetchone() is None


def index_tickets(conn: Connection, numbers: Sequence[int]) -> None:
    """Index the words of tickets, new or changed, within the running transaction."""
    for found in _terms_of(conn, numbers):
        every = [(number, words) for number, words, _over in found]
        _take_out(conn, EVERY, every)
        _put_in(conn, EVERY, every)
        _keep_open(conn, found, again=True)


def index_ends(conn: Connection, numbers: Sequence[int]) -> None:
    """Take tickets that are over out of the index of the open ones, and put in those that are so no longer."""
    for found in _terms_of(conn, numbers):
        _keep_open(conn, found, again=False)


@contextmanager
def indexing(conn: Connection, number: int, before: Mapping[str, Any], columns: Mapping[str, Any]) -> Iterator[None]:
    """Keep the index in step with a change of these columns of a ticket, which is made meanwhile."""
    changed = {name for name, value in columns.items() if before.get(name) != value}
    if changed.isdisjoint(_INDEXED):
        yield
        if "status" in changed and (before["status"] in OVER) != (columns["status"] in OVER):
            index_ends(conn, (number,))
    else:
        _forget(conn, number)
        yield
        index_tickets(conn, (number,))


def _forget(conn: Connection, number: int) -> None:
    for found in _terms_of(conn, (number,)):
        for index in (EVERY, STILL_OPEN):
            _take_out(conn, index, [(number, words) for number, words, _over in found])


def _keep_open(conn: Connection, found: Sequence[tuple[int, str, bool]], *, again: bool) -> None:
    over = [(number, words) for number, words, is_over in found if is_over]
    still_open = [(number, words) for number, words, is_over in found if not is_over]
    if again:
        _take_out(conn, STILL_OPEN, still_open)
    _take_out(conn, STILL_OPEN, over)
    known = _known(conn, STILL_OPEN, still_open)
    _put_in(conn, STILL_OPEN, [terms for terms in still_open if terms[0] not in known])


def _terms_of(conn: Connection, numbers: Sequence[int]) -> Iterator[list[tuple[int, str, bool]]]:
    """Yield tickets with their terms and whether they are over, some hundred at a time; none without an index."""
    if not is_indexed(conn):
        _give_up(conn)
        return
    for start in range(0, len(numbers), _CHUNK):
        some = tuple(numbers[start : start + _CHUNK])
        rows = conn.execute(
            "SELECT number, title, description, customer, status FROM ticket"
            f" WHERE number IN ({_marks(some)}) ORDER BY number",
            some,
        )
        yield [
            (number, ticket_terms(ticket_name(number), title, description, customer), status in OVER)
            for number, title, description, customer, status in rows
        ]


def _put_in(conn: Connection, index: str, terms: Sequence[_Terms]) -> None:
    conn.executemany(f"INSERT INTO {index} (rowid, words) VALUES (?, ?)", terms)


def _take_out(conn: Connection, index: str, terms: Sequence[_Terms]) -> None:
    known = _known(conn, index, terms)
    conn.executemany(
        f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', ?, ?)",
        [(number, words) for number, words in terms if number in known],
    )


def _known(conn: Connection, index: str, terms: Sequence[_Terms]) -> set[int]:
    numbers = [number for number, _words in terms]
    found = conn.execute(f"SELECT id FROM {index}_docsize WHERE id IN ({_marks(numbers)})", numbers)
    return {number for (number,) in found}


def _give_up(conn: Connection) -> None:
    """Note that the index does not know every ticket: it is not asked until it is made again."""
    conn.execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, 1)", (_UNINDEXED,))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
