"""What stands against a step: who takes it, the ticket's status, a step that must come before, a gate of the policy."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from deskctl.desk.case_file import CaseFile
from deskctl.desk.role_lookup import Actor
from deskctl.errors import Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.step_remedy import remedy_of
from deskctl.operations.rules.remedies import BARRED, EARLIER, GATE, way_of
from deskctl.sla.gates import OVERRIDE, Step, closed_gate
from deskctl.sla.lifecycle import DUPLICATE, OVER, leads_somewhere, status_after
from deskctl.sla.timeline import Story

Asked: TypeAlias = Operation | type[Operation]
"""An operation, or its class: then nothing is known of what it says."""

_ON_SITE = "arrived"


def refusal(operation: Asked, case: CaseFile | None, actor: Actor | None = None) -> Refused | None:
    """Return what stands against a step, with the clause and the way out; None where nothing does.

    Without an actor it is not asked who may take the step.
    """
    if case is None:
        return None
    story = case.story
    return (
        refusal_by_status(operation, case)
        or _by_right(operation, case, actor)
        or _by_order(operation, story, case)
        or _by_gate(operation, story, case)
    )


def refusal_by_status(operation: Asked, case: CaseFile | None) -> Refused | None:
    """Return the refusal of a step that leads nowhere from the ticket's status; None if it leads somewhere."""
    if case is None:
        return None
    status = status_after(fact.event for fact in case.story.facts)
    if not operation.event or leads_somewhere(operation.event, status):
        return None
    reopen = status in OVER and status != DUPLICATE
    return Refused(
        N_("{ticket} is {status}: this step cannot be taken."),
        code="wrong_status",
        ticket=case.name,
        status=choice_term("status", status),
        hint=f"deskctl ticket show {case.name}",
        remedy=Remedy(do="ticket.reopen", ticket=case.name, fields={"symptom": False}) if reopen else None,
    )


def _by_right(operation: Asked, case: CaseFile, actor: Actor | None) -> Refused | None:
    right = case.policy.rights.get(operation.event)
    if right is None or actor is None or actor.role in right.roles:
        return None
    colleagues = actor.colleagues()
    colleague = next((colleagues[role] for role in sorted(right.roles) if role in colleagues), None)
    return Refused(
        N_("{ticket}: this step is for the {roles}."),
        code="not_yours",
        ticket=case.name,
        roles=tuple(choice_term("role", role) for role in sorted(right.roles)),
        clause=right.clause,
        hint="deskctl staff list",
        remedy=remedy_of(operation, case.name, colleague) if colleague else None,
    )


def _by_order(operation: Asked, story: Story, case: CaseFile) -> Refused | None:
    if case.columns["engineer_on_site"] and _ON_SITE in operation.follows:
        return None
    ended = _last(story, operation.until)
    if operation.barred_by and _last(story, operation.barred_by) > ended:
        return _refused(BARRED, operation.barred_by[0], case, {})
    if operation.follows and _last(story, operation.follows) <= (ended if operation.until else -1):
        return _refused(EARLIER, operation.follows[0], case, _reported(operation))
    return None


def _by_gate(operation: Asked, story: Story, case: CaseFile) -> Refused | None:
    reported = _reported(operation)
    closed = closed_gate(operation.gates, Step(story, case.columns, reported), case.policy)
    if closed is None:
        return None
    name, clause = closed
    return _refused(GATE, name, case, reported, clause)


def _last(story: Story, events: tuple[str, ...]) -> int:
    return Step(story).last(*events)


def _reported(operation: Asked) -> Mapping[str, Any]:
    if isinstance(operation, type):
        return {}
    return {**operation.data(), OVERRIDE: getattr(operation, OVERRIDE, None)}


def _refused(kind: str, name: str, case: CaseFile, reported: Mapping[str, Any], clause: str | None = None) -> Refused:
    way = way_of(kind, name)
    known = {"contact": case.columns["contact"], "part": reported.get("part"), "training": case.columns["training"]}
    return Refused(way.sentence, code=way.code, ticket=case.name, clause=clause, remedy=way.remedy(case.name, known))
