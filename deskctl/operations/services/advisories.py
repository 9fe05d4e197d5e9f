"""Notices of manufacturers: recorded, delivered to the customers concerned (S5.6-2)."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.reference_records import ABOUT, AddRecord, OnRecord, RecordOperation
from deskctl.operations.rules.people.ownership import WRONG_CUSTOMER
from deskctl.operations.tickets.opening import OpenTicket
from deskctl.queries.reference.owners import owners_of
from deskctl.queries.services.inspected_sites import first_contact
from deskctl.queries.services.notices import concerned_customers, withdrawn_notices

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_CATALOG = {"upgrade": "C", "planned": "B"}
_LONGEST_TITLE = 120


@dataclass(frozen=True, kw_only=True)
class AddAdvisory(AddRecord):
    """Record a manufacturer's notice about some models."""

    noun = "advisory"
    first_id = "AD-01"
    needed: ClassVar[tuple[str, ...]] = ("vendor", "models", "text")
    example = "deskctl advisory add --vendor VN1 --models SRV-A2U --text 'new firmware' --published 2026-11-20"

    vendor: str | None = option(N_("whose"), ref="vendor")
    models: tuple[str, ...] = option(N_("the models; SRV-A* for all that begin with SRV-A"), default=())
    text: str | None = option(N_("its text"), long=True)
    systems: tuple[str, ...] = option(N_("the systems, such as ERP-X"), default=())
    published: date | None = option(N_("when it was published; today if not given"))
    urgent: bool | None = option(N_("it cannot wait for the next return visit"))
    url: str | None = option(N_("where it is found"))

    def new_row(self, desk: "Desk") -> dict[str, Any]:
        """Return the new row, published today if no date is given."""
        from datetime import datetime

        today = datetime.fromtimestamp(desk.at, desk.zone).date().isoformat()
        return {"published": today, **super().new_row(desk)}


@dataclass(frozen=True, kw_only=True)
class _OnAdvisory(OnRecord, RecordOperation):
    """An action on a notice."""

    noun = "advisory"
    needed: ClassVar[tuple[str, ...]] = (ABOUT, "customer")

    customer: str | None = option(N_("the customer"), ref="customer")

    def require_concerned(self, desk: "Desk") -> None:
        """Refuse a customer who never had equipment that the notice is about."""
        owners = owners_of(desk.reader, "advisory", str(self.id))
        if owners is not None and self.customer not in owners:
            raise Refused(
                N_("{id} does not concern {customer}."), id=self.id, customer=self.customer, clause="S5.6-2",
                code=WRONG_CUSTOMER, hint=f"deskctl advisory matches {self.id}",
            )  # fmt: skip

    def refuse_withdrawn(self, desk: "Desk") -> None:
        """Refuse a notice that its manufacturer withdrew."""
        if self.id in withdrawn_notices(desk.reader, desk.at):
            raise Refused(
                N_("{id} was withdrawn."), id=self.id, code="withdrawn", hint=f"deskctl advisory show {self.id}"
            )


@dataclass(frozen=True, kw_only=True)
class DeliverAdvisory(_OnAdvisory):
    """Record that a customer was given a notice."""

    verb = "deliver"
    event = "advisory_delivered"
    example = "deskctl advisory deliver AD-01 --customer CUS-04 --to P-0401 --how email"

    to: str | None = option(N_("to whom"), ref="contact", required=True)
    how: str | None = option(N_("how"), choices=("phone", "email", "on_site"), default="email")

    def run(self, desk: "Desk") -> None:
        """Record it; refuse a notice that was withdrawn, or does not concern the customer."""
        self.refuse_withdrawn(desk)
        self.require_concerned(desk)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class NotRelevant(_OnAdvisory):
    """Record that a notice does not concern a customer, and why."""

    verb = "not-relevant"
    event = "advisory_not_relevant"
    example = "deskctl advisory not-relevant AD-02 --customer CUS-04 --reason 'other firmware already'"

    reason: str | None = option(N_("why"), required=True, long=True)

    def run(self, desk: "Desk") -> None:
        """Record it; refuse a customer whom the notice does not concern anyway."""
        self.require_concerned(desk)
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class OpenTicketOfAdvisory(_OnAdvisory):
    """Open a ticket for the work that a notice calls for at a customer."""

    verb = "open-ticket"
    event = "advisory_ticket_opened"
    also = ("logged",)
    example = "deskctl advisory open-ticket AD-03 --customer CUS-01"

    kind: str | None = option(N_("what the ticket is"), choices=("upgrade", "planned"), default="upgrade")
    title: str | None = option(N_("the title of the ticket; the text of the notice if not given"))
    contact: str | None = option(N_("who asks; the customer's first contact if not given"), ref="contact")

    def run(self, desk: "Desk") -> None:
        """Record it in the history of the notice; the ticket refers to the notice and the equipment concerned."""
        row = self.row(desk)
        self.refuse_withdrawn(desk)
        models = [*json.loads(row["models"]), *json.loads(row["systems"] or "[]")]
        assets = concerned_customers(desk.reader, models).get(str(self.customer))
        contact = self.contact or first_contact(desk.reader, str(self.customer))
        if not assets:
            raise Refused(N_("{id} does not concern {customer}."), id=self.id, customer=self.customer,
                          clause="S5.6-2", hint=f"deskctl advisory matches {self.id}")  # fmt: skip
        if contact is None:
            raise Refused(N_("{customer} has no contact to open a ticket with."), customer=self.customer,
                          hint=f"deskctl contact add --customer {self.customer}")  # fmt: skip
        self.save(desk, {}, {"customer": self.customer, "kind": self.kind})
        title = self.title or str(row["text"]).splitlines()[0][:_LONGEST_TITLE]
        values = {"contact": contact, "title": title, "kind": self.kind, "channel": "internal", "advisory": self.id,
                "catalog": _CATALOG[str(self.kind)], "assets": assets}  # fmt: skip
        OpenTicket.of(values).run(desk)


@dataclass(frozen=True, kw_only=True)
class WithdrawAdvisory(_OnAdvisory):
    """Record that a manufacturer withdrew a notice."""

    verb = "withdraw"
    event = "advisory_withdrawn"
    needed: ClassVar[tuple[str, ...]] = (ABOUT,)
    example = "deskctl advisory withdraw AD-03 --reason 'replaced by a newer one'"

    reason: str | None = option(N_("why"), required=True, long=True)

    def run(self, desk: "Desk") -> None:
        """Record it; refuse a second time."""
        self.refuse_withdrawn(desk)
        super().run(desk)
