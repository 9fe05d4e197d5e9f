"""Inspections before they are carried out: appointed, begun, added without a plan, or dropped (S4-inspection)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.errors import BadData, NotFound, Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.inspections.inspection_record import OnInspection
from deskctl.operations.planning.visit_rows import VisitPlan, appoint
from deskctl.queries.services.inspected_sites import (
    id_suffixes,
    inspection_of_period,
    last_day_at,
    site_row,
)
from deskctl.queries.services.inspection_plans import inspection_plans
from deskctl.queries.services.planned_inspections import blank_inspection
from deskctl.sla.derivation.inspection_periods import MONTHLY, named_period
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def refuse_done(row: dict[str, Any]) -> None:
    """Refuse to schedule, start or drop an inspection that was done."""
    if row["done_at"] is not None:
        raise Refused(
            N_("{id} was done already."), id=row["id"], code="order", hint=f"deskctl inspection show {row['id']}"
        )


@dataclass(frozen=True, kw_only=True)
class ScheduleInspection(OnInspection):
    """Record when an inspection is to be carried out, and by whom; a later appointment replaces it."""

    verb = "schedule"
    event = "inspection_scheduled"
    example = "deskctl inspection schedule IN-2026-11-CUS-04 --planned-at '2026-11-26 14:00' --engineers EN1"

    planned_at: datetime | None = option(N_("when it begins"), required=True)
    until_: datetime | None = option(N_("until when"))
    engineers: tuple[str, ...] = option(N_("who carries it out"), ref="staff", default=())
    with_: str | None = option(N_("agreed with whom"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Record the appointment and plan its visit, which the due list and the dispatch list show."""
        refuse_done(self.inspection_row(desk))
        self.require_site(desk)
        if self.until_ is not None and self.planned_at is not None and self.until_ < self.planned_at:
            raise Refused(N_("It cannot end before it begins."), code="order")
        self.keep(desk, self.event, self.data())
        if self.planned_at is not None:
            row = self.inspection_row(desk)
            end = None if self.until_ is None else instant(self.until_)
            people = tuple(dict.fromkeys(self.engineers))
            appoint(
                desk,
                VisitPlan(
                    of=str(self.id), customer=row["customer"], site=row["site"], start=instant(self.planned_at),
                    end=end, engineers=people, purpose="inspection", agreed_with=self.with_,
                ),
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StartInspection(OnInspection):
    """Record that an inspection has begun: the engineers are on site."""

    verb = "start"
    event = "inspection_started"
    example = "deskctl inspection start IN-2026-11-CUS-04"

    engineers: tuple[str, ...] = option(N_("who is there; you, if nobody is named"), ref="staff", default=())

    def run(self, desk: "Desk") -> None:
        """Record who is on site, and since when."""
        row = self.inspection_row(desk)
        refuse_done(row)
        self.require_site(desk)
        since = {} if row["engineer_on_site_from"] is not None else {"engineer_on_site_from": desk.at}
        self.keep(desk, self.event, {"engineers": list(self.engineers) or [desk.actor]}, **since)


@dataclass(frozen=True, kw_only=True)
class DropInspection(OnInspection):
    """Record that an inspection is not carried out; only the customer's agreement waives the promise."""

    verb = "drop"
    event = "inspection_dropped"
    example = "deskctl inspection drop IN-2026-11-CUS-04 --reason 'stocktaking' --agreed-by P-0401"

    reason: str | None = option(N_("why"), required=True, long=True)
    agreed_by: str | None = option(N_("who at the customer agreed"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Record it; without an agreement it stays due."""
        refuse_done(self.inspection_row(desk))
        self.keep(desk, self.event, {"reason": self.reason, "agreed_by": self.agreed_by})
        if self.agreed_by is None:
            desk.warn(N_("Nobody at the customer's agreed: it stays due, and counts as missed if it is not done."))


@dataclass(frozen=True, kw_only=True)
class AddInspection(Operation):
    """Add an inspection that no plan requires; with a period, it counts as the inspection of that period."""

    noun = "inspection"
    verb = "add"
    event = "inspection_added"
    on_ticket = False
    begins_work = True
    example = "deskctl inspection add --site S-0401 --reason 'after the move of the computer room'"

    site: str | None = option(N_("the site"), ref="site", required=True)
    reason: str | None = option(N_("why"), required=True, long=True)
    for_: str | None = option(N_("the period for which it counts, such as 2026-12"))

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer of the site."""
        row = site_row(desk.reader, str(self.site))
        return row["customer"] if row else None

    def run(self, desk: "Desk") -> None:
        """Add the row; refuse a second one for the same period."""
        site = site_row(desk.reader, str(self.site))
        if site is None:
            raise NotFound(N_("There is no {kind} {value!r}."), kind="site", value=self.site)
        today = datetime.fromtimestamp(desk.at, desk.zone).date().isoformat()
        name, period, due = self._for_period(desk, site) if self.for_ else (None, today, today)
        row = blank_inspection(name or _next_name(desk, site["id"], today[:7]), site, period, due)
        desk.insert("inspection", row)
        desk.record_in_history("inspection", row["id"], self.event, {"site": self.site, "reason": self.reason})

    def _for_period(self, desk: "Desk", site: dict[str, Any]) -> tuple[str, str, str]:
        plan = inspection_plans(desk.reader).get(site["id"])
        period = named_period(str(self.for_), (plan and plan.interval) or MONTHLY)
        if period is None:
            raise BadData(N_("{field}: {value} is not a period such as 2026-12."), field="for", value=self.for_)
        if name := inspection_of_period(desk.reader, site["id"], period.name):
            raise Refused(
                N_("{id} covers this period already."), id=name, code="order", hint=f"deskctl inspection show {name}"
            )
        return f"IN-{period.name}-{site['id']}", period.name, last_day_at(desk.reader, site, period).isoformat()


def _next_name(desk: "Desk", site: str, month: str) -> str:
    """Return the next id of an inspection without a plan: the second of its month is `IN-2026-12-S-0401-2`."""
    prefix = f"IN-{month}-{site}-"
    numbers = [int(number) for number in id_suffixes(desk.reader, prefix) if number.isdecimal()]
    return f"{prefix}{max(numbers, default=1) + 1}"
