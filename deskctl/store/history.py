"""How far the store has come, told twice: in a row of its own, and in the head file beside it."""

import secrets
import sqlite3

from deskctl.store.head import Head, begin_head, read_head, write_head
from deskctl.store.seal import ledger, seal_afresh, written
from deskctl.store.trouble import Trouble, lost

_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'history'"
_NAME_BYTES = 8


def head_in(conn: sqlite3.Connection) -> Head | None:
    """Read how far the store says that it has come; None where it holds nothing yet."""
    row = _row(conn)
    return None if row is None else Head(*row[:3])


def agree(conn: sqlite3.Connection, told: Head | None) -> bool:
    """Tell whether the head file fits the store: the same, or one change behind where a writer was stopped."""
    row = _row(conn)
    if row is None or told is None:
        return told is None or told.writes == 0
    store, writes, total, before = row
    return told in {Head(store, writes, total), Head(store, writes - 1, before)}


def require_agreement(conn: sqlite3.Connection, file: int, path: str) -> None:
    """Bring the head file up to date before anything is written; refuse where the store has lost something."""
    now, told = head_in(conn), read_head(file)
    if not agree(conn, told):
        raise missing(path, told, now)
    if now is not None and told != now:
        write_head(file, now)


def missing(path: str, told: Head | None, now: Head | None) -> Trouble:
    """Say what the head file knows and the store does not."""
    known = now.writes if now is not None else 0
    if told is None or (now is not None and told.store != now.store):
        return lost(path, None)
    return lost(path, max(told.writes - known, 0))


def keep_history(conn: sqlite3.Connection) -> Head | None:
    """Count this transaction and seal it; None where it changed nothing that is sealed."""
    entries = ledger(conn)
    row = _row(conn)
    store, writes, total, _ = row or (secrets.token_hex(_NAME_BYTES), 0, written(0), "")
    if entries.afresh:
        new = seal_afresh(conn)
    elif row is None or (change := entries.settle()) is None:
        return None
    else:
        new = int(total, 16) + change
    head = Head(store, writes + 1, written(new))
    conn.execute("DELETE FROM history")
    conn.execute(
        'INSERT INTO history (id, writes, total, "before") VALUES (?, ?, ?, ?)', (store, head.writes, head.total, total)
    )
    return head


def keep_head(file: int, head: Head) -> None:
    """Tell the head file; whatever it held of another store is forgotten."""
    told = read_head(file)
    if told is not None and told.store == head.store and told.writes < head.writes:
        write_head(file, head)
    else:
        begin_head(file, head)


def _row(conn: sqlite3.Connection) -> tuple[str, int, str, str] | None:
    if conn.execute(_THERE).fetchone() is None:
        return None
    row: tuple[str, int, str, str] | None = conn.execute('SELECT id, writes, total, "before" FROM history').fetchone()
    return row
