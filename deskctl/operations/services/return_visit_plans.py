"""When customers are visited again: the next appointment, and the interval that was agreed (S5.6-1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.errors import BadData
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.planning.visit_rows import VisitPlan, appoint, withdraw_appointment
from deskctl.queries.customers.contacts import first_site
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CUSTOMER = "customer"
_DAYS = "return_visit_interval_days"
_LONGEST = 366


@dataclass(frozen=True, kw_only=True)
class PlanReturnVisit(Operation):
    """Record when a customer is to be visited again, and by whom."""

    noun = "return-visit"
    verb = "plan"
    event = "return_visit_planned"
    on_ticket = False
    about = "customer"
    shows = "customer"
    begins_work = True
    example = "deskctl return-visit plan CUS-02 --planned-at '2026-11-27 10:00' --by MG1 --how phone"

    customer: str | None = option(N_("whom"), ref="customer", required=True, stored=False)
    planned_at: datetime | None = option(N_("when"), required=True, coming=True)
    by: str | None = option(N_("who visits or calls"), ref="staff")
    how: str | None = option(N_("how"), choices=("phone", "on_site", "email"), default="phone")

    def customer_of(self, desk: "Desk") -> str | None:  # noqa: ARG002
        """Return the customer."""
        return self.customer

    def run(self, desk: "Desk") -> None:
        """Record it in the customer's history, and plan the visit if it is on site."""
        desk.record_in_history(_CUSTOMER, str(self.customer), self.event, self.data())
        if self.how != "on_site":
            withdraw_appointment(desk, str(self.customer))
        elif self.planned_at is not None:
            site = first_site(desk.reader, str(self.customer))
            people = (self.by,) if self.by else ()
            appoint(
                desk,
                VisitPlan(
                    of=str(self.customer), customer=self.customer, site=site, start=instant(self.planned_at),
                    engineers=people, purpose="return visit",
                ),
            )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SetInterval(Operation):
    """Set how many days may pass between two return visits to a customer, as agreed."""

    noun = "return-visit"
    verb = "interval"
    event = "interval_set"
    on_ticket = False
    about = "customer"
    shows = "customer"
    begins_work = True
    example = "deskctl return-visit interval CUS-02 --days 60 --agreed-by P-0201"

    customer: str | None = option(N_("whom"), ref="customer", required=True, stored=False)
    days: int | None = option(N_("the days between two visits"), required=True, minimum=1, maximum=_LONGEST)
    agreed_by: str | None = option(N_("who at the customer agreed"), ref="contact", required=True)

    def customer_of(self, desk: "Desk") -> str | None:  # noqa: ARG002
        """Return the customer."""
        return self.customer

    def run(self, desk: "Desk") -> None:
        """Change the customer's interval; the history keeps the one before."""
        before = (desk.row(_CUSTOMER, id=self.customer) or {}).get(_DAYS)
        if before == self.days:
            raise BadData(N_("{id}: this changes nothing."), id=self.customer, field=None)
        desk.update(_CUSTOMER, {"id": self.customer}, {_DAYS: self.days})
        data = {_DAYS: {"from": before, "to": self.days}, "agreed_by": self.agreed_by}
        desk.record_in_history(_CUSTOMER, str(self.customer), self.event, data)
