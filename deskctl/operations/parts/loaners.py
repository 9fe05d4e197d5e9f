"""Loaners: equipment that stands in for the faulty one (S5.5-normal-2)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.parts.stock_moves import move_loaner
from deskctl.queries.stock_and_loans import BACK, OUT, loaners_out_on

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def require_loaner_out(desk: "Desk", loaner: str | None) -> None:
    """Refuse a loaner that did not go out on this ticket, or came back."""
    desk.hold("loaner", loaner)
    if loaner not in loaners_out_on(desk.reader, desk.case.number):
        raise Refused(
            N_("{loaner} is not out on {ticket}."),
            loaner=loaner,
            ticket=desk.case.name,
            code="loaner_not_out",
            remedy=Remedy(do="loaner.send", ticket=desk.case.name, fields={"loaner": loaner}),
        )


@dataclass(frozen=True, kw_only=True)
class Due(Operation):
    """Record that a loaner is due: the fault is not solved in time."""

    noun = "loaner"
    verb = "due"
    event = "loaner_due"
    example = "deskctl loaner due T-069"


@dataclass(frozen=True, kw_only=True)
class Send(Operation):
    """Send a loaner out."""

    noun = "loaner"
    verb = "send"
    event = "loaner_out"
    example = "deskctl loaner send T-069 --loaner LN-03 --actor BS1"

    loaner: str | None = option(N_("which loaner"), ref="loaner", required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a loaner that is out already."""
        move_loaner(desk, OUT, str(self.loaner))
        super().run(desk)


@dataclass(frozen=True, kw_only=True)
class Provide(Operation):
    """Record that the loaner carries on the customer's work."""

    noun = "loaner"
    verb = "provide"
    event = "loaner_provided"
    follows = ("loaner_out",)
    example = "deskctl loaner provide T-066 --loaner LN-02 --accepted-by P-0301"

    loaner: str | None = option(N_("which loaner"), ref="loaner", required=True)
    accepted_by: str | None = option(N_("who accepted it"), ref="contact")
    back_by: date | None = option(N_("until when it may stay"), coming=True)

    def run(self, desk: "Desk") -> None:
        """Refuse one that did not go out; record in its own history until when it may stay."""
        require_loaner_out(desk, self.loaner)
        super().run(desk)
        if self.back_by is not None:
            desk.record_in_history("loaner", str(self.loaner), "loaner_extended", {"until": str(self.back_by)})


@dataclass(frozen=True, kw_only=True)
class Return(Operation):
    """Record that the loaner came back."""

    noun = "loaner"
    verb = "return"
    event = "loaner_returned"
    follows = ("loaner_out",)
    example = "deskctl loaner return T-066 --loaner LN-02"

    loaner: str | None = option(N_("which loaner"), ref="loaner", allows_retired=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse a loaner that is not out on this ticket."""
        require_loaner_out(desk, self.loaner)
        super().run(desk)
        move_loaner(desk, BACK, str(self.loaner))
