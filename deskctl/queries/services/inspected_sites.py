"""Data for inspections: the site, its equipment, its first contact, the maintenance."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.sla.derivation.inspection_periods import InspectionPeriod, last_promised_day
from deskctl.sla.derivation.maintenance import Maintenance, joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from deskctl.store.port import Reader


def site_row(conn: Reader, name: str) -> dict[str, Any] | None:
    """Return a site with its customer; None if there is none of that id."""
    row = conn.execute("SELECT id, customer, name FROM site WHERE id = ?", [name]).fetchone()
    return None if row is None else dict(zip(("id", "customer", "name"), row, strict=True))


def maintenance_of(conn: Reader, customer: str) -> list[Maintenance]:
    """Return the periods of maintenance by a customer's contracts, in order."""
    rows = conn.execute(
        "SELECT maintenance_start, maintenance_end FROM contract WHERE customer = ? AND maintenance_start IS NOT NULL"
        " AND retired_at IS NULL ORDER BY maintenance_start", [customer],
    )  # fmt: skip
    return joined((date.fromisoformat(first), date.fromisoformat(last) if last else None) for first, last in rows)


def last_day_at(conn: Reader, site: Mapping[str, Any], period: InspectionPeriod) -> date:
    """Return the last day for the inspection of a site in a period, its end if the customer has no maintenance then."""
    return last_promised_day(period, maintenance_of(conn, site["customer"])) or period.last


class Device(NamedTuple):
    """A piece of equipment with its class and the site where it is."""

    id: str
    asset_class: str
    site: str


def equipment_at(conn: Reader, sites: Sequence[str]) -> list[Device]:
    """Return the equipment at some sites, by site in their order, scrapped equipment left out."""
    text = "SELECT id, asset_class, site FROM asset WHERE site = ? AND retired_at IS NULL ORDER BY id"
    return [Device(*map(str, row)) for one in sites for row in conn.execute(text, [one])]


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


def recorded_items(conn: Reader, name: str) -> dict[str, dict[str, Any]]:
    """Return the recorded items of an inspection by key; empty if there are none."""
    row = conn.execute("SELECT items FROM inspection WHERE id = ?", [name]).fetchone()
    return {str(one["item"]): one for one in json.loads(row[0])} if row else {}
