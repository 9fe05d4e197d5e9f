"""What is still out when a ticket closes: loaners, parts on their way, cases with vendors. It is named, not refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskctl.language.i18n import N_
from deskctl.operations.parts.part_balance import open_requests
from deskctl.queries.conditions.stock import loaners_out_on

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def name_what_is_left(desk: "Desk") -> None:
    """Add a notice for each thing that the ticket leaves open."""
    for loaner in sorted(loaners_out_on(desk.reader, desk.case.number)):
        desk.warn(N_("{ticket} is closed while {loaner} is still out."), ticket=desk.case.name, loaner=loaner)
    for number, (part, pieces) in open_requests(desk).items():
        desk.warn(
            N_("{ticket} is closed while {pieces} of {part} are still to come ({request})."),
            ticket=desk.case.name,
            pieces=pieces,
            part=part,
            request=number or "-",
        )
    for case in _unanswered(desk):
        desk.warn(N_("{ticket} is closed while the case {case} has no answer."), ticket=desk.case.name, case=case)


def _unanswered(desk: "Desk") -> Iterator[str]:
    facts = desk.case.story.facts
    answered = {fact.data.get("case") for fact in facts if fact.event == "vendor_answered"}
    for fact in facts:
        if fact.event == "vendor_contacted" and fact.data.get("case") not in answered:
            yield str(fact.data.get("case"))
