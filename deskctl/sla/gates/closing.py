"""The gates for closing a ticket: report, customer's verdict, training material, decision, fix."""

from datetime import datetime
from math import inf

from deskctl.sla.gates.step import Step
from deskctl.sla.milestones import Match

_REPORT_PARTS = ("cause", "method", "result")
_SEVERE_DEFECT = "development_defect_severe"
REPORTED_EVENTS = frozenset(
    {
        "diagnosed", "resolved", "arrived", "left_site", "work_log", "remote_started", "remote_ended",
        "part_installed", "bug_fixed", "verified", "rolled_back",
    }
)  # fmt: skip
"""The events on which an incident report is based."""


def report_is_current(step: Step) -> str | None:
    """Return what is missing: a complete report that matches the actions in force and was sent to the customer."""
    issued = _last_report(step)
    if issued < 0:
        return "report_missing"
    if step.last("reopened") > issued or _contradicted(step, issued):
        return "report_outdated"
    return None if step.last("feedback_sent") > issued else "report_not_sent"


def customer_satisfied(step: Step) -> bool:
    """Return whether the customer is satisfied with the resolution in force and had received the last report."""
    satisfied, issued, resolved = step.last("satisfied"), _last_report(step), step.last("resolved")
    if satisfied <= step.last("not_satisfied", "reopened") or not _voided_until(step) < resolved < satisfied:
        return False
    if issued < 0:
        return True
    sent = step.story.first_of("feedback_sent", issued)
    return sent is not None and (sent < satisfied or _queued_at(step, sent) <= step.story.facts[satisfied].at)


def _voided_until(step: Step) -> int:
    """Return the last place of a reopening for the symptom, which voids every resolution before it (rule 8)."""
    return max(step.story.find(Match("reopened", {"symptom": True})), default=-1)


def _queued_at(step: Step, sent: int) -> float:
    """Return when a report was queued as mail, earlier than the recorded delivery; infinity if it was not."""
    fact = step.story.facts[sent]
    try:
        return datetime.fromisoformat(str(fact.data["asked_at"])).timestamp()
    except (KeyError, ValueError):
        return inf


def material_handed_over(step: Step) -> bool:
    """Return whether there is no training, or its material was handed over."""
    return step.ticket.get("training") is None or step.ticket.get("material_delivered_at") is not None


def change_decided(step: Step) -> bool:
    """Return whether the change was decided on."""
    return step.last("change_decided") >= 0


def defect_fixed(step: Step) -> bool:
    """Return whether the last stated cause is no severe defect of our own software, or is fixed."""
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
    """Return whether an action in the report was undone after it was issued."""
    report = step.story.facts[issued].seq
    return any(
        correction.seq > report > fact.seq and fact.event in REPORTED_EVENTS
        for fact, correction in step.story.undone.values()
    )
