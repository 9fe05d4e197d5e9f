"""A complaint is kept from the person it is about: they neither own nor answer nor resolve nor close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.operations.framework.step_remedy import remedy_of
from deskctl.operations.rules.people.actors import NOT_YOURS
from deskctl.store.facts.people import LEAD, MANAGER

if TYPE_CHECKING:
    from deskctl.operations.rules.step_request import StepRequest

CLAUSE = "S3-complaint"
KEPT_FROM_THEM = frozenset(
    {
        "ticket.answer",
        "ticket.respond",
        "ticket.resolve",
        "ticket.close",
        "ticket.close-without-answer",
        "ticket.correct",
        "ticket.edit",
        "ticket.mark-duplicate",
        "ticket.void",
        "feedback.satisfied",
    }
)
"""The actions on a complaint that the person it is about does not take."""


def refusal_by_complaint(request: StepRequest) -> Refused | None:
    """Return the refusal of an action on a complaint to the person that it is about; None if it is somebody else's."""
    ticket, actor = request.ticket, request.actor
    if ticket is None or actor is None or actor.id != ticket.columns["about_staff"]:
        return None
    if request.name not in KEPT_FROM_THEM:
        return None
    colleagues = actor.colleagues()
    others = (colleagues[role] for role in (LEAD, MANAGER) if role in colleagues)
    who = next((person for person in others if person != actor.id), None)
    return Refused(
        N_("{ticket} is a complaint about {staff}: somebody else takes it."),
        code=NOT_YOURS,
        ticket=ticket.name,
        staff=actor.id,
        clause=CLAUSE,
        hint="deskctl staff list",
        remedy=remedy_of(request.operation, ticket.name, who) if who else None,
    )
