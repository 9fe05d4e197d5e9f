"""What a person marked for the alerts: seen, put off, a ticket watched or muted; beside the counters; no facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Connection, Reader

SEEN, PUT_OFF, WATCHED, MUTED = "seen", "later", "watch", "mute"
"""Seen and put-off alerts are marked by their key with a time, watched and muted tickets by their number."""
_FORGOTTEN = 400 * 86_400
_KEEP = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_DROP = "DELETE FROM counter WHERE name = ?"
_FORGET = "DELETE FROM counter WHERE name >= ? AND name < ? AND value < ?"


def marks_of(conn: Reader, mark: str, person: str) -> dict[str, Instant]:
    """Return what a person marked in one way, each with its time."""
    start, end = _span(mark, person)
    rows = conn.execute("SELECT name, value FROM counter WHERE name >= ? AND name < ?", (start, end))
    return {name[len(start) :]: int(value) for name, value in rows}


def marked_tickets(conn: Reader, mark: str, person: str) -> frozenset[int]:
    """Return the tickets that a person watches, or has muted."""
    return frozenset(int(name) for name in marks_of(conn, mark, person) if name.isdigit())


def keep_marks(conn: Connection, mark: str, person: str, names: Iterable[str], at: Instant) -> None:
    """Mark some names with a time; marks of long ago are forgotten."""
    start, end = _span(mark, person)
    conn.executemany(_KEEP, [(start + name, at) for name in names])
    conn.execute(_FORGET, (start, end, at - _FORGOTTEN))


def drop_marks(conn: Connection, mark: str, person: str, names: Iterable[str]) -> None:
    """Remove marks."""
    start, _end = _span(mark, person)
    conn.executemany(_DROP, [(start + name,) for name in names])


def _span(mark: str, person: str) -> tuple[str, str]:
    """Return the first name of a person's marks, and the first one after them."""
    start = f"{mark}:{person}/"
    return start, start[:-1] + chr(ord("/") + 1)
