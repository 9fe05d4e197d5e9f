"""Templates of refusals: the sentence, code and remedy for each gate and for each rule of order."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from deskctl.errors import GAP, Remedy
from deskctl.language.i18n import N_

GATE, EARLIER, BARRED, OPEN = "gate", "earlier", "barred", "open"
ORDER = "order"
"""The code of a refusal because of an action that must come before, or must not."""

CONTACT, DEVICE, PART, PERSON, TRAINING = "{contact}", "{device}", "{part}", "{person}", "{training}"
"""Values that depend on the ticket and on the actor."""


class RefusalTemplate(NamedTuple):
    """The sentence, code and remedy of a refusal; with `by_person` the remedy is for the person it is about."""

    sentence: str
    code: str
    do: str
    fields: Mapping[str, Any] = MappingProxyType({})
    about: str | None = None
    by_person: bool = False

    def remedy(self, ticket: str, context: Mapping[str, Any]) -> Remedy:
        """Return the remedy for a ticket; `context` contains the values that depend on it, as far as they are known."""
        fields = {name: _filled(value, context) for name, value in self.fields.items()}
        who = context.get(PERSON[1:-1]) if self.by_person else None
        return Remedy(do=self.do, ticket=None if self.about else ticket, fields=fields, who=who, about=self.about)


def _filled(value: Any, context: Mapping[str, Any]) -> Any:
    return context.get(value[1:-1]) or GAP if value in {CONTACT, DEVICE, PART, TRAINING} else value


_GATES: Mapping[str, RefusalTemplate] = {
    "remote_consent_missing": RefusalTemplate(
        N_("{ticket}: a remote session needs the customer's permission, and none is on record."),
        "remote_consent_missing",
        "remote.consent",
        {"by_contact": CONTACT, "how": "phone"},
    ),
    "part_consent_missing": RefusalTemplate(
        N_("{ticket}: no part can be requested until the customer has agreed to it."),
        "part_consent_missing",
        "part.consent",
        {"for": PART, "by_contact": CONTACT, "how": "phone"},
    ),
    "business_not_informed": RefusalTemplate(
        N_("{ticket}: the back office has not been notified yet."), "business_not_informed", "part.inform"
    ),
    "model_not_verified": RefusalTemplate(
        N_("{ticket}: the part's model has not been checked against the device."),
        "model_not_verified",
        "part.verify",
        {"part": PART},
    ),
    "work_log_missing": RefusalTemplate(
        N_("{ticket}: nobody may leave the site until the work there is logged."),
        "work_log_missing",
        "visit.log",
        {"done": GAP},
    ),
    "visit_not_logged": RefusalTemplate(
        N_("{ticket}: the work of a visit is not logged."), "visit_not_logged", "visit.log", {"done": GAP, "to": GAP}
    ),
    "upgrade_not_verified": RefusalTemplate(
        N_("{ticket}: an upgrade is not complete until the new and the existing functions have passed their checks."),
        "upgrade_not_verified",
        "upgrade.verify",
        {"new": GAP, "existing": GAP},
    ),
    "explanation_missing": RefusalTemplate(
        N_("{ticket}: the fault is not solved; inform the customer of the reason first."),
        "explanation_missing",
        "diagnosis.explain",
        {"summary": GAP},
    ),
    "plan_missing": RefusalTemplate(
        N_("{ticket}: the fault is not solved; inform the customer of the plan first."),
        "plan_missing",
        "diagnosis.plan",
        {"next": GAP},
    ),
    "report_missing": RefusalTemplate(
        N_("{ticket}: an incident cannot be closed until its report of cause, method and result has been issued."),
        "report_missing",
        "report.issue",
        {"cause": GAP, "method": GAP, "result": GAP},
    ),
    "customers_word_missing": RefusalTemplate(
        N_("{ticket}: a ticket cannot be closed until the customer has confirmed that they are satisfied."),
        "customers_word_missing",
        "feedback.satisfied",
        {"by_contact": CONTACT},
    ),
    "charge_not_agreed": RefusalTemplate(
        N_("{ticket}: this visit is charged, and no charge is agreed."),
        "charge_not_agreed",
        "charge.agree",
        {"basis": "working_day", "by_contact": CONTACT, "how": "phone"},
    ),
    "emergency_not_prepared": RefusalTemplate(
        N_("{ticket}: in an emergency nobody may set out until plan, tools and parts are prepared."),
        "emergency_not_prepared",
        "emergency.prepare",
        {"plan": GAP, "tools": GAP},
    ),
    "material_not_handed_over": RefusalTemplate(
        N_("{ticket}: the training is not complete until its material has been handed over."),
        "material_not_handed_over",
        "training.hand-over",
        {"id": TRAINING, "to": CONTACT},
        about="id",
    ),
    "visit_not_entitled": RefusalTemplate(
        N_("{ticket}: at the routine level a visit needs one of four reasons."),
        "visit_not_entitled",
        "visit.request",
        {"reason": "phone_and_remote_failed"},
    ),
    "remote_device_missing": RefusalTemplate(
        N_("{ticket}: the permission names a device; name the one that the session is on."),
        "remote_device_missing",
        "remote.start",
        {"asset": DEVICE},
    ),
    "report_outdated": RefusalTemplate(
        N_("{ticket}: the report is older than the last reopening, or mentions an action that was undone."),
        "report_outdated",
        "report.issue",
        {"cause": GAP, "method": GAP, "result": GAP},
    ),
    "report_not_sent": RefusalTemplate(
        N_("{ticket}: the report has not been sent to the customer."),
        "report_not_sent",
        "report.send",
    ),
    "change_not_decided": RefusalTemplate(
        N_("{ticket}: a change request cannot be closed until the change has been decided on."),
        "change_not_decided",
        "change.decide",
        {"size": "small", "decision": "accepted"},
    ),
    "defect_not_fixed": RefusalTemplate(
        N_("{ticket}: a severe error in our software must be fixed before closing, unless the lead gives a reason."),
        "defect_not_fixed",
        "bug.fix",
        {"fixed_in": GAP},
    ),
}
_EARLIER: Mapping[str, RefusalTemplate] = {
    "remote_started": RefusalTemplate(
        N_("{ticket}: no remote session is open."),
        ORDER,
        "remote.start",
    ),
    "onsite_requested": RefusalTemplate(
        N_("{ticket}: no visit is requested."),
        ORDER,
        "visit.request",
        {"reason": "user_request"},
    ),
    "arrived": RefusalTemplate(
        N_("{ticket}: nobody has arrived on site."),
        ORDER,
        "visit.arrive",
    ),
    "resolved": RefusalTemplate(
        N_("{ticket}: it is not resolved yet."),
        ORDER,
        "ticket.resolve",
    ),
    "report_issued": RefusalTemplate(
        N_("{ticket}: no report has been issued yet."),
        ORDER,
        "report.issue",
        {"cause": GAP, "method": GAP, "result": GAP},
    ),
    "vendor_contacted": RefusalTemplate(
        N_("{ticket}: no vendor has been contacted."),
        ORDER,
        "vendor.contact",
        {"vendor": "VN1", "case": GAP},
    ),
    "emergency_declared": RefusalTemplate(
        N_("{ticket}: no emergency is declared."),
        ORDER,
        "emergency.declare",
        {"reason": GAP},
    ),
    "part_requested": RefusalTemplate(
        N_("{ticket}: no part has been requested."),
        "not_requested",
        "part.request",
        {"part": PART},
    ),
    "part_installed": RefusalTemplate(
        N_("{ticket}: no part has been installed."),
        ORDER,
        "part.install",
        {"part": PART},
    ),
    "faulty_part_sent": RefusalTemplate(
        N_("{ticket}: no part is out for repair."),
        ORDER,
        "part.return",
        {"part": PART},
    ),
    "loaner_out": RefusalTemplate(
        N_("{ticket}: no loaner is out."),
        ORDER,
        "loaner.send",
        {"loaner": "LN-01"},
    ),
    "upgrade_started": RefusalTemplate(
        N_("{ticket}: no upgrade is under way."),
        ORDER,
        "upgrade.start",
        {"rollback": GAP},
    ),
    "upgrade_finished": RefusalTemplate(
        N_("{ticket}: there is nothing to check yet."),
        ORDER,
        "upgrade.finish",
    ),
    "change_decided": RefusalTemplate(
        N_("{ticket}: the change has not been decided on."),
        ORDER,
        "change.decide",
        {"size": "small", "decision": "accepted"},
    ),
    "charge_agreed": RefusalTemplate(
        N_("{ticket}: no charge is agreed."),
        ORDER,
        "charge.agree",
        {"basis": "working_day", "by_contact": CONTACT, "how": "phone"},
    ),
    "diagnosed": RefusalTemplate(
        N_("{ticket}: the cause has not been stated yet."),
        ORDER,
        "diagnosis.record",
        {"cause": GAP, "fault_class": "soft"},
    ),
}
_BARRED: Mapping[str, RefusalTemplate] = {
    "emergency_declared": RefusalTemplate(
        N_("{ticket}: the emergency is declared already."),
        ORDER,
        "emergency.prepare",
        {"plan": GAP, "tools": GAP},
    ),
    "arrived": RefusalTemplate(
        N_("{ticket}: {person} is on site already."),
        ORDER,
        "visit.leave",
    ),
    "remote_started": RefusalTemplate(
        N_("{ticket}: {person} is in a remote session already."),
        ORDER,
        "remote.end",
        {"summary": GAP},
    ),
    "resolved": RefusalTemplate(
        N_("{ticket}: it is resolved already; it can be resolved again only after a reopening."),
        ORDER,
        "ticket.reopen",
        {"symptom": True},
    ),
    "reopened": RefusalTemplate(
        N_("{ticket}: it is reopened already, and not resolved since."),
        ORDER,
        "ticket.resolve",
    ),
}
_OPEN: Mapping[str, RefusalTemplate] = {
    "visit_open": RefusalTemplate(
        N_("{ticket}: {person} is still on site; nobody could leave a ticket that is over."),
        "visit_open",
        "visit.leave",
        by_person=True,
    ),
    "session_open": RefusalTemplate(
        N_("{ticket}: a remote session of {person} is still open."),
        "session_open",
        "remote.end",
        {"summary": GAP},
        by_person=True,
    ),
}
TEMPLATES: Mapping[str, Mapping[str, RefusalTemplate]] = {
    GATE: _GATES,
    EARLIER: _EARLIER,
    BARRED: _BARRED,
    OPEN: _OPEN,
}
