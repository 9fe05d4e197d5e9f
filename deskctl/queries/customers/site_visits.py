"""Who is on site at a customer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deskctl.store.port import Reader


def is_somebody_on_site(conn: Reader, site: str | None, statuses: Sequence[str]) -> bool:
    """Return whether an engineer has arrived at a site and not left it, on a ticket of one of these statuses."""
    marks = ", ".join("?" * len(statuses))
    found = conn.execute(
        f"SELECT 1 FROM ticket WHERE site = ? AND status IN ({marks}) AND"
        " (SELECT event FROM action WHERE action.ticket = ticket.number AND event IN ('arrived', 'left_site')"
        " ORDER BY at DESC, seq DESC LIMIT 1) = 'arrived' LIMIT 1",
        (site, *statuses),
    )
    return found.fetchone() is not None
