"""The gates: steps that a promise forbids until something else has happened. Pure questions about a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from deskctl.sla.policy import Gate, Match, Policy
from deskctl.sla.timeline import Story

OVERRIDE = "override"
"""What a step says to pass a gate that may be overridden: the reason."""

VISIT_REASONS = ("phone_and_remote_failed", "chargeable", "planned")
"""What entitles to a visit where the level does not; the fourth reason is to raise the level."""

CHARGEABLE_SCOPES = ("out_of_scope", "related_not_our_fault")
_REPORT_PARTS = ("cause", "method", "result")
_CHECKS = ("new", "existing")
_PASSED = "pass"
_END = 1 << 31


@dataclass(frozen=True, slots=True)
class Step:
    """A step about to be taken: the story so far, the ticket's own columns, and what the step says."""

    story: Story
    ticket: Mapping[str, Any] = field(default_factory=dict)
    reported: Mapping[str, Any] = field(default_factory=dict)

    def last(self, *events: str) -> int:
        """Return the last place of any of these events; -1 where there is none."""
        places = (self.story.last_before(event, _END) for event in events)
        return max((place for place in places if place is not None), default=-1)

    def last_fit(self, event: str, name: str, value: Any) -> int:
        """Return the last place of an event whose data say this, or say nothing of it; any where the value is None."""
        fits = (
            place
            for place in self.story.find(Match(event))
            if value is None or self.story.facts[place].data.get(name) in {value, None}
        )
        return max(fits, default=-1)


def permitted_remotely(step: Step) -> bool:
    """Return whether the customer's permission for a remote session stands: given, and not refused since."""
    return step.last("remote_consent") > step.last("remote_refused")


def visit_logged(step: Step) -> bool:
    """Return whether work was logged since the last arrival on site."""
    return step.last("work_log") > step.last("arrived")


def fault_explained(step: Step) -> bool:
    """Return whether the fault is solved, or its reason was explained to the customer."""
    return _solved(step) or step.last("explained") >= 0


def plan_given(step: Step) -> bool:
    """Return whether the fault is solved, or the customer knows the plan."""
    return _solved(step) or step.last("plan_given") >= 0


def part_permitted(step: Step) -> bool:
    """Return whether the customer agreed to this part, and did not refuse it since."""
    part = step.reported.get("part")
    return step.last_fit("consent_given", "for", part) > step.last_fit("consent_refused", "for", part)


def business_informed(step: Step) -> bool:
    """Return whether the business staff know of the part that is needed."""
    return step.last("business_informed") >= 0


def model_verified(step: Step) -> bool:
    """Return whether this part was found to fit the device, and not found to mismatch since."""
    part = step.reported.get("part")
    return step.last_fit("model_verified", "part", part) > step.last_fit("model_mismatch", "part", part)


def upgrade_verified(step: Step) -> bool:
    """Return whether the new and the existing functions passed their checks since the upgrade was last finished."""
    verified = step.last("verified")
    if verified < 0 or verified < step.last("upgrade_finished", "verify_failed", "rolled_back"):
        return False
    checks = step.story.facts[verified].data
    return all(_all_passed(checks.get(kind)) for kind in _CHECKS)


def report_complete(step: Step) -> bool:
    """Return whether a report with cause, method and result has been issued."""
    issued = (step.story.facts[place].data for place in step.story.find(Match("report_issued")))
    return any(all(str(data.get(part) or "").strip() for part in _REPORT_PARTS) for data in issued)


def customer_satisfied(step: Step) -> bool:
    """Return whether the customer is satisfied with what was last resolved."""
    return step.last("satisfied") > step.last("not_satisfied", "reopened")


def charge_agreed(step: Step) -> bool:
    """Return whether the visit is free of charge, or its charge agreed."""
    chargeable = "chargeable" in {step.ticket.get("visit_reason"), step.reported.get("reason")}
    if not chargeable and step.ticket.get("scope") not in CHARGEABLE_SCOPES:
        return True
    return step.last("charge_agreed") > step.last("charge_declined")


def emergency_prepared(step: Step) -> bool:
    """Return whether plan, tools and parts were prepared since the emergency was declared."""
    return step.last("emergency_prepared") > step.last("emergency_declared")


def material_handed_over(step: Step) -> bool:
    """Return whether there was no training, or its material is in the customer's hands."""
    return step.ticket.get("training") is None or step.ticket.get("material_delivered_at") is not None


def visit_entitled(step: Step) -> bool:
    """Return whether the visit has one of the reasons that entitle to it, said now or before, or was let through."""
    reasons = {step.reported.get("reason"), step.ticket.get("visit_reason")}
    asked = step.last("onsite_requested")
    if asked > step.last("onsite_cancelled"):
        earlier = step.story.facts[asked].data
        reasons.add(earlier.get("reason"))
        if earlier.get(OVERRIDE):
            return True
    return not reasons.isdisjoint(VISIT_REASONS)


GATES: Mapping[str, Callable[[Step], bool]] = {
    "remote_consent": permitted_remotely,
    "part_consent": part_permitted,
    "business_informed": business_informed,
    "model_verified": model_verified,
    "work_log": visit_logged,
    "upgrade_verified": upgrade_verified,
    "explanation": fault_explained,
    "plan": plan_given,
    "report": report_complete,
    "customers_word": customer_satisfied,
    "charge_agreed": charge_agreed,
    "emergency_prepared": emergency_prepared,
    "training_material": material_handed_over,
    "routine_visit": visit_entitled,
}


def closed_gate(names: tuple[str, ...], step: Step, policy: Policy) -> tuple[str, str] | None:
    """Return the first of these gates that the policy sets and the step does not pass: (name, clause)."""
    for name in names:
        gate = policy.gates.get(name)
        if gate is not None and not _let_through(gate, step) and not GATES[name](step):
            return name, gate.clause
    return None


def _let_through(gate: Gate, step: Step) -> bool:
    story = step.story
    if not story.holds_at(gate.when, story.facts[-1].at if story.facts else 0):
        return True
    return gate.overridden and bool(step.reported.get(OVERRIDE))


def _solved(step: Step) -> bool:
    return step.last("resolved") > step.last("reopened", "not_satisfied")


def _all_passed(checks: Any) -> bool:
    results = checks if isinstance(checks, list) else []
    return bool(results) and all(isinstance(check, list) and check[-1:] == [_PASSED] for check in results)
