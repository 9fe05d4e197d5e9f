"""How far somebody who watches in runs has got: a mark by name, kept beside the counters; it is no fact."""

from deskctl.sla.facts import Instant
from deskctl.store.port import Connection, Reader

_PREFIX = "watch:"
_KEEP = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


def mark_of(conn: Reader, name: str) -> Instant | None:
    """Return how far a mark has got; None if it is new."""
    row = conn.execute("SELECT value FROM counter WHERE name = ?", (_PREFIX + name,)).fetchone()
    return None if row is None else int(row[0])


def keep_mark(conn: Connection, name: str, at: Instant) -> None:
    """Keep how far a mark has got."""
    conn.execute(_KEEP, (_PREFIX + name, at))
