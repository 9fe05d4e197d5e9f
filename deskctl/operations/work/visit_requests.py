"""Requests for visits: request, reply, agree on the second working day, cancel."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.work.times_of_day import read_coming, time_of_day
from deskctl.sla.gates import VISIT_REASONS

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

HOW = ("phone", "email", "in_person", "written")
_REQUESTED = "onsite_requested"
_MINUTE = 60
_OVERRIDE = N_("why it is done although the clause forbids it")


@dataclass(frozen=True, kw_only=True)
class Request(Operation):
    """Request a visit; the clocks of the visit start."""

    noun = "visit"
    verb = "request"
    event = _REQUESTED
    gates = ("routine_visit",)
    example = "deskctl visit request T-071 --reason user_request"

    reason: str | None = option(
        N_("why phone and remote assistance are not enough"),
        choices=("user_request", "hard_fault", "severity", *VISIT_REASONS),
    )
    override: str | None = option(_OVERRIDE, long=True)

    def run(self, desk: "Desk") -> None:
        """Record it, and store on the ticket a reason that entitles the customer to the visit."""
        from deskctl.operations.planning.visit_rows import keep_reason, replaced_reason

        desk.record(self.event, {**self.data(), **replaced_reason(desk, self.reason)})
        keep_reason(desk, self.reason)


@dataclass(frozen=True, kw_only=True)
class Reply(Operation):
    """Inform the customer when we will arrive."""

    noun = "visit"
    verb = "reply"
    event = "onsite_reply"
    follows = (_REQUESTED,)
    example = "deskctl visit reply T-069 --eta 10:20"

    eta: str = option(N_("when we will arrive, as announced to the customer"), required=True, moment=True)

    def run(self, desk: "Desk") -> None:
        """Record the time of day, with the date if it is another day; warn of a time that is past."""
        eta, announced = read_coming(desk, self.eta), desk.at - desk.at % _MINUTE
        arrival = time_of_day(desk, eta)
        if eta < announced:
            text = N_("The announced arrival at {arrival} was already past at {announced}, when it was announced.")
            desk.warn(text, arrival=arrival, announced=time_of_day(desk, announced))
        desk.record(self.event, {**self.data(), "eta": arrival})


@dataclass(frozen=True, kw_only=True)
class AgreeSecondWorkday(Operation):
    """Record the customer's consent to a visit on the second working day."""

    noun = "visit"
    verb = "agree-second-workday"
    event = "second_workday_agreed"
    follows = (_REQUESTED,)
    actor_field = "by_contact"
    example = "deskctl visit agree-second-workday T-069 --by-contact P-0202 --how phone"

    by_contact: str | None = option(N_("who consents"), ref="contact", required=True)
    how: str | None = option(N_("how it was given"), choices=HOW, required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse it if the service level does not offer it."""
        if desk.case.story.value_at("level", desk.at) != "urgent":
            raise Refused(
                N_("{ticket}: only the urgent level offers the second working day."),
                ticket=desk.case.name,
                clause="S2.3-urgent.second-workday",
                code="level_not_entitled",
                remedy=Remedy(
                    do="ticket.request-response",
                    ticket=desk.case.name,
                    fields={"milestone": "arrived", "kind": "looser", "by": GAP},
                ),
            )
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Cancel(Operation):
    """Record that the customer waives the visit."""

    noun = "visit"
    verb = "cancel"
    event = "onsite_cancelled"
    follows = (_REQUESTED, "visit_planned")
    until = ("onsite_cancelled",)
    also = (_REQUESTED,)
    actor_field = "by_contact"
    example = "deskctl visit cancel T-069 --by-contact P-0202 --reason 'remote will do'"

    by_contact: str | None = option(N_("who waives it"), ref="contact", required=True)
    reason: str | None = option(N_("why it is not needed"))

    def run(self, desk: "Desk") -> None:
        """Record it; a visit that a later severity or emergency calls for remains requested from then on."""
        from deskctl.operations.rules.undo.severity_in_force import keep_visits_after_waiver

        super().run(desk)
        keep_visits_after_waiver(desk)
