"""The gates: actions that a promise forbids until something else has happened. Pure functions of the action."""

from deskctl.sla.gates.closing import TOLD_IN_THE_REPORT
from deskctl.sla.gates.step import CHARGEABLE_SCOPES, OVERRIDE, VISIT_REASONS, Step
from deskctl.sla.gates.table import GATES, WITHDRAWABLE, Closed, closed_gate

__all__ = [
    "CHARGEABLE_SCOPES",
    "GATES",
    "OVERRIDE",
    "TOLD_IN_THE_REPORT",
    "VISIT_REASONS",
    "WITHDRAWABLE",
    "Closed",
    "Step",
    "closed_gate",
]
