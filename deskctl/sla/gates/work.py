"""The gates for work on a ticket: preparations, logs, checks."""

from typing import Any

from deskctl.sla.gates.step import OVERRIDE, VISIT_REASONS, Step
from deskctl.sla.lifecycle import END_EVENTS
from deskctl.sla.timeline import Story

_CHECKS = ("new", "existing")
_PASSED = "pass"


def visit_logged(step: Step) -> str | None:
    """Return what is missing: a log of the work since the engineer's arrival, at the closing one of every visit."""
    if step.event in END_EVENTS:
        return "visit_not_logged" if _unlogged_visits(step.story) else None
    return None if step.last_own("work_log") > step.last_own("arrived") else "work_log_missing"


def _unlogged_visits(story: Story) -> bool:
    """Return whether somebody arrived on site, left, and logged no work before arriving again."""
    unlogged: dict[str | None, bool] = {}
    for fact in story.facts:
        if fact.event == "arrived":
            if unlogged.get(fact.actor):
                return True
            unlogged[fact.actor] = True
        elif fact.event == "work_log":
            unlogged[fact.actor] = False
    return any(unlogged.values())


def fault_explained(step: Step) -> bool:
    """Return whether the fault is solved, or its reason was explained to the customer."""
    return _solved(step) or step.last("explained") >= 0


def plan_given(step: Step) -> bool:
    """Return whether the fault is solved, or the customer was informed of the plan."""
    return _solved(step) or step.last("plan_given") >= 0


def business_informed(step: Step) -> bool:
    """Return whether the business staff were informed of the part that is needed."""
    return step.last("business_informed") >= 0


def model_verified(step: Step) -> bool:
    """Return whether this part was found to fit the device, and not found to mismatch since."""
    part = step.value("part")
    return step.last_fit("model_verified", "part", part) > step.last_fit("model_mismatch", "part", part)


def upgrade_verified(step: Step) -> bool:
    """Return whether the last upgrade passed its checks or was rolled back, or none was required."""
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


def emergency_prepared(step: Step) -> bool:
    """Return whether plan, tools and parts were prepared since the emergency was declared, or before setting out."""
    return step.has_set_out or step.last("emergency_prepared") > step.last("emergency_declared")


def visit_entitled(step: Step) -> bool:
    """Return whether the visit has a reason that entitles to it, now or at its request, or an override, or is begun."""
    if step.has_set_out:
        return True
    reasons = {step.value("reason"), step.ticket.get("visit_reason")}
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
