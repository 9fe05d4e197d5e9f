"""Order: what must come before an action, what it may not repeat, and what must be finished before a ticket ends."""

from collections.abc import Iterable

from deskctl.errors import Refused
from deskctl.operations.rules.refusal_templates import BARRED, EARLIER, OPEN
from deskctl.operations.rules.refusals import make_refusal
from deskctl.operations.rules.situation import RequestedOperation, Situation
from deskctl.sla.facts import Fact
from deskctl.sla.gates.engineers_at_work import ENDED, STARTED, on_site, open_sessions
from deskctl.sla.lifecycle import END_EVENTS

REOPENED = "reopened"


def out_of_order(operation: RequestedOperation, situation: Situation) -> Refused | None:
    """Return why an action is out of order at its time, between what happened before and after it."""
    return (
        _by_what_came_before(operation, situation)
        or _by_sessions(operation, situation)
        or _by_reopenings(operation, situation)
        or _by_what_came_after(operation, situation)
        or _by_what_is_open(operation, situation)
    )


def _by_what_came_before(operation: RequestedOperation, situation: Situation) -> Refused | None:
    before = _counted(operation, situation.then.facts, situation)
    ended = _last(before, operation.until)
    if operation.barred_by and _last(before, operation.barred_by) > ended:
        return _refused(operation, situation, BARRED, operation.barred_by[0])
    if not operation.follows or _was_on_site_at_intake(operation, before, situation):
        return None
    if _last(before, operation.follows) <= (ended if operation.until else -1):
        return _refused(operation, situation, EARLIER, operation.follows[0])
    return None


def _by_what_came_after(operation: RequestedOperation, situation: Situation) -> Refused | None:
    """Refuse a late entry that a later recorded action repeats, with nothing between the two."""
    after = _counted(operation, situation.later, situation)
    if operation.event in operation.barred_by and _precedes(after, operation.barred_by, operation.until):
        return _refused(operation, situation, BARRED, operation.barred_by[0])
    if operation.event in operation.until and _precedes(after, operation.until, operation.follows):
        return _refused(operation, situation, EARLIER, operation.follows[0])
    return None


def _by_sessions(operation: RequestedOperation, situation: Situation) -> Refused | None:
    """Refuse a second session of one engineer, and the end of a session if none is open."""
    sessions = open_sessions(situation.then.facts)
    if operation.event == STARTED and situation.person in {start.actor for start in sessions}:
        return _refused(operation, situation, BARRED, STARTED)
    if operation.event == ENDED and not sessions:
        return _refused(operation, situation, EARLIER, STARTED)
    return None


def _by_reopenings(operation: RequestedOperation, situation: Situation) -> Refused | None:
    """Refuse to reopen a ticket that was reopened for the symptom and is not resolved since."""
    if operation.event != REOPENED:
        return None
    earlier, later = reversed(situation.then.facts), situation.later
    if any(_is_reopened(facts, operation.follows) for facts in (earlier, later)):
        return _refused(operation, situation, BARRED, REOPENED)
    return None


def _is_reopened(facts: Iterable[Fact], ends_of_work: tuple[str, ...]) -> bool:
    """Return whether the first fact that ends or resumes the work is a reopening for the symptom."""
    steps = (fact for fact in facts if fact.event in ends_of_work or _is_for_the_symptom(fact))
    return next((fact.event == REOPENED for fact in steps), False)


def _is_for_the_symptom(fact: Fact) -> bool:
    return fact.event == REOPENED and fact.data.get("symptom") is True


def _by_what_is_open(operation: RequestedOperation, situation: Situation) -> Refused | None:
    """Refuse to end a ticket while somebody is on site or in a session, which could not be ended afterwards."""
    if operation.event not in END_EVENTS:
        return None
    for story in (situation.then, situation.now):
        present, sessions = on_site(story.facts), open_sessions(story.facts)
        if present or sessions:
            name, gate = ("visit_open", "work_log") if present else ("session_open", "remote_consent")
            person = next(iter(present)) if present else sessions[-1].actor
            setting = situation.case.policy.gates.get(gate)
            clause = setting.clause if setting else None
            return make_refusal(OPEN, name, situation.case, clause=clause, person=person, actor=situation.person)
    return None


def _was_on_site_at_intake(operation: RequestedOperation, before: list[Fact], situation: Situation) -> bool:
    """Return whether the engineer was on site when the ticket came in, so that no arrival is recorded on it."""
    was_on_site = situation.case.story.intake.engineer_on_site and "arrived" in operation.follows
    return was_on_site and _last(before, ("arrived", "left_site")) < 0


def _counted(operation: RequestedOperation, facts: Iterable[Fact], situation: Situation) -> list[Fact]:
    """Return the facts that count: with `per_person` only those of the actor."""
    if not operation.per_person or situation.person is None:
        return list(facts)
    return [fact for fact in facts if fact.actor == situation.person]


def _last(facts: list[Fact], events: tuple[str, ...]) -> int:
    return max((place for place, fact in enumerate(facts) if fact.event in events), default=-1)


def _precedes(facts: list[Fact], events: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return next((fact.event in events for fact in facts if fact.event in {*events, *others}), False)


def _refused(operation: RequestedOperation, situation: Situation, kind: str, event: str) -> Refused:
    return make_refusal(kind, event, situation.case, situation.step(operation).data, person=situation.person)
