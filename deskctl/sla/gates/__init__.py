"""Gates: pure functions that check whether a promise forbids an action until something else has happened."""

from deskctl.sla.gates.closing import REPORTED_EVENTS
from deskctl.sla.gates.step import CHARGEABLE_SCOPES, OVERRIDE, VISIT_REASONS, Step
from deskctl.sla.gates.table import GATES, WITHDRAWABLE, ClosedGate, closed_gate

__all__ = [
    "CHARGEABLE_SCOPES",
    "GATES",
    "OVERRIDE",
    "REPORTED_EVENTS",
    "VISIT_REASONS",
    "WITHDRAWABLE",
    "ClosedGate",
    "Step",
    "closed_gate",
]
