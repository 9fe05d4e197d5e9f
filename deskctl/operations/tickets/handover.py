"""Who works on a ticket: handed over, notified, assigned (S5.1-phone.handover, S3-sev.notify)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import NOBODY, option
from deskctl.operations.framework.values import missing
from deskctl.operations.messages.recipients import channel_of_staff
from deskctl.operations.rules.people.complaints import check_complaint_taker
from deskctl.queries.tickets.ticket_row import get_ticket

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.store.port import Reader

_BY_THE_DESK = frozenset({"mail", "chat"})


_UNASSIGNED = "unassigned"


@dataclass(frozen=True, kw_only=True)
class Assign(Operation):
    """Assign the ticket to somebody."""

    noun = "ticket"
    verb = "assign"
    event = "assigned"
    also = (_UNASSIGNED,)
    example = "deskctl ticket assign T-071 --to EN1"

    to: str | None = option(N_("who takes it; none takes it from its owner"), ref="staff", or_none=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Change the owner; refuse to assign a complaint to the person it is about."""
        if self.to == NOBODY:
            _unassign(desk)
            return
        check_complaint_taker(desk.case.columns["about_staff"], self.to, desk.case.name)
        super().run(desk)


def _unassign(desk: "Desk") -> None:
    owner = desk.case.state.owner
    if owner is None:
        raise Refused(N_("{ticket} has no owner."), ticket=desk.case.name, code="order", hint="deskctl ticket list")
    desk.record(_UNASSIGNED, {"from": owner})


@dataclass(frozen=True, kw_only=True)
class HandOver(Operation):
    """Hand the ticket over to an engineer, with what was learned."""

    noun = "ticket"
    verb = "hand-over"
    event = "handed_over"
    also = ("assigned",)
    example = "deskctl ticket hand-over T-071 --to EN4 --summary 'drawer does not open, till restarted twice'"

    to: str | None = option(N_("who takes it over"), ref="staff")
    summary: str | None = option(N_("what was learned from the customer"), long=True)
    public: bool | None = option(N_("the customer may read it; internal otherwise"))

    def run(self, desk: "Desk") -> None:
        """Record it, and make the recipient the owner."""
        check_complaint_taker(desk.case.columns["about_staff"], self.to, desk.case.name)
        super().run(desk)
        if self.to and self.to != desk.case.state.owner:
            desk.record("assigned", {"to": self.to}, note="")


@dataclass(frozen=True, kw_only=True)
class Notify(Operation):
    """Notify an engineer at once of the customer's need."""

    noun = "ticket"
    verb = "notify"
    event = "engineer_notified"
    example = "deskctl ticket notify T-071 --to EN4"

    to: str | None = option(N_("who was informed; the owner of the ticket if not given"), ref="staff")
    by: str | None = option(
        N_("how: phone if they were called already; by mail or chat the desk informs them"),
        choices=("phone", "mail", "chat"),
    )

    @classmethod
    def required_on(cls, conn: "Reader", ticket: int) -> tuple[str, ...]:
        """Return the person if the ticket has no owner."""
        return () if get_ticket(conn, ticket).owner else ("to",)

    def run(self, desk: "Desk") -> None:
        """Record a call that was made, or queue the message, which is recorded when the server accepts it."""
        staff = self.to or desk.case.state.owner
        if staff is None:
            raise missing("to")
        if self.by not in _BY_THE_DESK:
            desk.record(self.event, {**self.data(), "to": staff})
            return
        channel, recipient = channel_of_staff(desk, staff, self.by)
        number, cause = desk.case.number, f"{desk.case.name}/{desk.case.next_seq}"
        queue_message(
            desk,
            OutgoingMessage(
                kind="notify",
                recipient=recipient,
                channel=channel,
                ticket=number,
                staff=staff,
                caused_by=cause,
                dedupe=f"notify:{cause}:{staff}:{channel}",
                urgent=True,
                facts={"how": self.by, "note": desk.note},
            ),
        )
