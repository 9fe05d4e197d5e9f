"""The values recorded at the intake of a ticket, which may be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_name

if TYPE_CHECKING:
    from deskctl.store.port import Reader

ASSETS = "assets"
_COLUMNS = (
    "title",
    "description",
    "contact",
    "site",
    "catalog",
    "about_ticket",
    "about_staff",
    "called",
    "external_id",
)


def intake_values(conn: Reader, number: int) -> dict[str, Any]:
    """Return the current values, the equipment as a list of ids, a ticket by its name."""
    row = conn.execute(f"SELECT {', '.join(_COLUMNS)} FROM ticket WHERE number = ?", [number]).fetchone()
    values = dict(zip(_COLUMNS, row, strict=True))
    if values["about_ticket"] is not None:
        values["about_ticket"] = ticket_name(values["about_ticket"])
    assets = conn.execute("SELECT asset FROM ticket_asset WHERE ticket = ? ORDER BY position", [number])
    return {**values, ASSETS: [asset for (asset,) in assets]}
