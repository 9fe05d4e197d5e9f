"""What the customer asks of the time: another response time, a pause, its end (S3-sev.response-time, rule 6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.errors import GAP, BadData, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.sla.facts import instant

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_PAUSES = ("customer_no_access", "customer_request", "customer_information", "customer_window")


@dataclass(frozen=True, kw_only=True)
class RequestResponse(Operation):
    """Record the response time that the customer asks for; a looser one governs, a tighter one if it is accepted."""

    noun = "ticket"
    verb = "request-response"
    event = "requested_response_set"
    said_by = "by_contact"
    example = (
        "deskctl ticket request-response T-071 --kind looser --milestone arrived"
        " --by '2026-11-23 10:30' --by-contact P-0702"
    )

    kind: str | None = option(N_("looser or tighter than promised"), choices=("looser", "tighter"), required=True)
    milestone: str | None = option(
        N_("what shall be reached by then"), choices=("engineer_response", "arrived", "resolved"), required=True
    )
    by: datetime | None = option(N_("by when"), required=True)
    by_contact: str | None = option(N_("who asks for it"), ref="contact", required=True)
    accepted: bool | None = option(N_("the desk accepts it; needed for a tighter one only"))

    def run(self, desk: "Desk") -> None:
        """Accept a looser time: the customer's wish governs."""
        if self.by is not None and instant(self.by) <= desk.at:
            raise BadData(N_("{field} must lie ahead."), field="by")
        accepted = self.kind == "looser" if self.accepted is None else self.accepted
        desk.record(self.event, {**self.data(), "accepted": accepted}, said_by=self.by_contact)


@dataclass(frozen=True, kw_only=True)
class Pause(Operation):
    """Stop the clocks while the customer keeps us from working; waiting for parts is no such reason."""

    noun = "ticket"
    verb = "pause"
    event = "paused"
    said_by = "by_contact"
    example = "deskctl ticket pause T-066 --reason customer_no_access --by-contact P-0301"

    reason: str | None = option(N_("what the customer's side waits for"), choices=_PAUSES, required=True)
    by_contact: str | None = option(N_("who asks for it"), ref="contact", required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a reason that the policy does not accept."""
        accepted = desk.case.policy.pause_reasons
        if self.reason not in accepted:
            raise Refused(
                N_("{ticket}: the policy accepts no pause for this; it does for: {reasons}."),
                ticket=desk.case.name,
                reasons=", ".join(sorted(accepted)),
                code="pause_reason_not_accepted",
                remedy=Remedy(do="ticket.note", ticket=desk.case.name, fields={"text": GAP}),
            )
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Resume(Operation):
    """Go on after a pause; the clocks run again."""

    noun = "ticket"
    verb = "resume"
    event = "resumed"
    said_by = "by_contact"
    example = "deskctl ticket resume T-066"

    by_contact: str | None = option(N_("who said that we can go on"), ref="contact")
