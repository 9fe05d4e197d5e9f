"""Warnings of what a closed ticket leaves open: loaners, parts, cases with vendors, items of checklists."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deskctl.errors import Remedy
from deskctl.language.i18n import N_, either
from deskctl.operations.parts.part_balance import warn_of_requests
from deskctl.queries.stock_and_loans import loaners_out_on
from deskctl.sla.gates.engineers_at_work import open_sessions

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk


def warn_of_unfinished(desk: "Desk") -> None:
    """Add a notice for each loaner, part, vendor case and item that the ticket leaves open."""
    for loaner in sorted(loaners_out_on(desk.reader, desk.case.number)):
        desk.warn(N_("{ticket} is closed while {loaner} is still out."), ticket=desk.case.name, loaner=loaner)
    warn_of_requests(desk, N_("{ticket} is closed with {pieces} of {part} still to come ({request})."))
    for case in _unanswered(desk):
        desk.warn(N_("{ticket} is closed while the case {case} has no answer."), ticket=desk.case.name, case=case)


def warn_of_open_items(desk: "Desk") -> None:
    """Add a notice for the required items of the ticket's checklists that nobody ticked off (S4-method)."""
    if not any(fact.event == "checklist_added" for fact in desk.case.story.facts):
        return
    from deskctl.queries.services.site_checklists import open_items

    open_ = open_items(desk.reader, desk.case.number)
    if open_:
        desk.warn(
            N_("{ticket}: not ticked off yet (S4-method): {items}."),
            ticket=desk.case.name,
            items=", ".join(either(item.zh, item.en) for item in open_),
        )


def warn_of_open_session(desk: "Desk") -> None:
    """Add a notice if a remote session is still open, with the action that ends it."""
    if open_sessions(desk.case.story.facts):
        end = Remedy(do="remote.end", ticket=desk.case.name)
        desk.warn(
            N_("{ticket}: a remote session is still open; to end it: {remedy}"), ticket=desk.case.name, remedy=end
        )


def _unanswered(desk: "Desk") -> Iterator[str]:
    facts = desk.case.story.facts
    answered = {fact.data.get("case") for fact in facts if fact.event == "vendor_answered"}
    for fact in facts:
        if fact.event == "vendor_contacted" and fact.data.get("case") not in answered:
            yield str(fact.data.get("case"))
