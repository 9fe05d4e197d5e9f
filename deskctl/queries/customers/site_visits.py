"""Find the engineers who are at a site now: arrived recently, and not left (rule 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from deskctl.queries.conditions.undone import not_undone
from deskctl.sla.lifecycle import NEW, OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_AFTER_AN_ARRIVAL = tuple(status for status in OPEN_STATUSES if status != NEW)
_RECENT_ARRIVALS = (
    "SELECT came.actor, coalesce(staff.name, came.actor), came.at, site.name FROM ticket"
    " LEFT JOIN site ON site.id = ticket.site"
    " JOIN action AS came ON came.ticket = ticket.number AND came.event = 'arrived'"
    " LEFT JOIN staff ON staff.id = came.actor"
    f" WHERE {{where}} AND ticket.status IN ({', '.join('?' * len(_AFTER_AN_ARRIVAL))})"
    f" AND came.at BETWEEN ? AND ? AND {not_undone('came')}"
    " AND NOT EXISTS (SELECT 1 FROM action AS went WHERE went.ticket = came.ticket AND went.actor = came.actor"
    " AND went.event = 'left_site' AND (went.at, went.seq) > (came.at, came.seq)"
    f" AND {not_undone('went')}) ORDER BY came.at DESC, came.seq DESC"
)


class Arrival(NamedTuple):
    """An engineer who is at a site: the id, the name, since when, and the name of the site."""

    engineer: str
    name: str
    at: Instant
    site: str | None


def engineers_at_site(conn: Reader, site: str, at: Instant, within: int) -> list[str]:
    """Return the engineers who arrived at a site `within` so many seconds and have not left, the last first."""
    arrivals = _arrivals(conn, "ticket.site = ?", site, at, within)
    return list(dict.fromkeys(arrival.engineer for arrival in arrivals))


def last_arrival(conn: Reader, customer: str, at: Instant, within: int) -> Arrival | None:
    """Return the last engineer to arrive at a customer's site `within` so many seconds who has not left."""
    return next(_arrivals(conn, "ticket.customer = ?", customer, at, within), None)


def _arrivals(conn: Reader, where: str, value: str, at: Instant, within: int) -> Iterator[Arrival]:
    rows = conn.execute(_RECENT_ARRIVALS.format(where=where), [value, *_AFTER_AN_ARRIVAL, at - within, at])
    return map(Arrival._make, rows)
