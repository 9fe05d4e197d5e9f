"""Contested actions (rule 25): permitted by what was known at their time, while a later fact contradicts them.

So is a refusal that is typed late, if a session had begun after it.
"""

from deskctl.operations.framework.base import Operation
from deskctl.operations.rules.situation import Situation
from deskctl.sla.gates import WITHDRAWABLE, closed_gate

CONTESTED = "contested"
"""In the data of an action: the gate that a later fact had closed when the action was recorded."""

_REFUSED, _CONSENT, _SESSION = "remote_refused", "remote_consent", "remote_started"


def marks_of(operation: Operation, situation: Situation | None) -> dict[str, str]:
    """Return what is added to the data of the action that an action records."""
    gate = contested_by(operation, situation) if situation else None
    return {CONTESTED: gate} if gate else {}


def contested_by(operation: Operation, situation: Situation) -> str | None:
    """Return the gate about which the action and what happened after its time disagree; None if none is."""
    if not situation.later:
        return None
    if operation.event == _REFUSED:
        follows = (fact.event for fact in situation.later if fact.event in {_CONSENT, _SESSION})
        return _CONSENT if next(follows, None) == _SESSION else None
    gates = tuple(gate for gate in operation.gates if gate in WITHDRAWABLE)
    closed = closed_gate(gates, situation.step(operation, situation.now), situation.case.policy)
    return closed.gate if closed else None
