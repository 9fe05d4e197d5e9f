"""The position of a named watch and what it has reported, stored beside the counters; they are not facts."""

from collections.abc import Collection

from deskctl.sla.facts import Instant
from deskctl.store.facts.alert_marks import KEEP
from deskctl.store.port import Connection, Reader

_PREFIX = "watch:"
_DUE = "watch-due:{length}:{name}:"


def mark_of(conn: Reader, name: str) -> Instant | None:
    """Return the position of a watch; None if it is new."""
    row = conn.execute("SELECT value FROM counter WHERE name = ?", (_PREFIX + name,)).fetchone()
    return None if row is None else int(row[0])


def keep_mark(conn: Connection, name: str, at: Instant) -> None:
    """Store the position of a watch."""
    conn.execute(KEEP, (_PREFIX + name, at))


def keys_of(conn: Reader, name: str) -> frozenset[str]:
    """Return the keys of the stages of due items that a watch has reported."""
    prefix = _DUE.format(length=len(name), name=name)
    rows = conn.execute("SELECT name FROM counter WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
    return frozenset(key[len(prefix) :] for (key,) in rows)


def keep_keys(conn: Connection, name: str, keys: Collection[str]) -> None:
    """Replace the reported stages of a watch: one that is no longer among them is reported again if it returns."""
    prefix = _DUE.format(length=len(name), name=name)
    conn.execute("DELETE FROM counter WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
    for key in keys:
        conn.execute(KEEP, (prefix + key, 1))
