"""Write the intake values of a ticket again, when they are corrected or restored."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_number
from deskctl.queries.ticket.intake_values import ASSETS

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_TABLE = "ticket_asset"


def keep_values(desk: "Desk", values: Mapping[str, Any]) -> None:
    """Write the intake values of the current ticket to its row and its list of equipment."""
    columns = {name: value for name, value in values.items() if name != ASSETS}
    if columns.get("about_ticket"):
        columns["about_ticket"] = ticket_number(columns["about_ticket"])
    if columns:
        desk.change(**columns)
    if ASSETS in values:
        desk.remove(_TABLE, ticket=desk.case.number)
        for position, asset in enumerate(values[ASSETS]):
            desk.insert(_TABLE, {"ticket": desk.case.number, "position": position, "asset": asset})
