"""Facts about the desk: note, currency, calendar entries, staff, hotlines, customers, catalogue items."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from deskctl.store.port import on_server

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def has_tickets(conn: Reader) -> bool:
    """Return whether the desk has any ticket."""
    return conn.execute("SELECT 1 FROM ticket LIMIT 1").fetchone() is not None


def note(conn: Reader) -> str | None:
    """Return the note that came with the desk's file."""
    row: tuple[str | None] | None = conn.execute("SELECT note FROM meta LIMIT 1").fetchone()
    return row[0] if row else None


def desk_currency(conn: Reader) -> str | None:
    """Return the currency of the desk."""
    return next((currency for (currency,) in conn.execute("SELECT currency FROM meta LIMIT 1")), None)


def days_entered(conn: Reader, day: str) -> int:
    """Return how often the desk has entered a date into its calendars."""
    (count,) = conn.execute("SELECT count(*) FROM calendar_day WHERE day = ?", (day,)).fetchone()
    return int(count)


def names_of_staff(conn: Reader) -> list[str]:
    """Return the names of the firm's people."""
    return [name for (name,) in conn.execute("SELECT name FROM staff ORDER BY id")]


def numbers_of_hotlines(conn: Reader) -> list[str]:
    """Return the numbers that customers call."""
    return [number for (number,) in conn.execute("SELECT number FROM hotline ORDER BY id")]


def store_path(conn: Reader) -> str:
    """Return the path of a connection's store; an empty text if it is not a file."""
    row = None if on_server(conn) else conn.execute("PRAGMA database_list").fetchone()
    return str(row[2]) if row else ""


def customers_by_name(conn: Reader) -> list[tuple[str, str]]:
    """Return the customers as (id, name)."""
    return list(conn.execute("SELECT id, name FROM customer ORDER BY id"))


def contacts_by_name(conn: Reader, customer: str) -> list[tuple[str, str]]:
    """Return the people of a customer as (id, name)."""
    return list(conn.execute("SELECT id, name FROM contact WHERE customer = ? ORDER BY id", (customer,)))


def offered_items(conn: Reader) -> list[tuple[str, list[str]]]:
    """Return the items that are not retired as (id, levels), in order."""
    rows = conn.execute("SELECT id, allowed_levels FROM catalog_item WHERE retired_at IS NULL ORDER BY id")
    return [(item, json.loads(levels)) for item, levels in rows]
