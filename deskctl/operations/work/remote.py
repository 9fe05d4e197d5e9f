"""Remote sessions (S5.2-2): never without the customer's permission."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import MAIL_WITH_IT, option
from deskctl.queries.reference.contracts import contract_in_force

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_HOURS = "REMOTE"


@dataclass(frozen=True, kw_only=True)
class Consent(Operation):
    """Record the customer's permission for remote sessions on this ticket."""

    noun = "remote"
    verb = "consent"
    event = "remote_consent"
    actor_field = "by_contact"
    example = "deskctl remote consent T-068 --by-contact P-0501 --how phone"

    by_contact: str | None = option(N_("who permits it"), ref="contact", required=True)
    how: str | None = option(
        N_("how it was given"), choices=("phone", "email", "in_person", "written", "standing"), required=True
    )
    scope: str | None = option(N_("the device that it is for"), ref="asset")
    mail: str | None = option(MAIL_WITH_IT, ref="mail")

    def run(self, desk: "Desk") -> None:
        """Refuse a standing consent that the contract does not contain."""
        contract = contract_in_force(desk.reader, desk.case.columns["customer"], desk.at, desk.zone)
        if self.how == "standing" and not contract.get("remote_standing_authorisation"):
            raise Refused(
                N_("The contract of this customer gives no standing consent to remote sessions."),
                clause="S5.2-2",
                code="remote_consent_missing",
                remedy=Remedy(
                    do="remote.consent", ticket=desk.case.name, fields={"by_contact": self.by_contact, "how": "phone"}
                ),
            )
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Refuse(Operation):
    """Record that the customer refuses remote sessions; only a visit remains."""

    noun = "remote"
    verb = "refuse"
    event = "remote_refused"
    actor_field = "by_contact"
    example = "deskctl remote refuse T-071 --by-contact P-0702 --reason 'customer data on the screen'"

    by_contact: str | None = option(N_("who refuses it"), ref="contact", required=True)
    reason: str | None = option(N_("why"))


@dataclass(frozen=True, kw_only=True)
class Start(Operation):
    """Start a remote session; refused without the customer's permission."""

    noun = "remote"
    verb = "start"
    event = "remote_started"
    offline = True
    gates = ("remote_consent",)
    example = "deskctl remote start T-067"

    asset: str | None = option(N_("the device that is logged in to"), ref="asset")

    def run(self, desk: "Desk") -> None:
        """Warn and record it if the session is outside the hours of remote help (S2.2b.hours)."""
        hours = desk.case.policy.calendars.get(_HOURS)
        if hours is None or hours.open_seconds(desk.at, desk.at + 1):
            super().run(desk)
            return
        desk.warn(
            N_("{ticket}: this session is outside the hours of remote help (S2.2b.hours)."), ticket=desk.case.name
        )
        desk.record(self.event, {**self.data(), "out_of_hours": True})


@dataclass(frozen=True, kw_only=True)
class End(Operation):
    """End the remote session."""

    noun = "remote"
    verb = "end"
    event = "remote_ended"
    offline = True
    follows = ("remote_started",)
    gates = ("explanation", "plan")
    example = "deskctl remote end T-067 --summary 'index rebuilt'"

    summary: str | None = option(N_("what was done and changed"), long=True)
