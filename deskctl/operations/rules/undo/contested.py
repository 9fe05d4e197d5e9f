"""Contested actions (rule 25): permitted by what was known at the time, but contradicted by a later fact.

A refusal of a remote session that is recorded late is contested too, if a session began after it.
"""

from deskctl.operations.framework.base import Operation
from deskctl.operations.rules.situation import Situation
from deskctl.sla.gates import WITHDRAWABLE, closed_gate

CONTESTED = "contested"
"""The key in the data of an action for the gate that a later fact had closed when the action was recorded."""

_REFUSED, _CONSENT, _SESSION = "remote_refused", "remote_consent", "remote_started"


def marks_of(operation: Operation, situation: Situation | None) -> dict[str, str]:
    """Return the marks that are added to the data of the recorded action."""
    gate = contested_by(operation, situation) if situation else None
    return {CONTESTED: gate} if gate else {}


def contested_by(operation: Operation, situation: Situation) -> str | None:
    """Return the gate on which the action and later facts disagree; None if there is none."""
    if not situation.later:
        return None
    if operation.event == _REFUSED:
        follows = (fact.event for fact in situation.later if fact.event in {_CONSENT, _SESSION})
        return _CONSENT if next(follows, None) == _SESSION else None
    gates = tuple(gate for gate in operation.gates if gate in WITHDRAWABLE)
    closed = closed_gate(gates, situation.step(operation, situation.now), situation.case.policy)
    return closed.gate if closed else None
