"""Which alerts a person has seen: marks by name, kept beside the counters; they are not facts."""

from collections.abc import Iterable

from deskctl.sla.facts import Instant
from deskctl.store.port import Connection, Reader

_PREFIX = "seen:"
_FORGOTTEN = 400 * 86_400
_KEEP = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_DROP = "DELETE FROM counter WHERE name >= ? AND name < ? AND value < ?"


def seen_by(conn: Reader, person: str) -> frozenset[str]:
    """Return the keys of the alerts that a person has seen."""
    start, end = _span(person)
    found = conn.execute("SELECT name FROM counter WHERE name >= ? AND name < ?", (start, end))
    return frozenset(name[len(start) :] for (name,) in found)


def keep_seen(conn: Connection, person: str, keys: Iterable[str], at: Instant) -> None:
    """Keep that a person has seen alerts; marks of long ago are dropped."""
    start, end = _span(person)
    conn.executemany(_KEEP, [(start + key, at) for key in keys])
    conn.execute(_DROP, (start, end, at - _FORGOTTEN))


def _span(person: str) -> tuple[str, str]:
    """Return the first name of a person's marks, and the first one behind them."""
    start = f"{_PREFIX}{person}/"
    return start, start[:-1] + chr(ord("/") + 1)
