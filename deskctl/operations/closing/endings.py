"""How a ticket ends other than by the customer's verdict."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.closing.unfinished_items import warn_of_unfinished
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.people.approvals import check_approver

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


@dataclass(frozen=True, kw_only=True)
class CloseWithoutAnswer(Operation):
    """Close a ticket whose customer does not answer; it never counts as satisfied."""

    noun = "ticket"
    verb = "close-without-answer"
    event = "closed_without_answer"
    needs_customer = True
    gates = ("training_material", "work_log", "upgrade_verified", "report", "change_decided")
    example = "deskctl ticket close-without-answer T-064 --reason 'three calls unanswered' --actor LE1"

    reason: str | None = option(N_("why it is closed without the customer's word"), long=True, required=True)
    approved_by: str | None = option(N_("who approved it; who records it if not given"), ref="staff")

    def run(self, desk: "Desk") -> None:
        """Record it with who approved it, and warn of what the ticket leaves unfinished."""
        if self.approved_by:
            check_approver(desk, replace(self, approved_by=None), self.approved_by)
        desk.record(self.event, {**self.data(), "approved_by": self.approved_by or desk.actor})
        warn_of_unfinished(desk)
