"""Preconditions: the ticket's status, an action that must come before, a gate of the policy."""

from deskctl.errors import GAP, Refused, Remedy
from deskctl.language.i18n import N_
from deskctl.language.words.choices import choice_term
from deskctl.operations.rules.action_order import out_of_order
from deskctl.operations.rules.refusal_templates import GATE
from deskctl.operations.rules.refusals import make_refusal
from deskctl.operations.rules.situation import RequestedOperation, Situation
from deskctl.sla.gates import closed_gate
from deskctl.sla.lifecycle import DUPLICATE, OVER, VOIDED, is_allowed_in

__all__ = ["RequestedOperation", "refusal", "refusal_by_status"]


def refusal(operation: RequestedOperation, situation: Situation | None) -> Refused | None:
    """Return the refusal of an operation at the time of the action; None if it is allowed.

    The rights of the actor are checked by `rights`.
    """
    if situation is None:
        return None
    return (
        refusal_by_status(operation, situation)
        or _by_customer(operation, situation)
        or out_of_order(operation, situation)
        or _by_gate(operation, situation)
    )


def refusal_by_status(operation: RequestedOperation, situation: Situation | None) -> Refused | None:
    """Return the refusal of an operation that the ticket's status does not allow; None if it does."""
    if situation is None or not operation.event or is_allowed_in(operation.event, situation.now.status):
        return None
    case, status = situation.case, situation.now.status
    reopen = status in OVER and status not in {DUPLICATE, VOIDED}
    return Refused(
        N_("{ticket} is {status}; this action is not available."),
        code="wrong_status",
        ticket=case.name,
        status=choice_term("status", status),
        hint=f"deskctl ticket show {case.name}",
        remedy=Remedy(do="ticket.reopen", ticket=case.name, fields={"symptom": False}) if reopen else None,
    )


def _by_customer(operation: RequestedOperation, situation: Situation) -> Refused | None:
    case = situation.case
    if not operation.needs_customer or case.columns["customer"] is not None:
        return None
    return Refused(
        N_("{ticket}: the customer is not identified yet."),
        code="customer_unknown",
        ticket=case.name,
        remedy=Remedy(do="ticket.identify", ticket=case.name, fields={"customer": GAP}),
    )


def _by_gate(operation: RequestedOperation, situation: Situation) -> Refused | None:
    step = situation.step(operation)
    closed = closed_gate(operation.gates, step, situation.case.policy)
    if closed is None:
        return None
    return make_refusal(GATE, closed.code, situation.case, step.data, clause=closed.clause, person=situation.person)
