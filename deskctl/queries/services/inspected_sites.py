"""Data for inspections: the site, its equipment, its first contact, the starts of maintenance."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskctl.store.port import Reader


def site_row(conn: Reader, name: str) -> dict[str, Any] | None:
    """Return a site with its customer; None if there is none of that id."""
    row = conn.execute("SELECT id, customer, name FROM site WHERE id = ?", [name]).fetchone()
    return None if row is None else dict(zip(("id", "customer", "name"), row, strict=True))


def maintenance_starts(conn: Reader, customer: str) -> list[date]:
    """Return the days on which maintenance starts by a customer's contracts, in order."""
    rows = conn.execute(
        "SELECT maintenance_start FROM contract WHERE customer = ? AND maintenance_start IS NOT NULL"
        " AND retired_at IS NULL ORDER BY maintenance_start", [customer],
    )  # fmt: skip
    return [date.fromisoformat(day) for (day,) in rows]


def classes_at(conn: Reader, site: str) -> frozenset[str]:
    """Return the classes of the equipment at a site."""
    rows = conn.execute("SELECT DISTINCT asset_class FROM asset WHERE site = ?", [site])
    return frozenset(name for (name,) in rows)


def first_contact(conn: Reader, customer: str) -> str | None:
    """Return the id of a customer's first contact."""
    row = conn.execute(
        "SELECT id FROM contact WHERE customer = ? AND retired_at IS NULL ORDER BY id LIMIT 1", [customer]
    ).fetchone()
    return None if row is None else str(row[0])


def inspection_of_period(conn: Reader, site: str, period: str) -> str | None:
    """Return the inspection that is recorded for a site and period, if any."""
    row = conn.execute("SELECT id FROM inspection WHERE site = ? AND period = ?", [site, period]).fetchone()
    return None if row is None else str(row[0])


def id_suffixes(conn: Reader, prefix: str) -> list[str]:
    """Return the rest of the ids of inspections that begin with a prefix."""
    rows = conn.execute("SELECT id FROM inspection WHERE substr(id, 1, ?) = ?", [len(prefix), prefix])
    return [name[len(prefix) :] for (name,) in rows]
