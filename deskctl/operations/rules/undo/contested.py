"""Contested actions (rule 25): permitted by what was known at the time, but contradicted by a later fact.

A consent that was withdrawn contradicts an action recorded after the withdrawal. A withdrawal, an arrival, a departure,
a waived visit and a loaner's return are contradicted by an action that happened after them but was recorded earlier.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from deskctl.operations.framework.base import Operation
from deskctl.operations.rules.situation import Situation
from deskctl.sla.facts import Fact
from deskctl.sla.gates import CHARGEABLE_SCOPES, WITHDRAWABLE, closed_gate

CONTESTED = "contested"
"""The key in the data of an action for the gate or event on which it and a later fact disagree."""

_IsAbout = Callable[[Operation, Situation, Fact], bool]


def marks_of(operation: Operation, situation: Situation | None) -> dict[str, str]:
    """Return the marks that are added to the data of the recorded action."""
    mark = contested_by(operation, situation) if situation else None
    return {CONTESTED: mark} if mark else {}


def contested_by(operation: Operation, situation: Situation) -> str | None:
    """Return the gate or event on which the action and later facts disagree; None if there is none."""
    if not situation.later:
        return None
    contradiction = _CONTRADICTIONS.get(operation.event)
    if contradiction is not None and contradiction.applies(operation, situation):
        return contradiction.mark
    gates = tuple(gate for gate in operation.gates if gate in WITHDRAWABLE)
    closed = closed_gate(gates, situation.step(operation, situation.now), situation.case.policy)
    return closed.gate if closed else None


class _Contradiction(NamedTuple):
    """The later events that contradict an action, unless one of `settled` happened before them."""

    mark: str
    events: tuple[str, ...]
    settled: tuple[str, ...]
    is_about: _IsAbout

    def applies(self, operation: Operation, situation: Situation) -> bool:
        later = (fact for fact in situation.later if fact.event in {*self.events, *self.settled})
        first = next((fact for fact in later if self.is_about(operation, situation, fact)), None)
        return first is not None and first.event in self.events


def _is_any(_operation: Operation, _situation: Situation, _fact: Fact) -> bool:
    return True


def _is_same_person(_operation: Operation, situation: Situation, fact: Fact) -> bool:
    return fact.actor == situation.person


def _is_same_part(operation: Operation, _situation: Situation, fact: Fact) -> bool:
    return _named_part(operation.data()) == _named_part(fact.data)


def _is_same_loaner(operation: Operation, _situation: Situation, fact: Fact) -> bool:
    return operation.data().get("loaner") == fact.data.get("loaner")


def _is_chargeable(_operation: Operation, situation: Situation, _fact: Fact) -> bool:
    columns = situation.case.columns
    return columns["scope"] in CHARGEABLE_SCOPES or columns["visit_reason"] == "chargeable"


def _named_part(data: Mapping[str, Any]) -> str:
    return str(data.get("part") or data.get("for"))


_CONTRADICTIONS: Mapping[str, _Contradiction] = {
    "remote_refused": _Contradiction("remote_consent", ("remote_started",), ("remote_consent",), _is_any),
    "consent_refused": _Contradiction(
        "part_consent", ("part_requested", "part_installed"), ("consent_given",), _is_same_part
    ),
    "model_mismatch": _Contradiction(
        "model_verified", ("part_requested", "part_installed"), ("model_verified",), _is_same_part
    ),
    "charge_declined": _Contradiction("charge_agreed", ("departed", "arrived"), ("charge_agreed",), _is_chargeable),
    "arrived": _Contradiction("departed", ("departed",), ("left_site",), _is_same_person),
    "left_site": _Contradiction("work_log", ("work_log",), ("arrived",), _is_same_person),
    "onsite_cancelled": _Contradiction("departed", ("departed", "arrived"), ("onsite_requested",), _is_any),
    "loaner_returned": _Contradiction("loaner_provided", ("loaner_provided",), ("loaner_out",), _is_same_loaner),
}
"""By the event of the action that is recorded afterwards."""
