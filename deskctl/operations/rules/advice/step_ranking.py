"""Rank operations by usefulness: first those that keep a running promise, then those that follow the last action.

Last comes what needs to be done only once and was done.
"""

from collections.abc import Mapping

from deskctl.desk.case_file import CaseFile
from deskctl.operations.framework.base import Operation
from deskctl.sla.state import OPEN

_KEEPS_PROMISE, _CONTINUES, _ANY_TIME, _DONE = range(4)
_FIRST = -(1 << 30)
_EMERGENCY = "emergency_declared"
_ONCE = frozenset({"first_response"})


class StepRanking:
    """Ranks operations for one ticket."""

    def __init__(self, case: CaseFile) -> None:
        self._due = _due(case)
        self._calls_for_emergency = case.state.severity == "catastrophic" and case.state.mode != "emergency"
        self._last = {fact.event: place for place, fact in enumerate(case.story.facts)}

    def of(self, operation: type[Operation]) -> tuple[int, int]:
        """Rank an operation: the lowest rank is the most useful."""
        event = operation.event
        if event == _EMERGENCY and self._calls_for_emergency:
            return _CONTINUES, _FIRST
        if event in self._due:
            return _KEEPS_PROMISE, self._due[event]
        if event in _ONCE and event in self._last:
            return _DONE, 0
        before = max((self._last.get(earlier, -1) for earlier in operation.follows), default=-1)
        if before > self._last.get(event, -1):
            return _CONTINUES, -before
        return _ANY_TIME, 0


def _due(case: CaseFile) -> Mapping[str, int]:
    """Return the events that keep a running promise, each with the earliest due time."""
    due_of: dict[str, int] = {}
    for clock in case.state.clocks:
        if clock.outcome == OPEN:
            event = case.policy.milestone(clock.milestone).event
            due_of[event] = min(clock.due, due_of.get(event, clock.due))
    return due_of
