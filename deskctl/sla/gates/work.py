"""What must have happened before work on a ticket: permissions, preparations, logs, checks."""

from typing import Any

from deskctl.sla.gates.step import CHARGEABLE_SCOPES, OVERRIDE, VISIT_REASONS, Step
from deskctl.sla.milestones import Match

_CHECKS = ("new", "existing")
_PASSED = "pass"


def remote_permission(step: Step) -> str | None:
    """Ask for the customer's permission: given, not refused since, and for the device if it names one."""
    refused = step.last("remote_refused")
    scopes = {
        step.story.facts[place].data.get("scope")
        for place in step.story.find(Match("remote_consent"))
        if place > refused
    }
    if not scopes:
        return "remote_consent_missing"
    device = step.says("asset")
    if None in scopes or step.reported is None or device in scopes:
        return None
    return "remote_consent_missing" if device else "remote_device_missing"


def visit_logged(step: Step) -> bool:
    """Return whether the engineer logged work since he arrived on site."""
    return step.last_own("work_log") > step.last_own("arrived")


def fault_explained(step: Step) -> bool:
    """Return whether the fault is solved, or its reason was explained to the customer."""
    return _solved(step) or step.last("explained") >= 0


def plan_given(step: Step) -> bool:
    """Return whether the fault is solved, or the customer knows the plan."""
    return _solved(step) or step.last("plan_given") >= 0


def part_permitted(step: Step) -> bool:
    """Return whether the customer agreed to this part, and did not refuse it since."""
    part = step.says("part")
    return step.last_fit("consent_given", "for", part) > step.last_fit("consent_refused", "for", part)


def business_informed(step: Step) -> bool:
    """Return whether the business staff know of the part that is needed."""
    return step.last("business_informed") >= 0


def model_verified(step: Step) -> bool:
    """Return whether this part was found to fit the device, and not found to mismatch since."""
    part = step.says("part")
    return step.last_fit("model_verified", "part", part) > step.last_fit("model_mismatch", "part", part)


def upgrade_verified(step: Step) -> bool:
    """Return whether the last upgrade passed its checks or was rolled back; true if there was none to be made."""
    started = step.last("upgrade_started")
    if started < 0:
        return step.ticket.get("kind") != "upgrade"
    if step.last("rolled_back") > started:
        return True
    verified = step.last("verified")
    if verified < 0 or verified < step.last("upgrade_started", "upgrade_finished", "verify_failed"):
        return False
    checks = step.story.facts[verified].data
    return all(_all_passed(checks.get(kind)) for kind in _CHECKS)


def charge_agreed(step: Step) -> bool:
    """Return whether the visit is free of charge, or its charge agreed."""
    chargeable = "chargeable" in {step.ticket.get("visit_reason"), step.says("reason")}
    if not chargeable and step.ticket.get("scope") not in CHARGEABLE_SCOPES:
        return True
    return step.last("charge_agreed") > step.last("charge_declined")


def emergency_prepared(step: Step) -> bool:
    """Return whether plan, tools and parts were prepared since the emergency was declared."""
    return step.last("emergency_prepared") > step.last("emergency_declared")


def visit_entitled(step: Step) -> bool:
    """Return whether the visit has one of the reasons that entitle to it, given now or before, or was allowed."""
    reasons = {step.says("reason"), step.ticket.get("visit_reason")}
    requested = step.last("onsite_requested")
    if requested > step.last("onsite_cancelled"):
        earlier = step.story.facts[requested].data
        reasons.add(earlier.get("reason"))
        if earlier.get(OVERRIDE):
            return True
    return not reasons.isdisjoint(VISIT_REASONS)


def _solved(step: Step) -> bool:
    return step.last("resolved") > step.last("reopened", "not_satisfied")


def _all_passed(checks: Any) -> bool:
    results = checks if isinstance(checks, list) else []
    return bool(results) and all(isinstance(check, list) and check[-1:] == [_PASSED] for check in results)
