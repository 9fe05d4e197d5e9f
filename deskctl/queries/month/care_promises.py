"""The promises of care around a month: not kept in it, late at its end, and planned for the next month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.language.time_words.months import month_of
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.inspections import every_inspection
from deskctl.queries.month.duty_counts import duties_in
from deskctl.queries.services.inspection_plans import waived_inspections

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from zoneinfo import ZoneInfo

    from deskctl.queries.month.past_names import PastNames
    from deskctl.queries.month.period import Period
    from deskctl.sla.duties import Duty
    from deskctl.store.port import Reader

_TRAININGS = """
SELECT id, customer, site, requested_for FROM training
WHERE requested_at <= ?1 AND requested_for >= ?2 AND (held_at IS NULL OR held_at > ?1)
"""


class PlannedCare(NamedTuple):
    """A planned inspection, return visit or training: its kind, its place and its day."""

    kind: str
    customer: str
    site: str
    day: date


class CarePromises:
    """The promises of care around a period, as they were known when it closed."""

    def __init__(self, conn: Reader, period: Period, past: PastNames, zone: ZoneInfo) -> None:
        self._inputs = DueInputs(conn, period.known, zone)
        self._period, self._past, self._zone = period, past, zone
        self._customers = past.customers
        self._sites = {
            key: past.of("site", key, "name", name) for key, name in conn.execute("SELECT id, name FROM site")
        }

    def inspections_not_begun(self, recorded: Collection[str]) -> Iterator[dict[str, Any]]:
        """Yield the promised inspections of the period without any record, as rows without items."""
        for duty in duties_in(self._inputs, self._period, "inspection"):
            if duty.subject not in recorded:
                yield {
                    "id": duty.subject, "customer_name": self._name("customer", duty.customer),
                    "site_name": self._name("site", duty.site), "due": str(duty.due_on), "done_at": None, "items": [],
                }  # fmt: skip

    def waived(self) -> frozenset[str]:
        """Return the inspections that the customer agreed to leave out."""
        return waived_inspections(self._inputs.conn, self._period.known)

    def return_visits_due(self) -> list[tuple[str, str]]:
        """Return the customers whose return visit was late at the end of the period, each with its due day."""
        from_the_start = replace(self._period, begin=0, end=self._period.last)
        late = (
            duty
            for duty in duties_in(self._inputs, from_the_start, "return_visit")
            if duty.stop is None or duty.stop >= self._period.last
        )
        return [(self._name("customer", duty.customer), str(duty.due_on)) for duty in late]

    def planned(self, month: str) -> list[PlannedCare]:
        """Return what is due until the end of the next month and not done yet, by day."""
        end = month_of(month, self._zone)[1]
        ahead = replace(self._period, begin=self._period.last - 1, end=end)
        duties = [*self._inspections_until(end), *duties_in(self._inputs, ahead, "return_visit")]
        rows = [
            PlannedCare(
                duty.rule.kind, self._name("customer", duty.customer), self._name("site", duty.site), duty.due_on
            )
            for duty in duties
            if duty.due_on is not None and self._period.last < (duty.due_at or 0) <= end
            and self._period.customer in {None, duty.customer}
            and duty.state(self._period.known) not in {"met", "missed", "waived"}
        ]  # fmt: skip
        return sorted([*rows, *self._trainings()], key=lambda one: (one.day, one.kind, one.customer, one.site))

    def _inspections_until(self, end: int) -> Iterator[Duty]:
        waived = self.waived()
        for duty in every_inspection(DueInputs(self._inputs.conn, end - 1, self._zone)):
            is_known = duty.stop is not None and duty.stop <= self._period.known
            yield duty._replace(stop=duty.stop if is_known else None, waived=duty.subject in waived)

    def _trainings(self) -> Iterator[PlannedCare]:
        for row in self._inputs.rows(_TRAININGS, [self._period.known, self._period.last]):
            if self._period.customer in {None, row["customer"]}:
                place = self._name("customer", row["customer"]), self._name("site", row["site"])
                yield PlannedCare("training", *place, self._inputs.day_of(row["requested_for"]))

    def _name(self, kind: str, key: str | None) -> str:
        return str((self._customers if kind == "customer" else self._sites).get(key or "", ""))
