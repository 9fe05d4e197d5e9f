"""What closing a ticket requires: the report as it stands, the customer's verdict, a decision, a fix."""

from datetime import datetime
from math import inf

from deskctl.sla.gates.step import Step
from deskctl.sla.milestones import Match

_REPORT_PARTS = ("cause", "method", "result")
_SEVERE_DEFECT = "development_defect_severe"
TOLD_IN_THE_REPORT = frozenset(
    {
        "diagnosed", "resolved", "arrived", "left_site", "work_log", "remote_started", "remote_ended",
        "part_installed", "bug_fixed", "verified", "rolled_back",
    }
)  # fmt: skip
"""Actions that an incident report is based on."""


def report_standing(step: Step) -> str | None:
    """Ask for a report with all its parts that says what stands, sent to the customer."""
    issued = _last_report(step)
    if issued < 0:
        return "report_missing"
    if step.last("reopened") > issued or _contradicted(step, issued):
        return "report_outdated"
    return None if step.last("feedback_sent") > issued else "report_not_sent"


def customer_satisfied(step: Step) -> bool:
    """Return whether the customer is satisfied with what was last resolved, and had the last report before."""
    satisfied, issued = step.last("satisfied"), _last_report(step)
    if satisfied <= step.last("not_satisfied", "reopened"):
        return False
    if issued < 0:
        return True
    sent = step.story.first_of("feedback_sent", issued)
    return sent is not None and (sent < satisfied or _asked_for(step, sent) <= step.story.facts[satisfied].at)


def _asked_for(step: Step, sent: int) -> float:
    """Return when a report went out by mail, before its delivery, which alone is recorded; never if it did not."""
    fact = step.story.facts[sent]
    try:
        return datetime.fromisoformat(str(fact.data["asked_at"])).timestamp()
    except (KeyError, ValueError):
        return inf


def material_handed_over(step: Step) -> bool:
    """Return whether there was no training, or its material is in the customer's hands."""
    return step.ticket.get("training") is None or step.ticket.get("material_delivered_at") is not None


def change_decided(step: Step) -> bool:
    """Return whether the change was decided on."""
    return step.last("change_decided") >= 0


def defect_fixed(step: Step) -> bool:
    """Return whether the cause, as last stated, is not a severe defect of our own software, or is fixed."""
    diagnosed = [
        place for place in step.story.find(Match("diagnosed")) if step.story.facts[place].data.get("cause_class")
    ]
    if not diagnosed or step.story.facts[diagnosed[-1]].data["cause_class"] != _SEVERE_DEFECT:
        return True
    return step.last("bug_fixed") > diagnosed[-1]


def _last_report(step: Step) -> int:
    issued = (
        place
        for place in step.story.find(Match("report_issued"))
        if all(str(step.story.facts[place].data.get(part) or "").strip() for part in _REPORT_PARTS)
    )
    return max(issued, default=-1)


def _contradicted(step: Step, issued: int) -> bool:
    """Return whether an action that the report names was undone since."""
    report = step.story.facts[issued].seq
    return any(
        correction.seq > report > fact.seq and fact.event in TOLD_IN_THE_REPORT
        for fact, correction in step.story.undone.values()
    )
