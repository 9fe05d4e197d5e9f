"""The plans of the sites, past ones included: how often a site was inspected, and together with which one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deskctl.sla.derivation.inspection_periods import (
    MONTHLY,
    InspectionPeriod,
    Interval,
    aligned_period,
    named_period,
    periods,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deskctl.queries.services.inspection_plans import InspectionPlan
    from deskctl.sla.facts import Instant


@dataclass(frozen=True, slots=True)
class Span:
    """The days for which a plan applies, or the policy if there is no plan."""

    plan: InspectionPlan | None
    first: date
    last: date = date.max

    @property
    def interval(self) -> Interval | None:
        """How often the site is inspected; None for never."""
        return MONTHLY if self.plan is None else self.plan.interval

    def includes(self, period: InspectionPeriod) -> bool:
        """Return whether a period belongs to this span; a plan that begins within a period precedes the policy."""
        if self.plan is None:
            return period.last <= self.last and period.first >= self.first
        return period.first <= self.last

    def meets(self, period: InspectionPeriod) -> bool:
        """Return whether a day of a period is in this span."""
        return self.first <= period.last and period.first <= self.last


def spans(plans: Iterable[InspectionPlan], begins: date, day_of: Callable[[Instant], date]) -> Iterator[Span]:
    """Yield the spans of a site from a day on; a retired plan counts up to the month before its retirement."""
    day = begins
    for plan in plans:
        first, last = max(day, plan.begins or day), last_day(plan, day_of)
        if last < first:
            continue
        if first > day:
            yield Span(None, day, first - timedelta(days=1))
        yield Span(plan, first, last)
        if last == date.max:
            return
        day = last + timedelta(days=1)
    yield Span(None, day)


def last_day(plan: InspectionPlan, day_of: Callable[[Instant], date]) -> date:
    """Return the last day of a plan; one that was retired applied up to the month before."""
    ends = plan.ends or date.max
    if plan.retired_at is None:
        return ends
    return min(ends, day_of(plan.retired_at).replace(day=1) - timedelta(days=1))


class PlanHistory:
    """The plans of the sites from a day on."""

    def __init__(self, plans: Iterable[InspectionPlan], begins: date, day_of: Callable[[Instant], date]) -> None:
        self._begins, self._day_of = begins, day_of
        self._usual = tuple(spans((), begins, day_of))
        self._of_site: dict[str, list[InspectionPlan]] = {}
        self._covering: dict[str, list[InspectionPlan]] = {}
        for plan in plans:
            self._of_site.setdefault(plan.site, []).append(plan)
            for site in plan.covers:
                self._covering.setdefault(site, []).append(plan)
        self.sites = frozenset({*self._of_site, *self._covering})
        """The sites that a plan is for or covers, or was."""

    def has_plans(self, site: str) -> bool:
        """Return whether a site has or had a plan."""
        return site in self._of_site

    def of_site(self, site: str) -> Iterable[Span]:
        """Return the spans in which a plan or the policy applied at a site."""
        plans = self._of_site.get(site)
        return spans(plans, self._begins, self._day_of) if plans else self._usual

    def plan(self, site: str, period: InspectionPeriod) -> InspectionPlan | None:
        """Return the plan that applies to a site in a period; None if the policy does."""
        if site not in self._of_site:
            return None
        found = (span.plan for span in self.of_site(site) if span.plan is not None and span.meets(period))
        return next(found, None)

    def next_period(self, site: str, day: date) -> InspectionPeriod | None:
        """Return the first period of a site that begins on a day or later; None if there is no more."""
        for span in self.of_site(site):
            if span.last < day or span.interval is None:
                continue
            start = span.first if span.plan and span.plan.begins else max(span.first, day)
            for period in periods(span.interval, start, span.last):
                if period.first >= day and span.includes(period):
                    return period
        return None

    def covering(self, site: str, period: InspectionPeriod) -> Iterator[str]:
        """Yield the sites whose plans cover a site in a period."""
        for plan in self._covering.get(site, ()):
            if (plan.begins or date.min) <= period.last and period.first <= last_day(plan, self._day_of):
                yield plan.site

    def period(self, site: str, name: str) -> InspectionPeriod | None:
        """Return the period of a name at a site, as long as its plan says; None if the name is no period there."""
        for span in self.of_site(site):
            if span.plan is None or span.interval is None or not span.interval.names(name):
                continue
            period = named_period(name, span.interval)
            if period is not None and span.interval.first_day(span.first) <= period.first <= span.last:
                return aligned_period(period, span.interval, span.plan.begins)
        return named_period(name)
