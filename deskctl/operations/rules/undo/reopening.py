"""The window in which a ticket may be reopened after its resolution; later, a new ticket follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.desk.case_file import load_case
from deskctl.errors import GAP, Remedy
from deskctl.sla.lifecycle import DUPLICATE, OVER
from deskctl.sla.milestones import Match
from deskctl.sla.timeline import BEFORE_ALL

if TYPE_CHECKING:
    from deskctl.desk.case_file import CaseFile
    from deskctl.operations.rules.step_request import StepRequest
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_REOPEN = "ticket.reopen"
_ENDS = ("resolved", "closed", "closed_without_answer")


def is_after_the_window(request: StepRequest) -> bool:
    """Return whether an action reopens its ticket later than the window of its last resolution."""
    ticket = request.ticket
    if ticket is None or request.name != _REOPEN:
        return False
    end = window_end(ticket)
    return end is not None and request.at > end


def window_end(ticket: CaseFile) -> Instant | None:
    """Return until when everybody may reopen a ticket; None if neither a resolution nor a closing is in force."""
    story = ticket.story
    void = max(story.find(Match("reopened", {"symptom": True})), default=BEFORE_ALL)
    places = (story.last_before(event, len(story.facts)) for event in _ENDS)
    last = next((place for place in places if place is not None and place > void), None)
    return None if last is None else ticket.policy.end_of(story.times[last], ticket.policy.rules.within)


def follow(ticket: CaseFile) -> Remedy:
    """Return the remedy that opens a new ticket after the window."""
    contact = ticket.columns["contact"] or GAP
    return Remedy(do="ticket.open", fields={"follows": ticket.name, "contact": contact, "title": GAP})


def remedies_for_reply(reader: Reader, mail: str, ticket: int, at: Instant) -> tuple[Remedy, ...]:
    """Return the remedies for a mail about a ticket that is over: reopen it in time, or open a new one.

    A mail about a duplicate belongs to the first ticket.
    """
    case = load_case(reader, ticket)
    if case.state.status not in OVER:
        return ()
    new = follow(case)
    new = new._replace(fields={"mail": mail, **new.fields})
    first = _first_ticket(reader, case)
    if first is not case and first.state.status not in OVER:
        return (Remedy(do="mail.join", ticket=first.name, fields={"mail": mail}),)
    end = window_end(case)
    if end is None or at > end:
        return (new,)
    return Remedy(do=_REOPEN, ticket=case.name, fields={"symptom": True, "reason": GAP, "mail": mail}), new


def _first_ticket(reader: Reader, case: CaseFile) -> CaseFile:
    """Return the ticket of which another is a duplicate, or itself; duplicates of duplicates are followed."""
    seen = {case.number}
    while case.state.status == DUPLICATE and case.columns["duplicate_of"] not in {None, *seen}:
        case = load_case(reader, case.columns["duplicate_of"])
        seen.add(case.number)
    return case
