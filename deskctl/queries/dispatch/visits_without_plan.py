"""The visits of an engineer that are in no plan: asked for on a ticket of theirs, under way, on site, or just over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.dispatch.planned_visits import PlannedVisit
from deskctl.queries.dispatch.progress import DONE, ON_SITE, UNDER_WAY
from deskctl.queries.ticket.history import history
from deskctl.queries.ticket.visits import visits
from deskctl.sla.facts import instant_of
from deskctl.sla.lifecycle import OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from deskctl.queries.json_values import Shape
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_TICKETS = f"""
SELECT ticket.number, ticket.owner, ticket.customer, customer.name, ticket.site, site.name, site.travel_minutes,
  (SELECT min(due) FROM clock WHERE clock.ticket = ticket.number AND milestone = 'arrived' AND outcome = 'open')
FROM ticket LEFT JOIN customer ON customer.id = ticket.customer LEFT JOIN site ON site.id = ticket.site
WHERE ticket.status IN ({", ".join("?" * len(OPEN_STATUSES))}) AND EXISTS (
  SELECT 1 FROM action WHERE action.ticket = ticket.number AND (
    action.event = 'onsite_requested' AND ticket.owner = ?
    OR action.event IN ('departed', 'arrived') AND action.actor = ? AND action.at > ?))
ORDER BY ticket.number
"""


def visits_without_plan(conn: Reader, zone: tzinfo, engineer: str, since: Instant) -> Iterator[PlannedVisit]:
    """Yield the visits, one for a ticket, without an id; those on which nobody set out since a time are left out."""
    rows = conn.execute(_TICKETS, [*OPEN_STATUSES, engineer, engineer, since]).fetchall()
    for number, owner, customer, customer_name, site, site_name, minutes, due in rows:
        mine = own_visit(visits(history(conn, number), zone), "", engineer)
        begun = mine and (mine["arrived_at"] or mine["departed_at"] or mine["requested_at"])
        if begun and not mine["cancelled_at"] and engineer in {mine["engineer"], owner}:
            start = due or instant_of(begun)
            yield PlannedVisit(
                "", "", number, customer, customer_name, site, site_name, start, None, (engineer,),
                minutes or 0, None, confirmed=False, promise_due=due, progress=_stage(mine),
            )  # fmt: skip


def own_visit(made: list[Shape], name: str, engineer: str) -> Shape:
    """Return how far an engineer has got with a visit; without an id the last one, which may be nobody's yet."""
    who = {engineer} if name else {engineer, None}
    return next((one for one in reversed(made) if (one["id"] or "") == name and one["engineer"] in who), {})


def _stage(mine: Shape) -> str | None:
    if mine["left_at"]:
        return DONE
    return ON_SITE if mine["arrived_at"] else UNDER_WAY if mine["departed_at"] else None
