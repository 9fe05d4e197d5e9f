"""Who may take a step back, and what stays: one's own of the same day, anything else by the lead (A7)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.rules.situation import Situation
from deskctl.sla.facts import Fact, Instant
from deskctl.sla.lifecycle import CLOSED, CLOSED_WITHOUT_ANSWER
from deskctl.sla.policy import Right

NOT_YOURS, ORDER = "not_yours", "order"
LASTING = frozenset({"logged", "mail_received", "mail_handled", "corrected"})
"""Steps that nothing takes back."""

_FOR_GOOD = frozenset({CLOSED, CLOSED_WITHOUT_ANSWER})
_RESTS_ON = frozenset({"report_issued", "feedback_sent", "satisfied", "not_satisfied", "resolved", "work_log"})
_UNDONE_BY = {"emergency_declared": "emergency_revoked"}
_LEADS = frozenset({"lead_engineer", "service_manager"})


def refusal_to_take_back(fact: Fact, situation: Situation, now: Instant) -> Refused | None:
    """Return what stands against taking a step back; None if nothing does."""
    return (
        _if_it_lasts(fact, situation)
        or _if_a_closing_rests_on_it(fact, situation)
        or _if_it_needs_a_right(fact, situation)
        or _if_it_is_for_the_lead(fact, situation, now)
    )


def _if_it_lasts(fact: Fact, situation: Situation) -> Refused | None:
    if fact.event not in LASTING and fact.seq not in situation.case.story.taken_back:
        return None
    ticket = situation.case.name
    return Refused(
        N_("{action} cannot be taken back."), action=f"{ticket}/{fact.seq}", hint=f"deskctl ticket history {ticket}"
    )


def _if_a_closing_rests_on_it(fact: Fact, situation: Situation) -> Refused | None:
    """Refuse what a closed ticket rests on, and what would close a ticket again: it is reopened and closed anew."""
    story, ticket = situation.case.story, situation.case.name
    rests = story.status in _FOR_GOOD and fact.event in _RESTS_ON
    if not rests and not (fact.event == "reopened" and situation.case.story_without(fact).status in _FOR_GOOD):
        return None
    return Refused(
        N_("{action}: the closing of the ticket rests on this step."),
        action=f"{ticket}/{fact.seq}",
        code=ORDER,
        clause="S5.4-5",
        hint=f"deskctl ticket reopen {ticket} --no-symptom --reason '...'",
    )


def _if_it_needs_a_right(fact: Fact, situation: Situation) -> Refused | None:
    event = _UNDONE_BY.get(fact.event, fact.event)
    right = situation.case.policy.rights.get(event)
    if right is None or situation.actor is None or not situation.roles.isdisjoint(right.roles):
        return None
    return _not_yours(fact, situation, right.roles, right)


def _if_it_is_for_the_lead(fact: Fact, situation: Situation, now: Instant) -> Refused | None:
    if situation.actor is None or not situation.roles.isdisjoint(_LEADS) or _is_own_of_today(fact, situation, now):
        return None
    return _not_yours(fact, situation, _LEADS)


def _is_own_of_today(fact: Fact, situation: Situation, now: Instant) -> bool:
    recorder = fact.data.get("recorded_by") or fact.actor
    zone = ZoneInfo(situation.case.policy.zone)
    days = {datetime.fromtimestamp(at, zone).date() for at in (fact.recorded_at or fact.at, now)}
    return recorder == situation.person and len(days) == 1


def _not_yours(fact: Fact, situation: Situation, roles: frozenset[str], right: Right | None = None) -> Refused:
    ticket, colleagues = situation.case.name, situation.actor.colleagues() if situation.actor else {}
    colleague = next((colleagues[role] for role in sorted(roles) if role in colleagues), None)
    who = f" --actor {colleague}" if colleague else ""
    return Refused(
        N_("{action}: to take this step back is for the {roles}."),
        action=f"{ticket}/{fact.seq}",
        roles=tuple(choice_term("role", role) for role in sorted(roles)),
        code=NOT_YOURS,
        clause=right.clause if right else None,
        hint=f"deskctl ticket correct {ticket}/{fact.seq} --reason '...'{who}",
    )
