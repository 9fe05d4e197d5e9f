"""The spans in which the policy or a plan determined how often a site was inspected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from deskctl.sla.derivation.inspection_periods import MONTHLY, InspectionPeriod, Interval

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


def spans(plans: Iterable[InspectionPlan], begins: date, day_of: Callable[[Instant], date]) -> Iterator[Span]:
    """Yield the spans of a site from a day on; a retired plan counts up to the month before its retirement."""
    day = begins
    for plan in plans:
        first, last = max(day, plan.begins or day), _last_day(plan, day_of)
        if last < first:
            continue
        if first > day:
            yield Span(None, day, first - timedelta(days=1))
        yield Span(plan, first, last)
        if last == date.max:
            return
        day = last + timedelta(days=1)
    yield Span(None, day)


def _last_day(plan: InspectionPlan, day_of: Callable[[Instant], date]) -> date:
    ends = plan.ends or date.max
    if plan.retired_at is None:
        return ends
    return min(ends, day_of(plan.retired_at).replace(day=1) - timedelta(days=1))
