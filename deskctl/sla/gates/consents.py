"""The gates for consents of the customer: to a remote session, a part, a charge."""

from deskctl.sla.gates.step import CHARGEABLE_SCOPES, Step
from deskctl.sla.milestones import Match


def remote_permission(step: Step) -> str | None:
    """Return what is missing: a permission in force for the device, if the action names one.

    One is in force until it is refused or the ticket is closed (S5.2-2). A closing does not contradict what was before.
    """
    refused = step.last("remote_refused", *(() if step.hindsight else ("closed", "closed_without_answer")))
    scopes = {
        step.story.facts[place].data.get("scope")
        for place in step.story.find(Match("remote_consent"))
        if place > refused
    }
    if not scopes:
        return "remote_consent_missing"
    device = step.value("asset")
    if None in scopes or step.data is None or device in scopes:
        return None
    return "remote_consent_missing" if device else "remote_device_missing"


def part_permitted(step: Step) -> bool:
    """Return whether the customer agreed to this part, and did not refuse it since."""
    part = step.value("part")
    return step.last_fit("consent_given", "for", part) > step.last_fit("consent_refused", "for", part)


def charge_agreed(step: Step) -> bool:
    """Return whether the visit is free of charge, or its charge agreed."""
    chargeable = "chargeable" in {step.ticket.get("visit_reason"), step.value("reason")}
    if not chargeable and step.ticket.get("scope") not in CHARGEABLE_SCOPES:
        return True
    return step.last("charge_agreed") > step.last("charge_declined")
