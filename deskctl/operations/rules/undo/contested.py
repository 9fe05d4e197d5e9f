"""Contested actions (rule 25): permitted by what was known at the time, but contradicted by a later fact.

A consent that was withdrawn contradicts an action recorded after the withdrawal. A withdrawal, an arrival, a departure,
a waived visit and a loaner's return are contradicted by an action that happened after them but was recorded earlier.
A correction is contested if a later step rested on what it undoes, such as a session on a permission.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from deskctl.desk.kept_values import columns_in
from deskctl.operations.framework.base import Operation
from deskctl.operations.framework.catalogue import find
from deskctl.operations.rules.situation import Situation
from deskctl.sla.facts import CORRECTED, Fact
from deskctl.sla.gates import CHARGEABLE_SCOPES, WITHDRAWABLE, Step, closed_gate
from deskctl.sla.timeline import Story

CONTESTED = "contested"
"""The key in the data of an action for the gate or event on which it and a later fact disagree."""

_IsAbout = Callable[[Operation, Situation, Fact], bool]


def marks_of(operation: Operation, situation: Situation | None) -> dict[str, str]:
    """Return the marks that are added to the data of the recorded action."""
    mark = contested_by(operation, situation) if situation else None
    return {CONTESTED: mark} if mark else {}


def contested_by(operation: Operation, situation: Situation) -> str | None:
    """Return the gate or event on which the action and later facts disagree; None if there is none."""
    if operation.event == CORRECTED:
        return _gate_left_closed(operation, situation)
    if not situation.later:
        return None
    contradiction = _CONTRADICTIONS.get(operation.event)
    if contradiction is not None and contradiction.applies(operation, situation):
        return contradiction.mark
    gates = tuple(gate for gate in operation.gates if gate in WITHDRAWABLE)
    closed = closed_gate(gates, situation.step(operation, situation.now), situation.case.policy)
    return closed.gate if closed else None


def _gate_left_closed(correction: Operation, situation: Situation) -> str | None:
    """Return the gate that was open for a later step only because of the action that is undone; None if there is none.

    What was recorded again before the correction, such as the same permission by the right person, keeps it open.
    """
    case, undone = situation.case, correction.data().get("seq")
    facts = case.story.facts
    place = next((place for place, fact in enumerate(facts) if fact.seq == undone), len(facts))
    begun = [fact for fact in facts[place + 1 :] if fact.event in _BEGUN]
    gates_of = _gates_by_event() if begun else {}
    for step in begun:
        gates = gates_of[step.event]
        if closed_gate(gates, _as_step(situation, step, case.story_until(step.at)), case.policy) is None:
            closed = closed_gate(gates, _as_step(situation, step, case.story_until(step.at, undone)), case.policy)
            if closed is not None:
                return closed.gate
    return None


def _gates_by_event() -> Mapping[str, tuple[str, ...]]:
    steps = (find(*name.split(".", 1)) for name in _BEGUN.values())
    return {step.event: tuple(gate for gate in step.gates if gate in WITHDRAWABLE) for step in steps}


def _as_step(situation: Situation, fact: Fact, story: Story) -> Step:
    columns = columns_in(situation.case, situation.case.story_until(fact.at))
    return Step(story, columns, fact.data, fact.actor, event=fact.event)


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


_BEGUN: Mapping[str, str] = {
    "remote_started": "remote.start",
    "part_requested": "part.request",
    "departed": "visit.depart",
    "arrived": "visit.arrive",
}
"""The operations that rest on a permission or an agreement, by their events."""

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
