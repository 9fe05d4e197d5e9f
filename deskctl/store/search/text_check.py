"""Check that the search texts match the facts."""

from collections.abc import Iterator
from typing import TypeVar

from deskctl.store.port import Reader
from deskctl.store.search.record_texts import KINDS, record_texts
from deskctl.store.search.tables import RECORD_TEXT, TICKET_TEXT
from deskctl.store.search.ticket_texts import ticket_texts

_Key = TypeVar("_Key", int, str)
_CHUNK = 500
_BEFORE_ALL = -(1 << 62)


def texts_differ(conn: Reader) -> bool:
    """Return whether any search text differs from the facts, is missing or is superfluous."""
    return _tickets_differ(conn) or any(_records_differ(conn, kind) for kind in KINDS)


def _tickets_differ(conn: Reader) -> bool:
    last = _BEFORE_ALL
    for numbers in _chunks(conn, "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?", last):
        stored = conn.execute(
            f"SELECT number, words, customer, over FROM {TICKET_TEXT} WHERE number > ? AND number <= ? ORDER BY number",
            (last, numbers[-1]),
        ).fetchall()
        if stored != [(text.number, text.words, text.customer, text.over) for text in ticket_texts(conn, numbers)]:
            return True
        last = numbers[-1]
    return conn.execute(f"SELECT 1 FROM {TICKET_TEXT} WHERE number > ? LIMIT 1", (last,)).fetchone() is not None


def _records_differ(conn: Reader, kind: str) -> bool:
    last = ""
    for ids in _chunks(conn, f"SELECT id FROM {kind} WHERE id > ? ORDER BY id LIMIT ?", last):
        stored = conn.execute(
            f"SELECT record, words, named FROM {RECORD_TEXT} WHERE noun = ? AND record > ? AND record <= ?"
            " ORDER BY record",
            (kind, last, ids[-1]),
        ).fetchall()
        texts = record_texts(conn, kind, ids)
        if [(key, name) for key, _words, name in stored] != [(text.id, text.name) for text in texts]:
            return True
        if not all(words.startswith(text.words) for (_key, words, _name), text in zip(stored, texts, strict=True)):
            return True
        last = ids[-1]
    left = conn.execute(f"SELECT 1 FROM {RECORD_TEXT} WHERE noun = ? AND record > ? LIMIT 1", (kind, last))
    return left.fetchone() is not None


def _chunks(conn: Reader, statement: str, last: _Key) -> Iterator[list[_Key]]:
    """Yield the keys in order, in portions, without keeping a cursor open."""
    while keys := [key for (key,) in conn.execute(statement, (last, _CHUNK))]:
        yield keys
        last = keys[-1]
