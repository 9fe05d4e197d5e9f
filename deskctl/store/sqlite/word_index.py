"""The word indexes in FTS5: create them, add and remove documents."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from deskctl.store.port import Connection, Reader, on_server
from deskctl.store.search.tables import RECORD_TEXT
from deskctl.store.sqlite.trigram_terms import INDEXES, LENGTH, TOKENIZER, document_terms

Document: TypeAlias = tuple[int, str, str]
"""A document: its number, its folded words, and its mark, a customer or a kind."""

_UNINDEXED = "unindexed"
_NO_MODULE = "no such module"
_READ_EACH = " UNION ALL ".join(f"SELECT * FROM (SELECT rowid FROM {index} LIMIT 0)" for index in INDEXES)
_EMPTIED = " UNION ALL ".join(
    f"SELECT 1 FROM {index}_data WHERE id = 10 AND hex(substr(block, 6, 1)) IN ('', '00')"
    f" AND EXISTS (SELECT 1 FROM {index}_data WHERE id > 10)"
    for index in INDEXES
)
"""Finds an index that has segments although its structure record, whose sixth byte counts them, lists none."""

_SHORTER = " ".join(str(length) for length in range(1, LENGTH))
_FTS5 = f"fts5(words, content='', detail=none, prefix='{_SHORTER}', tokenize='{TOKENIZER}')"

_LITTLE = 1 << 18
"""The number of bytes that each index collects before it writes them."""


def make_indexes(conn: Connection) -> bool:
    """Create the empty indexes; return False without FTS5, where searching reads the texts one by one."""
    try:
        for index in INDEXES:
            _drop(conn, index)
            conn.execute(f"CREATE VIRTUAL TABLE {index} USING {_FTS5}")
    except sqlite3.OperationalError as error:
        if _NO_MODULE not in str(error):
            raise
        mark_incomplete(conn)
        return False
    conn.execute("DELETE FROM counter WHERE name = ?", (_UNINDEXED,))
    return True


def _drop(conn: Connection, index: str) -> None:
    """Remove an index; FTS5 cannot open a damaged one even for that, so its content is emptied first."""
    try:
        conn.execute(f"DROP TABLE IF EXISTS {index}")
    except sqlite3.DatabaseError as error:
        if _NO_MODULE in str(error):
            raise
        conn.execute(f"CREATE VIRTUAL TABLE temp.empty USING {_FTS5}")
        for part in ("data", "idx", "config"):
            conn.execute(f"DELETE FROM {index}_{part}")
            conn.execute(f"INSERT INTO {index}_{part} SELECT * FROM temp.empty_{part}")
        conn.execute("DROP TABLE temp.empty")
        conn.execute(f"DROP TABLE {index}")


@contextmanager
def bulk_mode(conn: Connection) -> Iterator[None]:
    """Let indexes be filled in the block without merging, and in little memory."""
    if is_indexed(conn):
        _configure(conn, automerge=0, hashsize=_LITTLE)
    yield
    if is_indexed(conn):
        _configure(conn, automerge=4, hashsize=1 << 20)  # the defaults of FTS5


def _configure(conn: Connection, **settings: int) -> None:
    for index in INDEXES:
        for name, value in settings.items():
            conn.execute(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", (name, value))


def has_texts(conn: Reader) -> bool:
    """Return whether a store has search texts; a server always has, an old file does not."""
    if on_server(conn):
        return True
    return conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (RECORD_TEXT,)).fetchone() is not None


def has_fts5(conn: Reader) -> bool:
    """Return whether this version of SQLite supports FTS5."""
    return conn.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone() is not None


def is_indexed(conn: Reader) -> bool:
    """Return whether there are readable, complete word indexes; False on a server, which has others."""
    if on_server(conn):
        return False
    try:
        conn.execute(_READ_EACH)
        if conn.execute(_EMPTIED).fetchone() is not None:
            return False
    except sqlite3.DatabaseError:
        return False
    return conn.execute("SELECT 1 FROM counter WHERE name = ?", (_UNINDEXED,)).fetchone() is None


def mark_incomplete(conn: Connection) -> None:
    """Mark the indexes as incomplete: they are not used until they are built again."""
    if not on_server(conn):
        conn.execute("INSERT OR REPLACE INTO counter (name, value) VALUES (?, 1)", (_UNINDEXED,))


def add_documents(conn: Connection, index: str, documents: Iterable[Document]) -> None:
    """Add new documents to an index."""
    conn.executemany(
        f"INSERT INTO {index} (rowid, words) VALUES (?, ?)",
        ((number, document_terms(words, mark)) for number, words, mark in documents),
    )


def remove_documents(conn: Connection, index: str, documents: Sequence[Document]) -> None:
    """Remove documents from an index if it has them; their words must be those that were added."""
    indexed = _indexed(conn, index, [number for number, _words, _mark in documents])
    conn.executemany(
        f"INSERT INTO {index} ({index}, rowid, words) VALUES ('delete', ?, ?)",
        ((number, document_terms(words, mark)) for number, words, mark in documents if number in indexed),
    )


def _indexed(conn: Reader, index: str, numbers: Sequence[int]) -> set[int]:
    if not numbers:
        return set()
    marks = ", ".join("?" * len(numbers))
    return {number for (number,) in conn.execute(f"SELECT id FROM {index}_docsize WHERE id IN ({marks})", numbers)}
