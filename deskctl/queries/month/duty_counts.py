"""Count the promises of services, other than those of tickets, that fell due in a period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.inspections import every_inspection
from deskctl.queries.reference.roster import covered_between, gaps_between, shifts_between
from deskctl.queries.services.record_actions import CANCELLED_TRAININGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from deskctl.queries.month.period import Period
    from deskctl.sla.duties import Duty
    from deskctl.store.port import Reader

    Source: TypeAlias = Callable[[DueInputs, Period], Iterator[Duty]]

_VISITS = "SELECT customer, at FROM return_visit WHERE at <= ? AND retired_at IS NULL ORDER BY customer, at"
_TRAININGS = f"""
SELECT training.*, id IN ({CANCELLED_TRAININGS} AND at <= ?1) AS cancelled FROM training
WHERE requested_at <= ?1 ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class DutyCount:
    """The promises of one kind by outcome; `coming` ones are not due yet at the time of reading."""

    kind: str
    clause: str
    met: int
    missed: int
    overdue: int
    waived: int
    coming: int

    @property
    def planned(self) -> int:
        """The number that fell due in the period, or will."""
        return self.met + self.missed + self.overdue + self.waived + self.coming

    @property
    def rate(self) -> float | None:
        """The share that was kept; None if nothing was decided."""
        decided = self.met + self.missed + self.overdue
        return self.met / decided if decided else None


def hard_duty_counts(conn: Reader, period: Period, zone: ZoneInfo) -> list[DutyCount]:
    """Return the counts of the hard promises that fall due in a period, by kind, without empty kinds."""
    inputs = DueInputs(conn, period.known, zone)
    counted = (_counted(inputs, period, kind) for kind in SOURCES if inputs.rules[kind].hard)
    return [one for one in counted if one.planned]


def duties_in(inputs: DueInputs, period: Period, kind: str) -> list[Duty]:
    """Return the promises of a kind that fall due in a period, for the customer of the period if it has one."""
    return [
        duty
        for duty in SOURCES[kind](inputs, period)
        if duty.due_at is not None
        and period.begin < duty.due_at <= period.end
        and period.customer in {None, duty.customer}
    ]


def _counted(inputs: DueInputs, period: Period, kind: str) -> DutyCount:
    states = Counter(duty.state(inputs.at) for duty in duties_in(inputs, period, kind))
    coming = states["upcoming"] + states["due"]
    rule = inputs.rules[kind]
    return DutyCount(
        kind, rule.clause, states["met"], states["missed"], states["overdue"], states["waived"], coming
    )  # fmt: skip


def _inspections(inputs: DueInputs, _period: Period) -> Iterator[Duty]:
    yield from every_inspection(inputs)


def _return_visits(inputs: DueInputs, period: Period) -> Iterator[Duty]:
    """Yield each promised return visit: an interval after the previous one or after maintenance began."""
    rule = inputs.rules["return_visit"]
    made: dict[str, list[int]] = {}
    for row in inputs.rows(_VISITS, [inputs.at]):
        made.setdefault(row["customer"], []).append(row["at"])
    covered = inputs.maintenance
    for row in inputs.rows("SELECT id, name, key_customer, return_visit_interval_days AS days FROM customer"):
        days = row["days"] or rule["interval_key_customer" if row["key_customer"] else "interval"]
        visits: list[int] = made.get(row["id"], [])
        for begins, ends in covered.get(row["id"], ()):
            for last, stop in zip([None, *visits], [*visits, None], strict=True):
                start = inputs.return_visit_start(last, begins, days)
                day = inputs.day_of(start) + timedelta(days=days)
                if (stop is None or stop > start) and start < period.end and day <= (ends or date.max):
                    yield inputs.on_day(
                        "return_visit", row["id"], row["name"], day, start=start, customer=row["id"], stop=stop
                    )


def _trainings(inputs: DueInputs, _period: Period) -> Iterator[Duty]:
    for row in inputs.rows(_TRAININGS, [inputs.at]):
        held = row["held_at"] if row["held_at"] is not None and row["held_at"] <= inputs.at else None
        if row["requested_for"] is not None:
            yield inputs.until(
                "training", row["id"], row["topic"], row["requested_for"], start=row["requested_at"],
                customer=row["customer"], stop=held, waived=bool(row["cancelled"]),
            )  # fmt: skip


def _roster_gaps(inputs: DueInputs, period: Period) -> Iterator[Duty]:
    """Yield the gaps of the period in which nobody was on call; each is late from its start."""
    until = min(period.end, inputs.at)
    if period.customer is not None or not shifts_between(inputs.conn, 0, period.end):
        return
    first = min(shift.start for shift in shifts_between(inputs.conn, 0, period.end))
    begin = max(period.begin, first)
    spans = [(one.start, one.end) for one in covered_between(inputs.conn, begin, until)]
    for start, _stop in gaps_between(begin, until, spans):
        yield inputs.until("roster_gap", str(start), "", max(start, period.begin + 1))


SOURCES: Mapping[str, Source] = {
    "inspection": _inspections,
    "return_visit": _return_visits,
    "training": _trainings,
    "roster_gap": _roster_gaps,
}
"""The kinds that count, each with the function that yields its promises; clocks of tickets are counted elsewhere."""
