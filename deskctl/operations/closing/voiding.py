"""Void a ticket that was opened by mistake: it keeps its number and counts nowhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.names import ticket_name
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.fields import option
from deskctl.operations.framework.operation_remedy import remedy_of
from deskctl.queries.ticket.full_ticket import ActionRow, history

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_LEADING_ROLES = ("lead_engineer", "service_manager")
_BY_OPENER = frozenset(
    {
        "logged",
        "mail_received",
        "mail_handled",
        "severity_chosen",
        "first_response",
        "contact",
        "assigned",
        "unassigned",
        "edited",
    }
)
_NEVER = ("report_issued", "visit_planned", "departed", "arrived", "work_log", "part_requested")
_AT_OPENING = ("onsite_requested", "severity")


@dataclass(frozen=True, kw_only=True)
class Void(Operation):
    """Void a ticket that was opened by mistake: it keeps its number, and no promise of it counts."""

    noun = "ticket"
    verb = "void"
    event = "voided"
    example = "deskctl ticket void T-071 --reason 'opened twice' --actor LE1"

    reason: str | None = option(N_("why"), long=True, required=True)

    def run(self, desk: "Desk") -> None:
        """Refuse it after real work, and to anyone who neither opened it today nor is a lead."""
        steps = [step for step in history(desk.reader, desk.case.number) if _is_in_force(desk, step)]
        done = next((step.event for step in steps if step.event in _NEVER), None)
        if done:
            raise Refused(
                N_("{ticket} cannot be voided: {event} is on record."),
                ticket=desk.case.name,
                event=choice_term("event", done),
                code="not_voidable",
                hint=f"deskctl ticket history {desk.case.name}",
            )
        _refuse_if_it_leads(desk)
        if desk.acting.roles.isdisjoint(_LEADING_ROLES) and not _by_opener_today(desk, steps):
            colleagues = desk.acting.colleagues()
            who = next((colleagues[role] for role in _LEADING_ROLES if role in colleagues), None)
            raise Refused(
                N_("{ticket}: its opener may void it on the same day, before any work; else it is for the {roles}."),
                ticket=desk.case.name,
                roles=tuple(choice_term("role", role) for role in _LEADING_ROLES),
                code="not_yours",
                remedy=remedy_of(self, desk.case.name, who),
            )
        super().run(desk)


def _refuse_if_it_leads(desk: "Desk") -> None:
    """Refuse to void the first ticket of a duplicate: nobody would work on either of them."""
    duplicate = desk.row("ticket", duplicate_of=desk.case.number)
    if duplicate is None:
        return
    name = ticket_name(duplicate["number"])
    raise Refused(
        N_("{ticket} cannot be voided: {duplicate} is a duplicate of it and goes on with it."),
        ticket=desk.case.name,
        duplicate=name,
        code="not_voidable",
        hint=f"deskctl ticket history {name}",
    )


def _is_in_force(desk: "Desk", step: ActionRow) -> bool:
    return any(fact.seq == step.seq for fact in desk.case.story.facts)


def _by_opener_today(desk: "Desk", steps: list[ActionRow]) -> bool:
    opened = next((step for step in steps if step.event == "logged"), None)
    if opened is None or opened.actor != desk.actor or not all(map(_belongs_to_opening, steps)):
        return False
    days = {datetime.fromtimestamp(at, desk.zone).date() for at in (opened.recorded_at, desk.now)}
    return len(days) == 1


def _belongs_to_opening(step: ActionRow) -> bool:
    return step.event in _BY_OPENER or (step.event, step.data.get("reason")) == _AT_OPENING
