"""Who must set out when: the planned visits, as each of their engineers sees them (S5.2-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.dispatch.planned_visits import pending_visits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.outlook import Outlook
    from deskctl.sla.duties import Duty


def visits(outlook: Outlook) -> Iterator[Duty]:
    """Yield the visits that somebody has still to set out to; of several engineers each has a row of his own."""
    for visit in pending_visits(outlook.conn, outlook.zone, outlook.at):
        engineers: list[str | None] = [name for name in visit.engineers if name not in visit.gone]
        if visit.progress is not None and not engineers:
            continue
        alone = len(visit.engineers) < 2  # noqa: PLR2004 - one or nobody
        for engineer in engineers or [None]:
            yield outlook.until(
                "visit",
                visit.id if alone else f"{visit.id}/{engineer}",
                " ".join(filter(None, (visit.of, visit.customer_name, visit.site_name))),
                visit.leave_by,
                start=visit.leave_by - (outlook.rules["visit"].lead or 0),
                planned_at=visit.start,
                ticket=visit.ticket,
                customer=visit.customer,
                site=visit.site,
                owner=engineer,
            )
