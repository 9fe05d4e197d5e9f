"""Attainment of this month compared with last month, by clause, without soft targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskctl.queries.month.attainment import attainment
from deskctl.queries.month.closed_month import month_closes
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.month.attainment import Attainment
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader


@dataclass(frozen=True, slots=True)
class ClauseRate:
    """How a clause was kept this month, and its rate last month; a rate of None means that nothing fell due.

    `late_entries` counts the promises that were kept by an action recorded late.
    """

    clause: str
    met: int
    fell_due: int
    last_rate: float | None
    late_entries: int = 0

    @property
    def rate(self) -> float | None:
        """The share that was kept."""
        return self.met / self.fell_due if self.fell_due else None


def compare_months(conn: Reader, *, at: Instant, zone: tzinfo) -> tuple[ClauseRate, list[ClauseRate]]:
    """Return the figures of the whole desk, and of each clause that fell due this month, the worst first."""
    now = datetime.fromtimestamp(at, zone)
    this = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    last = (this - timedelta(days=1)).replace(day=1)
    here, before = _firm(conn, at, this, None), _firm(conn, at, last, this)
    rates = {group.group: group.rate for group in before}
    clauses = [_kept(group, rates.get(group.group)) for group in here if group.fell_due]
    clauses.sort(key=lambda kept: (kept.rate, -kept.fell_due))
    return _whole(here, before), clauses


def _firm(conn: Reader, at: Instant, since: datetime, until: datetime | None) -> list[Attainment]:
    end = None if until is None else instant(until)
    closes = None if end is None else month_closes(conn, end)
    groups, _misses = attainment(conn, at=at, since=instant(since), until=end, closes=closes, misses=False)
    return [group for group in groups if not group.soft]


def _kept(group: Attainment, last_rate: float | None) -> ClauseRate:
    return ClauseRate(group.group, group.met, group.fell_due, last_rate, group.late_entries)


def _whole(here: Sequence[Attainment], before: Sequence[Attainment]) -> ClauseRate:
    met, due = _sums(here)
    met_before, due_before = _sums(before)
    late = sum(group.late_entries for group in here)
    return ClauseRate("", met, due, met_before / due_before if due_before else None, late)


def _sums(groups: Sequence[Attainment]) -> tuple[int, int]:
    return sum(group.met for group in groups), sum(group.fell_due for group in groups)
