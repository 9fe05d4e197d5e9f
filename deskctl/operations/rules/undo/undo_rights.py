"""Who may undo an action: the actor on the same day, else the lead (A7); and which actions cannot be undone."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.rules.situation import Situation
from deskctl.operations.rules.undo.consequences import recorded_along_with
from deskctl.sla.facts import Fact, Instant
from deskctl.sla.gates import REPORTED_EVENTS
from deskctl.sla.lifecycle import CLOSED, CLOSED_WITHOUT_ANSWER
from deskctl.sla.rights import Right

NOT_YOURS, ORDER = "not_yours", "order"
PERMANENT = frozenset({"logged", "mail_received", "mail_handled", "corrected", "identified", "voided"})
"""Actions that cannot be undone."""

_CLOSED = frozenset({CLOSED, CLOSED_WITHOUT_ANSWER})
_CLOSING_DEPENDS_ON = frozenset(
    {"report_issued", "feedback_sent", "satisfied", "not_satisfied", "change_decided", "departed", *REPORTED_EVENTS}
)
_LEADS = frozenset({"lead_engineer", "service_manager"})

_INSTEAD = {
    "onsite_requested": ("visit.cancel", {"by_contact": GAP}),
    "level_changed": ("ticket.set-level", {"to": GAP, "reason": GAP}),
}
"""The operation that replaces undoing a visit or a level that follows from the severity."""


def refusal_to_undo(fact: Fact, situation: Situation, now: Instant, missing: Sequence[Right] = ()) -> Refused | None:
    """Return the refusal to undo an action; None if it may be undone. `missing` are rights the actor lacks."""
    return (
        _if_permanent(fact, situation)
        or _if_consequence(fact, situation)
        or _if_closing_depends_on_it(fact, situation)
        or _if_right_is_missing(fact, situation, missing)
        or _if_only_lead_may(fact, situation, now)
    )


def _if_permanent(fact: Fact, situation: Situation) -> Refused | None:
    is_undone = fact.seq in situation.case.story.undone
    if fact.event not in PERMANENT and not is_undone:
        return None
    ticket = situation.case.name
    sentence = N_("{action} is undone already.") if is_undone else N_("{action} cannot be undone.")
    return Refused(sentence, action=f"{ticket}/{fact.seq}", hint=f"deskctl ticket history {ticket}")


def _if_consequence(fact: Fact, situation: Situation) -> Refused | None:
    """Refuse an action that follows from another one in force, such as the visit for a severe fault."""
    facts, undone = situation.case.facts, situation.case.story.undone
    others = (one for one in facts if one.seq < fact.seq and one.seq not in undone and one.event != fact.event)
    if fact.event not in _INSTEAD or not any(fact in recorded_along_with(facts, one) for one in others):
        return None
    do, fields = _INSTEAD[fact.event]
    return Refused(
        N_("{action} follows from another action: it is undone with that one."),
        code=ORDER,
        action=f"{situation.case.name}/{fact.seq}",
        remedy=Remedy(do=do, ticket=situation.case.name, fields=fields),
    )


def _if_closing_depends_on_it(fact: Fact, situation: Situation) -> Refused | None:
    """Refuse an action that the closing of a ticket depends on: the ticket must be reopened first."""
    story, ticket = situation.case.story, situation.case.name
    if story.status in _CLOSED and fact.event in _CLOSING_DEPENDS_ON:
        remedy = Remedy(do="ticket.reopen", ticket=ticket, fields={"symptom": False, "reason": GAP})
    elif fact.event == "reopened" and situation.case.story_without(fact).status in _CLOSED:
        remedy = Remedy(do="ticket.close", ticket=ticket)
    else:
        return None
    return Refused(
        N_("{action}: the closing of the ticket depends on this action."),
        code=ORDER,
        action=f"{ticket}/{fact.seq}",
        remedy=remedy,
    )


def _if_right_is_missing(fact: Fact, situation: Situation, missing: Sequence[Right]) -> Refused | None:
    """Refuse anyone without the right to such an action, and the person whom a complaint is about."""
    if situation.person is not None and situation.person == situation.case.columns["about_staff"]:
        return _not_yours(fact, situation, _LEADS)
    if situation.actor is None or not missing:
        return None
    roles = frozenset().union(*(right.roles for right in missing))
    return _not_yours(fact, situation, roles, next((right.clause for right in missing if right.clause), None))


def _if_only_lead_may(fact: Fact, situation: Situation, now: Instant) -> Refused | None:
    if situation.actor is None or not situation.roles.isdisjoint(_LEADS) or _is_own_of_today(fact, situation, now):
        return None
    return _not_yours(fact, situation, _LEADS)


def _is_own_of_today(fact: Fact, situation: Situation, now: Instant) -> bool:
    recorder = fact.data.get("recorded_by") or fact.actor
    recorded_at = fact.recorded_at or fact.at
    return recorder == situation.person and are_on_one_day(recorded_at, now, ZoneInfo(situation.case.policy.zone))


def are_on_one_day(one: Instant, other: Instant, zone: ZoneInfo) -> bool:
    """Return whether two times are on the same day in a zone."""
    return datetime.fromtimestamp(one, zone).date() == datetime.fromtimestamp(other, zone).date()


def _not_yours(fact: Fact, situation: Situation, roles: frozenset[str], clause: str | None = None) -> Refused:
    colleagues = situation.actor.colleagues() if situation.actor else {}
    others = (colleagues[role] for role in sorted(roles & _LEADS or roles) if role in colleagues)
    who = next((person for person in others if person != situation.case.columns["about_staff"]), None)
    return Refused(
        N_("{action}: only the {roles} can undo this action."),
        code=NOT_YOURS,
        action=f"{situation.case.name}/{fact.seq}",
        roles=tuple(choice_term("role", role) for role in sorted(roles)),
        clause=clause,
        hint="deskctl staff list",
        remedy=_by(who, fact, situation) if who else None,
    )


def _by(who: str, fact: Fact, situation: Situation) -> Remedy:
    return Remedy(do="ticket.correct", ticket=situation.case.name, fields={"seq": fact.seq, "reason": GAP}, who=who)
