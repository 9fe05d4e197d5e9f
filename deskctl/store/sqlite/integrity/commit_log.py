"""The commit count of a store, kept twice: in the table `history`, and in the head file beside the store."""

import sqlite3
from collections.abc import Iterator
from typing import TypeAlias

from deskctl.store.sqlite.integrity.checksums import seal_again, sum_text
from deskctl.store.sqlite.integrity.head_file import REMEMBERED, Head, begin_head, head_of, read_head, write_head
from deskctl.store.sqlite.writing.transaction import ledger
from deskctl.store.store_errors import StoreError, lost

_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'history'"
_HEAD_ROW = 'SELECT id, writes, total, "before" FROM history'
_BEGIN = 'INSERT INTO history (writes, total, "before", id) VALUES (?, ?, ?, ?)'
_KEEP = 'UPDATE history SET writes = ?, total = ?, "before" = ? WHERE id = ?'
_NAME_BYTES = 8
_TRIES = 5  # writers may be faster than the two looks at a head

_Row: TypeAlias = tuple[str, int, str, str]
"""The row of `history`: the name of the store, the number of changes, the total sum, and earlier total sums."""


def head_in(conn: sqlite3.Connection) -> Head | None:
    """Return the head recorded in the store; None if nothing was ever written."""
    row = _row(conn)
    return None if row is None else Head(*row[:3])


def matches_head(conn: sqlite3.Connection, head: Head | None) -> bool:
    """Return whether a head file matches the store: it is equal, or a few changes behind in the same history."""
    row = _row(conn)
    if row is None or head is None:
        return head is None or head.writes == 0
    return head in _past(row)


def begin_snapshot(conn: sqlite3.Connection, path: str) -> Head | None:
    """Begin a consistent read, and return the head file at that time."""
    head = None
    for _ in range(_TRIES):
        head = head_of(path)
        conn.execute("BEGIN")
        if matches_head(conn, head):
            break
        now = head_in(conn)
        if head is None or now is None or head.writes > now.writes:
            break
        conn.execute("ROLLBACK")
    if not conn.in_transaction:
        conn.execute("BEGIN")
    return head


def require_match(conn: sqlite3.Connection, file: int, path: str) -> None:
    """Update a head file that is behind; raise `StoreError` if the store has lost changes."""
    row, head = _row(conn), read_head(file)
    now = None if row is None else Head(*row[:3])
    if head is not None and head == now:
        return
    if not matches_head(conn, head):
        raise lost_changes(path, head, now)
    if now is not None:
        write_head(file, now)


def lost_changes(path: str, head: Head | None, now: Head | None) -> StoreError:
    """Return the error for the changes that are in the head file and not in the store."""
    changes = now.writes if now is not None else 0
    if head is None or (now is not None and head.store != now.store):
        return lost(path, None)
    return lost(path, max(head.writes - changes, 0))


def record_commit(conn: sqlite3.Connection) -> Head | None:
    """Count this transaction and seal it; return the new head, None if it changed no sealed row."""
    entries = ledger(conn)
    row = _row(conn)
    store, writes, total, before = row or (_new_name(), 0, sum_text(0), "")
    if entries.is_rebuilt:
        new = seal_again(conn)
    elif row is None or (change := entries.settle()) is None:
        return None
    else:
        new = int(total, 16) + change
    head = Head(store, writes + 1, sum_text(new))
    past = " ".join([total, *before.split()[: REMEMBERED - 1]])
    conn.execute(_BEGIN if row is None else _KEEP, (head.writes, head.total, past, store))
    return head


def store_head(file: int, head: Head, *, sync: bool = True) -> bool:
    """Write a head to the head file, which is begun again for another store; return whether it is on the disk."""
    kept = read_head(file)
    if kept is not None and kept.store == head.store and kept.writes < head.writes:
        write_head(file, head, sync=sync)
        return sync
    begin_head(file, head)
    return True


def _past(row: _Row) -> Iterator[Head]:
    """Yield the last heads of the store, the current one first."""
    store, writes, total, before = row
    for behind, sum_then in enumerate([total, *before.split()]):
        yield Head(store, writes - behind, sum_then)


def _row(conn: sqlite3.Connection) -> _Row | None:
    try:
        row: _Row | None = conn.execute(_HEAD_ROW).fetchone()
    except sqlite3.OperationalError:
        if conn.execute(_HAS_TABLE).fetchone() is None:
            return None
        raise
    return row


def _new_name() -> str:
    from secrets import token_hex

    return token_hex(_NAME_BYTES)
