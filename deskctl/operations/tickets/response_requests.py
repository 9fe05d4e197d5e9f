"""Times that the customer requests: another response time, a pause, its end (S3-sev.response-time, rule 6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.errors import GAP, BadData, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import PAUSES, RESPONSE_TIMES
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.sla.facts import Instant, instant, shown_moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class RequestResponse(Operation):
    """Record the response time that the customer asks for; a looser one governs, a tighter one if it is accepted."""

    noun = "ticket"
    verb = "request-response"
    event = "requested_response_set"
    actor_field = "by_contact"
    example = (
        "deskctl ticket request-response T-071 --kind looser --milestone arrived"
        " --by 'tomorrow 10:30' --by-contact P-0702"
    )

    kind: str | None = option(N_("looser or tighter than promised"), choices=RESPONSE_TIMES, required=True)
    milestone: str | None = option(
        N_("what must be reached by then"), choices=("engineer_response", "arrived", "resolved"), required=True
    )
    by: datetime | None = option(N_("by when"), required=True)
    by_contact: str | None = option(N_("who asks for it"), ref="contact", required=True)
    accepted: bool | None = option(N_("the desk accepts it; only needed for a tighter one"))

    def run(self, desk: "Desk") -> None:
        """Record the request; a looser time is accepted by default."""
        if self.by is not None and instant(self.by) <= desk.at:
            raise BadData(N_("{field} must be in the future."), field="by")
        accepted = self.kind == "looser" if self.accepted is None else self.accepted
        desk.record(self.event, {**self.data(), "accepted": accepted}, actor=self.by_contact)


@dataclass(frozen=True, kw_only=True)
class Pause(Operation):
    """Stop the clocks while the customer prevents us from working; waiting for parts is not such a reason."""

    noun = "ticket"
    verb = "pause"
    event = "paused"
    actor_field = "by_contact"
    example = "deskctl ticket pause T-066 --reason customer_no_access --by-contact P-0301"

    reason: str | None = option(N_("the reason on the customer's side"), choices=PAUSES, required=True)
    by_contact: str | None = option(N_("who asks for it"), ref="contact", required=True)
    until_: datetime | None = option(N_("when the clocks run again; by default when the next working day begins"))

    def run(self, desk: "Desk") -> None:
        """Refuse a reason that the policy does not accept, and an end that lies too far ahead."""
        accepted = desk.case.policy.pause_reasons
        if self.reason not in accepted:
            raise Refused(
                N_("{ticket}: the policy accepts no pause for this reason; accepted: {reasons}."),
                ticket=desk.case.name,
                reasons=", ".join(sorted(accepted)),
                code="pause_reason_not_accepted",
                remedy=Remedy(do="ticket.note", ticket=desk.case.name, fields={"text": GAP}),
            )
        self._refuse_if_paused(desk)
        until = datetime.fromtimestamp(self._end(desk), desk.zone).isoformat()
        desk.record(self.event, {**self.data(), "until": until}, actor=self.by_contact)

    def _end(self, desk: "Desk") -> Instant:
        policy = desk.case.policy
        latest = policy.end_of(desk.at, policy.rules.longest_pause)
        end = policy.working_days.next_opening(desk.at) if self.until_ is None else instant(self.until_)
        if end <= desk.at:
            raise BadData(N_("{field} must be in the future."), field="until")
        if end > latest:
            raise Refused(
                N_("{ticket}: a pause may last until {latest} at the latest."),
                ticket=desk.case.name,
                latest=shown_moment(latest, desk.zone),
                code="too_long",
                remedy=Remedy(
                    do="ticket.pause",
                    ticket=desk.case.name,
                    fields={**self.data(), "until": shown_moment(latest, desk.zone)},
                ),
            )
        return end

    def _refuse_if_paused(self, desk: "Desk") -> None:
        pauses = desk.case.story.pauses
        if pauses and pauses[-1][0] <= desk.at < pauses[-1][1]:
            raise Refused(
                N_("{ticket} is paused until {until}."),
                ticket=desk.case.name,
                until=shown_moment(pauses[-1][1], desk.zone),
                code="order",
                remedy=Remedy(do="ticket.resume", ticket=desk.case.name),
            )


@dataclass(frozen=True, kw_only=True)
class Resume(Operation):
    """Resume work after a pause; the clocks run again."""

    noun = "ticket"
    verb = "resume"
    event = "resumed"
    actor_field = "by_contact"
    example = "deskctl ticket resume T-066"

    by_contact: str | None = option(N_("who at the customer allowed us to continue"), ref="contact")
