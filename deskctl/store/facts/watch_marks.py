"""How far a named watch has got: a mark kept beside the counters; it is not a fact."""

from collections.abc import Collection

from deskctl.sla.facts import Instant
from deskctl.store.port import Connection, Reader

_PREFIX = "watch:"
_DUE = "watch-due:{length}:{name}:"
_KEEP = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def mark_of(conn: Reader, name: str) -> Instant | None:
    """Return how far a mark has got; None if it is new."""
    row = conn.execute("SELECT value FROM counter WHERE name = ?", (_PREFIX + name,)).fetchone()
    return None if row is None else int(row[0])


def keep_mark(conn: Connection, name: str, at: Instant) -> None:
    """Keep how far a mark has got."""
    conn.execute(_KEEP, (_PREFIX + name, at))


def keys_of(conn: Reader, name: str) -> frozenset[str]:
    """Return the stages of what is due that were reported under a name."""
    prefix = _DUE.format(length=len(name), name=name)
    rows = conn.execute("SELECT name FROM counter WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
    return frozenset(key[len(prefix) :] for (key,) in rows)


def keep_keys(conn: Connection, name: str, keys: Collection[str]) -> None:
    """Replace the stages kept before by the present ones: one that is over is reported again if it returns."""
    prefix = _DUE.format(length=len(name), name=name)
    conn.execute("DELETE FROM counter WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
    for key in keys:
        conn.execute(_KEEP, (prefix + key, 1))
