"""Plan a visit for a ticket: its times, its engineers, the travel time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.values import ends_early
from deskctl.operations.planning.visit_rows import (
    TABLE,
    VisitPlan,
    add_visit,
    as_planned,
    keep_reason,
    replaced_reason,
    warn_of_conflicts,
)
from deskctl.sla.facts import instant
from deskctl.sla.gates import VISIT_REASONS

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

MOST_MINUTES = 10_000


def check_window(desk: "Desk", start: datetime | None, until: datetime | None) -> None:
    """Refuse a visit that ends before it begins."""
    if start is not None and until is not None and until <= start:
        raise ends_early("until", instant(until), instant(start), desk.zone)


@dataclass(frozen=True, kw_only=True)
class Plan(Operation):
    """Plan a visit with the customer: its time window, who goes, and the travel time."""

    noun = "visit"
    verb = "plan"
    event = "visit_planned"
    also = ("visit_confirmed",)
    gates = ("charge_agreed", "routine_visit")
    other_names: ClassVar[Mapping[str, str]] = {"from": "planned_at"}
    example = "deskctl visit plan T-068 --planned-at '2026-11-24 09:30' --engineers EN3 --reason planned"

    planned_at: datetime | None = option(N_("from when"), required=True)
    until_: datetime | None = option(N_("until when"))
    engineers: tuple[str, ...] = option(N_("who goes"), ref="staff", default=())
    travel_minutes: int | None = option(
        N_("the travel time; by default that of the site"), minimum=0, maximum=MOST_MINUTES
    )
    site: str | None = option(N_("where; the ticket's site if not given"), ref="site")
    purpose: str | None = option(N_("what for"))
    agreed_with: str | None = option(N_("who at the customer agreed to it; this confirms the visit"), ref="contact")
    reason: str | None = option(N_("the reason for the visit"), choices=VISIT_REASONS)
    override: str | None = option(N_("why it is done although the clause forbids it"), long=True)

    def run(self, desk: "Desk") -> None:
        """Assign an id, store the reason on the ticket, and warn of conflicts."""
        check_window(desk, self.planned_at, self.until_)
        plan = self._plan(desk)
        name = add_visit(desk, plan)
        conflicts = warn_of_conflicts(desk, as_planned(desk, name, plan))
        data = {"visit": name, **self.data(), **({"conflicts": conflicts} if conflicts else {})}
        desk.record(self.event, {**data, **replaced_reason(desk, self.reason)})
        desk.record_in_history(TABLE, name, self.event, data)
        if self.agreed_with is not None:
            self._confirm(desk, name)
        keep_reason(desk, self.reason)

    def _confirm(self, desk: "Desk", name: str) -> None:
        """Record that the customer agreed, as `visit confirm` does."""
        desk.update(TABLE, {"id": name}, {"state": "confirmed", "confirmed_by": self.agreed_with})
        desk.record_in_history(TABLE, name, "visit_confirmed", {"by_contact": self.agreed_with})
        desk.record("visit_confirmed", {TABLE: name, "by_contact": self.agreed_with})

    def _plan(self, desk: "Desk") -> VisitPlan:
        columns = desk.case.columns
        return VisitPlan(
            of=desk.case.name,
            ticket=desk.case.number,
            customer=columns["customer"],
            site=self.site or columns["site"],
            start=instant(self.planned_at) if self.planned_at else desk.at,
            end=None if self.until_ is None else instant(self.until_),
            engineers=tuple(dict.fromkeys(self.engineers)),
            travel_minutes=self.travel_minutes,
            purpose=self.purpose,
        )
