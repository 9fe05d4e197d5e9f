"""The words for the kinds of entries in the due list, and for who is on call."""

from collections.abc import Mapping

from deskctl.language.i18n import N_

DUTIES: Mapping[str, str] = {
    "inspection": N_("Inspection"),
    "inspection_report": N_("Inspection report"),
    "return_visit": N_("Return visit"),
    "advisory": N_("Manufacturer's notice"),
    "evaluation": N_("Evaluation"),
    "training": N_("Training"),
    "training_material": N_("Training material"),
    "faq_missing": N_("Answer to write"),
    "faq_handover": N_("Answers to hand over"),
    "certificate": N_("Certificate"),
    "contract": N_("Contract ends"),
    "roster_gap": N_("Nobody on call"),
    "calendar": N_("Next calendar"),
    "stock_minimum": N_("Stock too low"),
    "cover": N_("No spare device"),
    "loaner": N_("Loaner out"),
    "paused": N_("Paused ticket"),
    "report_draft": N_("Report unfinished"),
    "feedback": N_("No answer"),
    "mail": N_("Mail"),
    "part": N_("Part"),
    "charge": N_("Charge"),
    "loaner_send": N_("Loaner to send"),
    "improvement": N_("Improvement"),
    "finding": N_("Finding"),
    "training_need": N_("Training needed"),
    "faq_review": N_("Answer to review"),
    "visit": N_("Planned visit"),
    "recommendation": N_("Recommendation"),
    "warranty": N_("Warranty ends"),
    "unidentified": N_("Unknown customer"),
    "unverified_customer": N_("Verify customer"),
    "unverified_contact": N_("Verify caller"),
}
"""Kind of entry -> word."""
DUTY_STATES: Mapping[str, str] = {"upcoming": N_("coming up"), "due": N_("due")}
"""State of an entry -> word, if the clocks of tickets do not have it."""
ON_CALL: Mapping[str, str] = {"on_call": N_("on call now"), "gap": N_("nobody on call")}
NO_NEXT: Mapping[str, str] = {
    "never": N_("the plan says that the site is not inspected"),
    "no_maintenance": N_("the customer is not under maintenance then"),
    "no_period": N_("it was not planned for a period"),
}
"""Code of the reason why a site has no next inspection -> words."""
