"""The marks of a person for the alerts: seen, put off, ticket watched, ticket muted. They are not facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Connection, Reader

SEEN, PUT_OFF, WATCHED, MUTED = "seen", "later", "watch", "mute"
"""The kinds of marks: seen and put-off alerts are marked by key, watched and muted tickets by number."""
_FORGOTTEN = 400 * 86_400
KEEP = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
"""The statement that stores a mark, or changes its value."""
_DROP = "DELETE FROM counter WHERE name = ?"
_FORGET = "DELETE FROM counter WHERE name >= ? AND name < ? AND value < ?"


def marks_of(conn: Reader, mark: str, person: str) -> dict[str, Instant]:
    """Return what a person has marked in one way -> the time of the mark."""
    start, end = _span(mark, person)
    rows = conn.execute("SELECT name, value FROM counter WHERE name >= ? AND name < ?", (start, end))
    return {name[len(start) :]: int(value) for name, value in rows}


def marked_tickets(conn: Reader, mark: str, person: str) -> frozenset[int]:
    """Return the numbers of the tickets that a person watches, or has muted."""
    return frozenset(int(name) for name in marks_of(conn, mark, person) if name.isdigit())


def store_marks(conn: Connection, mark: str, person: str, names: Iterable[str], at: Instant) -> None:
    """Store marks of a person with a time; marks older than 400 days are removed."""
    start, end = _span(mark, person)
    conn.executemany(KEEP, [(start + name, at) for name in names])
    conn.execute(_FORGET, (start, end, at - _FORGOTTEN))


def drop_marks(conn: Connection, mark: str, person: str, names: Iterable[str]) -> None:
    """Remove marks of a person."""
    start, _end = _span(mark, person)
    conn.executemany(_DROP, [(start + name,) for name in names])


def _span(mark: str, person: str) -> tuple[str, str]:
    """Return the bounds of the counter names of a person's marks: the first, and the first one after them."""
    start = f"{mark}:{person}/"
    return start, start[:-1] + chr(ord("/") + 1)
