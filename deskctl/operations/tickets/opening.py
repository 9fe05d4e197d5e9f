"""Open a ticket for a request of a customer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from deskctl.operations.knowledge.recommended_mode import recommend_mode
from deskctl.operations.knowledge.similar_questions import warn_of_training_need
from deskctl.operations.messages.announcements import send_number, warn_if_nobody_is_notified
from deskctl.operations.messages.waiting_mail import handled_columns
from deskctl.operations.tickets.caller import caller_of, customer_of_caller, warn_of_maintenance
from deskctl.operations.tickets.intake_columns import columns_of
from deskctl.operations.tickets.intake_fields import IntakeFields
from deskctl.operations.work.severity_consequences import offer_emergency, request_visit_by_severity
from deskctl.queries.messages.mail_texts import evidence_of_mail

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


# No dataclass of its own: it adds no field, and to make one of 40 fields takes a millisecond of every call.
class OpenTicket(IntakeFields):
    """Open a ticket for a customer's request; its clocks start."""

    noun = "ticket"
    verb = "open"
    event = "logged"
    offline = True
    on_ticket = False
    begins_work = True
    alone = False
    excludes: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "contact": ("caller_name", "phone", "customer_name"),
        "customer": ("customer_name",),
    }
    also = ("mail_received", "mail_handled", "severity_chosen", "onsite_requested")
    example = "deskctl ticket open --contact P-0101 --title 'till server restarts' --severity severe"

    def customer_of(self, desk: "Desk") -> str | None:
        """Return the customer of the contact, else of the mail's sender."""
        return customer_of_caller(desk, self)

    def run(self, desk: "Desk") -> None:
        """Open it under the policy of the contract, and request the visit that the severity calls for."""
        caller = caller_of(desk, self)
        warn_of_maintenance(desk, caller.contract, caller.customer["name"] if caller.customer else None)
        desk.open_ticket(columns_of(desk, self, caller), self.assets, caller.policy.id)
        for position, site in enumerate(self.affected_sites, 1):
            desk.insert("affected_site", {"ticket": desk.case.number, "position": position, "site": site})
        if self.mail:
            self._from_mail(desk)
        found_by = {"inspection": self.inspection, "return_visit": self.return_visit}
        sources = {name: source for name, source in found_by.items() if source}
        desk.record(self.event, {**sources, **self._on_site(desk), **recommend_mode(desk, self.need)})
        if self.severity and self.severity_chosen_by == "user":
            desk.record("severity_chosen", note="")
        if self.visit and self._calls_for_visit(caller.policy.visit_at_call, desk):
            request_visit_by_severity(desk)
        send_number(desk)
        offer_emergency(desk)
        warn_if_nobody_is_notified(desk, self.severity)
        warn_of_training_need(desk)

    def _on_site(self, desk: "Desk") -> dict[str, bool]:
        """Return whether an engineer is on site, if that was stated or follows from the visits."""
        on_site = bool(desk.case.columns["engineer_on_site"])
        return {"engineer_on_site": on_site} if on_site or self.engineer_on_site is not None else {}

    def _from_mail(self, desk: "Desk") -> None:
        received = desk.case.columns["reported_at"]
        contact = desk.case.columns["contact"]
        desk.record("mail_received", evidence_of_mail(desk.reader, self.mail), actor=contact, note="", at=received)
        desk.record("mail_handled", note="")
        desk.update("mail", {"id": self.mail}, {"ticket": desk.case.number, **handled_columns(desk)})

    def _calls_for_visit(self, severities: frozenset[str], desk: "Desk") -> bool:
        columns = desk.case.columns
        return self.kind == "incident" and columns["severity"] in severities and not columns["engineer_on_site"]
