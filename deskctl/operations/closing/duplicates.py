"""Duplicates: the same problem of one customer, reported twice; the older ticket leads (rule 20)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.desk.case_file import load_case
from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.names import ticket_name, ticket_number
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.rules.undo.reopening import follow, window_end
from deskctl.sla.lifecycle import CLOSED, CLOSED_WITHOUT_ANSWER, VOIDED

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_MINUTE = 60
_ORDER = "order"
_CLOSED = frozenset({CLOSED, CLOSED_WITHOUT_ANSWER})


@dataclass(frozen=True, kw_only=True)
class MarkDuplicate(Operation):
    """Mark the ticket as a duplicate; its clocks continue on the first ticket."""

    noun = "ticket"
    verb = "mark-duplicate"
    event = "duplicate_of"
    example = "deskctl ticket mark-duplicate T-071 --of T-072"

    of_: str | None = option(N_("the first ticket"), ref="ticket", required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse the ticket itself, a duplicate, a newer ticket and one that is over."""
        first = ticket_number(str(self.of_))
        if first == desk.case.number:
            raise Refused(N_("{ticket} cannot be its own duplicate."), code="own_duplicate", ticket=desk.case.name)
        desk.hold("ticket", first)
        row = desk.row("ticket", number=first) or {}
        self._check(desk, first, row)
        desk.record(self.event, {"ticket": ticket_name(first)})
        desk.change(duplicate_of=first)

    def _check(self, desk: "Desk", first: int, row: dict[str, Any]) -> None:
        own, name = desk.case, ticket_name(first)
        if row["duplicate_of"] is not None:
            earlier = ticket_name(row["duplicate_of"])
            raise Refused(
                N_("{ticket} is a duplicate itself, of {first}."),
                ticket=name,
                first=earlier,
                code="duplicate_of_duplicate",
                remedy=Remedy(do="ticket.mark-duplicate", ticket=own.name, fields={"of": earlier})
                if earlier != own.name
                else None,
                hint=f"deskctl ticket show {name}",
            )
        if (row["reported_at"] // _MINUTE, first) > (own.columns["reported_at"] // _MINUTE, own.number):
            raise Refused(
                N_("{first} was reported later than {ticket}: the older ticket leads."),
                ticket=own.name,
                first=name,
                code=_ORDER,
                remedy=Remedy(do="ticket.mark-duplicate", ticket=name, fields={"of": own.name}),
            )
        if row["status"] in {*_CLOSED, VOIDED}:
            raise Refused(
                N_("{first} is over: its clocks cannot go on there."),
                first=name,
                code=_ORDER,
                remedy=_continuation(desk, first, name) if row["status"] in _CLOSED else None,
                hint=f"deskctl ticket show {name}",
            )


def _continuation(desk: "Desk", first: int, name: str) -> Remedy:
    """Return the remedy if a problem continues after its ticket was closed: reopen it, or open one that follows."""
    case = load_case(desk.reader, first)
    end = window_end(case)
    if end is not None and desk.at <= end:
        return Remedy(do="ticket.reopen", ticket=name, fields={"symptom": True, "reason": GAP})
    return follow(case)
