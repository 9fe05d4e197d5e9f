"""The sites of a customer that are inspected together: outlets with the main site, others as a plan covers them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from deskctl.queries.services.inspection_plans import InspectionPlan, every_plan
from deskctl.queries.services.plan_history import PlanHistory
from deskctl.sla.derivation.inspection_periods import InspectionPeriod, named_period
from deskctl.store.facts.desk_zone import desk_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_SITES = """
SELECT id, outlet FROM site WHERE customer = (SELECT customer FROM site WHERE id = ?)
  AND (retired_at IS NULL OR retired_at > ?)
  AND EXISTS (SELECT 1 FROM asset WHERE asset.site = site.id AND (asset.retired_at IS NULL OR asset.retired_at > ?))
ORDER BY id
"""
_NOW = 1 << 60


class Place(NamedTuple):
    """A site with equipment; outlets are inspected with the customer's first main site."""

    id: str
    outlet: bool


class SitesTogether:
    """The sites of one customer, and which of them is visited for the inspection of which."""

    def __init__(self, places: Iterable[Place], history: PlanHistory) -> None:
        self._history = history
        self._outlets = dict(places)
        self._main = next((name for name, outlet in self._outlets.items() if not outlet), None)
        if self._main is None:
            self._main = next(iter(self._outlets), None)

    def never_alone(self, site: str) -> bool:
        """Return whether a site has no inspection of its own, because it is an outlet without a plan."""
        return self._outlets.get(site, False) and site != self._main and not self._history.has_plans(site)

    def visited(self, site: str, period: InspectionPeriod) -> str:
        """Return the site whose inspection in a period includes a site: the site itself if there is no other."""
        seen = [site]
        while (other := self._next(seen[-1], period)) is not None:
            if other in seen:
                return min(seen)
            seen.append(other)
        return seen[-1]

    def with_site(self, site: str, period: InspectionPeriod) -> tuple[str, ...]:
        """Return the sites that an inspection of a site in a period includes, the site itself first."""
        return (site, *(one for one in self._outlets if one != site and self.visited(one, period) == site))

    def _next(self, site: str, period: InspectionPeriod) -> str | None:
        """Return the site with which a plan or the outlets' rule includes a site."""
        for other in self._history.covering(site, period):
            if other != site and other in self._outlets:
                return other
        if self._outlets.get(site) and site != self._main and self._history.plan(site, period) is None:
            return self._main
        return None


def plan_history(conn: Reader) -> PlanHistory:
    """Return the history of all plans."""
    zone = ZoneInfo(desk_zone(conn))
    return PlanHistory(every_plan(conn), date.min, lambda at: datetime.fromtimestamp(at, zone).date())


def sites_inspected_with(conn: Reader, site: str, period: str, at: Instant | None = None) -> tuple[str, ...]:
    """Return the sites that the inspection of a site in a period included at a time, the site itself first.

    An inspection without a plan has a day instead of a period; it is of its site only.
    """
    history = plan_history(conn)
    known = history.period(site, period) or named_period(period)
    return (site,) if known is None else sites_of(conn, site, history, at).with_site(site, known)


def plan_of(conn: Reader, site: str, period: str) -> InspectionPlan | None:
    """Return the plan that applies to a site in a period or on a day; None if the policy does."""
    history = plan_history(conn)
    known = history.period(site, period) or named_period(period) or _day(period)
    return None if known is None else history.plan(site, known)


def sites_of(conn: Reader, site: str, history: PlanHistory, at: Instant | None = None) -> SitesTogether:
    """Return the sites with equipment of the customer of a site, as they were at a time or are now."""
    rows = conn.execute(_SITES, [site, at or _NOW, at or _NOW])
    return SitesTogether((Place(name, bool(outlet)) for name, outlet in rows), history)


def _day(name: str) -> InspectionPeriod | None:
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return InspectionPeriod(name, day, day)
