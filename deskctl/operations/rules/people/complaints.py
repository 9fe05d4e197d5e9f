"""Withhold a complaint from the person it is about, who may not own, answer, resolve or close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.operations.rules.people.actors import NOT_YOURS
from deskctl.store.facts.people import LEAD, MANAGER

if TYPE_CHECKING:
    from deskctl.operations.rules.step_request import StepRequest

CLAUSE = "S3-complaint"
_ABOUT_TAKER = "complaint_about_taker"
_OTHERS_ONLY = N_("{ticket} is a complaint about {staff}: somebody else takes it.")
WITHHELD_ACTIONS = frozenset(
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
"""The operations on a complaint that the person it is about may not perform."""


def refusal_by_complaint(request: StepRequest) -> Refused | None:
    """Return the refusal if the actor is the person that the complaint is about; None for anybody else."""
    ticket, actor = request.ticket, request.actor
    if ticket is None or actor is None or actor.id != ticket.columns["about_staff"]:
        return None
    if request.name not in WITHHELD_ACTIONS:
        return None
    colleagues = actor.colleagues()
    others = (colleagues[role] for role in (LEAD, MANAGER) if role in colleagues)
    who = next((person for person in others if person != actor.id), None)
    return Refused(
        _OTHERS_ONLY,
        code=NOT_YOURS,
        ticket=ticket.name,
        staff=actor.id,
        clause=CLAUSE,
        hint="deskctl staff list",
        remedy=remedy_of(request.operation, ticket.name, who) if who else None,
    )


def check_complaint_taker(about_staff: str | None, taker: str | None, ticket: str | None) -> None:
    """Refuse to give a complaint to the person it is about; one that is only being opened has no ticket."""
    if taker is None or taker != about_staff:
        return
    if ticket is None:
        raise Refused(
            N_("This is a complaint about {staff}: somebody else takes it."), staff=taker, clause=CLAUSE,
            code=_ABOUT_TAKER, hint="deskctl staff list",
        )  # fmt: skip
    raise Refused(
        _OTHERS_ONLY, ticket=ticket, staff=taker, clause=CLAUSE, code=_ABOUT_TAKER,
        remedy=Remedy(do="ticket.assign", ticket=ticket, fields={"to": GAP}),
    )  # fmt: skip
