"""What a refusal says, its code, and the step that opens the way: for each gate, and for each order of steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deskctl.errors import GAP, Remedy
from deskctl.language.i18n import N_

GATE, EARLIER, BARRED = "gate", "earlier", "barred"
ORDER = "order"
"""The code of a refusal because of a step that must come before, or must not."""

CONTACT, PART, TRAINING = "{contact}", "{part}", "{training}"
"""Values that depend on the ticket."""


@dataclass(frozen=True, slots=True)
class Way:
    """The sentence of a refusal, its code, and the operation that opens the way with what is known of its fields."""

    sentence: str
    code: str
    do: str
    fields: Mapping[str, Any]
    about: str | None = None

    def remedy(self, ticket: str, context: Mapping[str, Any]) -> Remedy:
        """Return the remedy for a ticket; `context` gives contact, part and training where they are known."""
        fields = {name: _filled(value, context) for name, value in self.fields.items()}
        return Remedy(do=self.do, ticket=None if self.about else ticket, fields=fields, about=self.about)


def _filled(value: Any, context: Mapping[str, Any]) -> Any:
    return context.get(value[1:-1]) or GAP if value in {CONTACT, PART, TRAINING} else value


_GATES: Mapping[str, Way] = {
    "remote_consent": Way(
        N_("{ticket}: a remote session needs the customer's permission, and none is on record."),
        "remote_consent_missing",
        "remote.consent",
        {"by_contact": CONTACT, "how": "phone"},
    ),
    "part_consent": Way(
        N_("{ticket}: no part is asked for before the customer has agreed to it."),
        "part_consent_missing",
        "part.consent",
        {"for": PART, "by_contact": CONTACT, "how": "phone"},
    ),
    "business_informed": Way(
        N_("{ticket}: the business staff have not been told yet."),
        "business_not_informed",
        "part.inform",
        {},
    ),
    "model_verified": Way(
        N_("{ticket}: the part's model has not been checked against the device."),
        "model_not_verified",
        "part.verify",
        {"part": PART},
    ),
    "work_log": Way(
        N_("{ticket}: the site is not left before the work there is logged."),
        "work_log_missing",
        "visit.log",
        {"done": GAP},
    ),
    "upgrade_verified": Way(
        N_("{ticket}: an upgrade is not done before the new and the existing functions have passed their checks."),
        "upgrade_not_verified",
        "upgrade.verify",
        {"new": GAP, "existing": GAP},
    ),
    "explanation": Way(
        N_("{ticket}: the fault is not solved; the customer is told its reason first."),
        "explanation_missing",
        "diagnosis.explain",
        {},
    ),
    "plan": Way(
        N_("{ticket}: the fault is not solved; the customer is told the plan first."),
        "plan_missing",
        "diagnosis.plan",
        {"next": GAP},
    ),
    "report": Way(
        N_("{ticket}: an incident is not closed before its report of cause, method and result is issued."),
        "report_missing",
        "report.issue",
        {"cause": GAP, "method": GAP, "result": GAP},
    ),
    "customers_word": Way(
        N_("{ticket}: a ticket is not closed before the customer has said to be satisfied."),
        "customers_word_missing",
        "feedback.satisfied",
        {"by_contact": CONTACT},
    ),
    "charge_agreed": Way(
        N_("{ticket}: this visit is charged, and no charge is agreed."),
        "charge_not_agreed",
        "charge.agree",
        {"basis": "working_day", "by_contact": CONTACT, "how": "phone"},
    ),
    "emergency_prepared": Way(
        N_("{ticket}: nobody sets out in an emergency before plan, tools and parts are prepared."),
        "emergency_not_prepared",
        "emergency.prepare",
        {"plan": GAP, "tools": GAP},
    ),
    "training_material": Way(
        N_("{ticket}: the training is not over before its material is handed over."),
        "material_not_handed_over",
        "training.hand-over",
        {"id": TRAINING, "to": CONTACT},
        about="id",
    ),
    "routine_visit": Way(
        N_("{ticket}: at the routine level a visit needs one of four reasons."),
        "visit_not_entitled",
        "visit.request",
        {"reason": "phone_and_remote_failed"},
    ),
}
_EARLIER: Mapping[str, Way] = {
    "remote_started": Way(
        N_("{ticket}: no remote session is open."),
        ORDER,
        "remote.start",
        {},
    ),
    "onsite_requested": Way(
        N_("{ticket}: no visit is asked for."),
        ORDER,
        "visit.request",
        {"reason": "user_request"},
    ),
    "arrived": Way(
        N_("{ticket}: nobody has arrived on site."),
        ORDER,
        "visit.arrive",
        {},
    ),
    "resolved": Way(
        N_("{ticket}: it is not resolved yet."),
        ORDER,
        "ticket.resolve",
        {},
    ),
    "report_issued": Way(
        N_("{ticket}: no report has been issued yet."),
        ORDER,
        "report.issue",
        {"cause": GAP, "method": GAP, "result": GAP},
    ),
    "vendor_contacted": Way(
        N_("{ticket}: no vendor has been contacted."),
        ORDER,
        "vendor.contact",
        {"vendor": "VN1", "case": GAP},
    ),
    "emergency_declared": Way(
        N_("{ticket}: no emergency is declared."),
        ORDER,
        "emergency.declare",
        {"reason": GAP},
    ),
    "part_requested": Way(
        N_("{ticket}: no part has been requested."),
        "not_requested",
        "part.request",
        {"part": PART},
    ),
    "part_installed": Way(
        N_("{ticket}: no part has been installed."),
        ORDER,
        "part.install",
        {"part": PART},
    ),
    "faulty_part_sent": Way(
        N_("{ticket}: no part is out for repair."),
        ORDER,
        "part.return",
        {"part": PART},
    ),
    "loaner_out": Way(
        N_("{ticket}: no loaner is out."),
        ORDER,
        "loaner.send",
        {"loaner": "LN-01"},
    ),
    "upgrade_started": Way(
        N_("{ticket}: no upgrade is under way."),
        ORDER,
        "upgrade.start",
        {"rollback": GAP},
    ),
    "upgrade_finished": Way(
        N_("{ticket}: nothing is there to be checked yet."),
        ORDER,
        "upgrade.finish",
        {},
    ),
    "change_decided": Way(
        N_("{ticket}: the change has not been decided on."),
        ORDER,
        "change.decide",
        {"size": "small", "decision": "accepted"},
    ),
    "charge_agreed": Way(
        N_("{ticket}: no charge is agreed."),
        ORDER,
        "charge.agree",
        {"basis": "working_day", "by_contact": CONTACT, "how": "phone"},
    ),
    "diagnosed": Way(
        N_("{ticket}: the cause has not been stated yet."),
        ORDER,
        "diagnosis.record",
        {"cause": GAP, "fault_class": "soft"},
    ),
}
_BARRED: Mapping[str, Way] = {
    "emergency_declared": Way(
        N_("{ticket}: the emergency is declared already."),
        ORDER,
        "emergency.prepare",
        {"plan": GAP, "tools": GAP},
    ),
}
WAYS: Mapping[str, Mapping[str, Way]] = {GATE: _GATES, EARLIER: _EARLIER, BARRED: _BARRED}


def way_of(kind: str, name: str) -> Way:
    """Return what a refusal says and what opens the way."""
    return WAYS[kind][name]
