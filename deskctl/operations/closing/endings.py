"""How a ticket ends otherwise than by the customer's word, and how it is taken up again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.closing.left_over import name_what_is_left
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class MarkDuplicate(Operation):
    """Mark the ticket as a duplicate: its clocks go on with the first ticket."""

    noun = "ticket"
    verb = "mark-duplicate"
    event = "duplicate_of"
    example = "deskctl ticket mark-duplicate T-071 --of T-072"

    of_: str | None = option(N_("the first ticket"), ref="ticket", required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a ticket as its own duplicate, and a duplicate of a duplicate."""
        first = ticket_number(str(self.of_))
        if first == desk.case.number:
            raise Refused(N_("{ticket} cannot be its own duplicate."), code="own_duplicate", ticket=desk.case.name)
        row = desk.row("ticket", number=first) or {}
        if row["duplicate_of"] is not None:
            earlier = ticket_name(row["duplicate_of"])
            raise Refused(
                N_("{ticket} is a duplicate itself, of {first}."),
                ticket=ticket_name(first),
                first=earlier,
                code="duplicate_of_duplicate",
                remedy=Remedy(do="ticket.mark-duplicate", ticket=desk.case.name, fields={"of": earlier}),
            )
        desk.record(self.event, {"ticket": ticket_name(first)})
        desk.change(duplicate_of=first)


@dataclass(frozen=True, kw_only=True)
class Reopen(Operation):
    """Take the ticket up again: for the symptom, which voids the resolution, or for the report's sake."""

    noun = "ticket"
    verb = "reopen"
    event = "reopened"
    follows = ("resolved", "closed", "closed_without_answer")
    example = "deskctl ticket reopen T-067 --symptom --reason 'the sum is wrong again'"

    symptom: bool | None = option(N_("the symptom persists"), required=True)
    reason: str | None = option(N_("what the customer says"), long=True)


@dataclass(frozen=True, kw_only=True)
class CloseWithoutAnswer(Operation):
    """Close a ticket whose customer does not answer; it never counts as satisfied."""

    noun = "ticket"
    verb = "close-without-answer"
    event = "closed_without_answer"
    needs_customer = True
    gates = ("training_material", "report", "change_decided")
    example = "deskctl ticket close-without-answer T-064 --reason 'three calls unanswered' --actor LE1"

    reason: str | None = option(N_("why it is closed without the customer's word"), long=True, required=True)
    approved_by: str | None = option(N_("who approved it; who records it if not given"), ref="staff")

    def run(self, desk: "Desk") -> None:
        """Name who answers for it."""
        desk.record(self.event, {**self.data(), "approved_by": self.approved_by or desk.actor})
        name_what_is_left(desk)
