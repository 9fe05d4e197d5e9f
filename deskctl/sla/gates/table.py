"""The gates by their names in a policy file, and the check which of them is closed."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from deskctl.sla.gates import closing, consents, work
from deskctl.sla.gates.step import OVERRIDE, Step
from deskctl.sla.policy import Gate, Policy


class ClosedGate(NamedTuple):
    """A closed gate: its name, the code of what is missing, and its clause."""

    gate: str
    code: str
    clause: str


def _needs(condition: Callable[[Step], bool], code: str) -> Callable[[Step], str | None]:
    def missing(step: Step) -> str | None:
        return None if condition(step) else code

    return missing


GATES: Mapping[str, Callable[[Step], str | None]] = {
    "remote_consent": consents.remote_permission,
    "part_consent": _needs(consents.part_permitted, "part_consent_missing"),
    "business_informed": _needs(work.business_informed, "business_not_informed"),
    "model_verified": _needs(work.model_verified, "model_not_verified"),
    "work_log": work.visit_logged,
    "upgrade_verified": _needs(work.upgrade_verified, "upgrade_not_verified"),
    "explanation": _needs(work.fault_explained, "explanation_missing"),
    "plan": _needs(work.plan_given, "plan_missing"),
    "charge_agreed": _needs(consents.charge_agreed, "charge_not_agreed"),
    "emergency_prepared": _needs(work.emergency_prepared, "emergency_not_prepared"),
    "routine_visit": _needs(work.visit_entitled, "visit_not_entitled"),
    "report": closing.report_is_current,
    "customers_word": _needs(closing.customer_satisfied, "customers_word_missing"),
    "training_material": _needs(closing.material_handed_over, "material_not_handed_over"),
    "change_decided": _needs(closing.change_decided, "change_not_decided"),
    "defect_fixed": _needs(closing.defect_fixed, "defect_not_fixed"),
}
"""Gate -> function that returns the code of what is missing, None if the gate is open."""

WITHDRAWABLE = frozenset({"remote_consent", "part_consent", "model_verified", "charge_agreed"})
"""Gates that a later fact may close again, such as a permission that is withdrawn."""


def closed_gate(names: tuple[str, ...], step: Step, policy: Policy) -> ClosedGate | None:
    """Return the first of these gates that the policy requires and that is closed for the action."""
    for name in names:
        gate = policy.gates.get(name)
        if gate is not None and _applies(gate, step) and not _is_overridden(gate, step):
            code = GATES[name](step)
            if code is not None:
                return ClosedGate(name, code, gate.clause)
    return None


def _applies(gate: Gate, step: Step) -> bool:
    story = step.story
    last = story.facts[-1].at if story.facts else 0
    return story.holds_at(gate.when, last) and not (gate.unless and story.holds_at(gate.unless, last))


def _is_overridden(gate: Gate, step: Step) -> bool:
    may_override = gate.overridden and (not gate.overridden_by or not gate.overridden_by.isdisjoint(step.roles))
    return may_override and bool(str(step.value(OVERRIDE) or "").strip())
