"""The words for the kinds of entries in the due list, and for who is on call."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

DUTIES: Mapping[str, str] = {
    "inspection": N_("Inspection"),
    "inspection_report": N_("Report of an inspection"),
    "return_visit": N_("Return visit"),
    "advisory": N_("Manufacturer's notice"),
    "evaluation": N_("Evaluation"),
    "training": N_("Training"),
    "training_material": N_("Material of a training"),
    "training_need": N_("Question asked again and again"),
    "faq_missing": N_("Answer for the FAQ"),
    "faq_handover": N_("FAQ to hand over"),
    "faq_review": N_("Answer due for review"),
    "certificate": N_("Certificate that runs out"),
    "contract": N_("Contract that ends"),
    "roster_gap": N_("Gap in the roster"),
    "calendar": N_("Calendar of the next year"),
    "stock_minimum": N_("Part below its minimum"),
    "cover": N_("Model without a loaner"),
    "loaner": N_("Loaner that is out"),
    "paused": N_("Paused ticket"),
    "report_draft": N_("Draft of a report"),
    "feedback": N_("Customer who does not answer"),
    "mail": N_("Mail"),
    "part": N_("Part that is awaited"),
    "charge": N_("Charge to record"),
    "loaner_send": N_("Loaner to send"),
    "improvement": N_("Improvement"),
    "visit": N_("Visit"),
    "warranty": N_("Warranty that ends"),
    "recommendation": N_("Recommendation"),
    "finding": N_("Finding postponed"),
}
"""Kind of entry -> word."""
DUTY_STATES: Mapping[str, str] = {"upcoming": N_("coming up"), "due": N_("due")}
"""State of an entry -> word, if the clocks of tickets do not have it."""
ON_CALL: Mapping[str, str] = {"on_call": N_("on call now"), "gap": N_("nobody on call")}
