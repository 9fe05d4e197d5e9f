"""Who may take a step: the roles that the policy gives the right to."""

from deskctl.errors import Refused
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.framework.step_remedy import remedy_of
from deskctl.operations.rules.actors import NOT_YOURS
from deskctl.operations.rules.step_request import StepRequest


def refusal_by_right(request: StepRequest) -> Refused | None:
    """Return the refusal of a step that is for other roles, naming one who may take it; None if the actor may."""
    case, operation, actor = request.ticket, request.operation, request.actor
    right = case.policy.rights.get(operation.event) if case else None
    if case is None or right is None or actor is None or actor.roles & right.roles:
        return None
    others = actor.colleagues()
    colleague = next((others[role] for role in sorted(right.roles) if role in others), None)
    return Refused(
        N_("{ticket}: this step is for the {roles}."),
        code=NOT_YOURS,
        ticket=case.name,
        roles=tuple(choice_term("role", role) for role in sorted(right.roles)),
        clause=right.clause,
        hint="deskctl staff list",
        remedy=remedy_of(operation, case.name, colleague) if colleague else None,
    )
