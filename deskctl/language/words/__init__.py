"""The words for stored codes: English here, Chinese in the catalogue of translations."""

from collections.abc import Mapping

from deskctl.language.i18n import N_, _

STATUSES: Mapping[str, str] = {
    "new": N_("new"),
    "in_progress": N_("in progress"),
    "dispatched": N_("dispatched"),
    "waiting_part": N_("waiting for parts"),
    "paused": N_("waiting for customer"),
    "resolved": N_("resolved"),
    "report_issued": N_("report issued"),
    "feedback": N_("feedback"),
    "satisfied": N_("satisfied"),
    "closed": N_("closed"),
    "closed_without_answer": N_("closed without answer"),
    "duplicate": N_("duplicate"),
    "voided": N_("voided"),
}
LEVELS: Mapping[str, str] = {"full_urgent": N_("full urgent"), "urgent": N_("urgent"), "routine": N_("routine")}
SEVERITIES: Mapping[str, str] = {
    "catastrophic": N_("catastrophic"),
    "severe": N_("severe"),
    "general": N_("general"),
}
MODES: Mapping[str, str] = {"normal": N_("normal state"), "emergency": N_("emergency state")}
KINDS: Mapping[str, str] = {
    "incident": N_("incident"),
    "question": N_("question"),
    "request": N_("service request"),
    "complaint": N_("complaint"),
    "change_request": N_("change request"),
    "feedback": N_("feedback"),
    "upgrade": N_("upgrade"),
    "planned": N_("planned work"),
    "evaluation": N_("service evaluation"),
}
CHANNELS: Mapping[str, str] = {
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "fax": N_("fax"),
    "online": N_("online"),
    "in_person": N_("in person"),
    "internal": N_("internal"),
}
MILESTONES: Mapping[str, str] = {
    "logged": N_("log the mail"),
    "first_response": N_("first response"),
    "engineer_notified": N_("notify engineer"),
    "engineer_response": N_("call back"),
    "onsite_reply": N_("announce the ETA"),
    "departed": N_("set out"),
    "arrived": N_("arrive on site"),
    "diagnosed": N_("diagnosis"),
    "resolved": N_("resolve"),
    "loaner_provided": N_("loaner in place"),
    "as_agreed": N_("as agreed"),
    "report_issued": N_("report"),
    "dev_team_engaged": N_("developers engaged"),
    "part_requested": N_("request part"),
    "contact": N_("contact"),
    "plan_given": N_("give a plan"),
}
CALENDARS: Mapping[str, str] = {
    "ALWAYS": N_("24x7"),
    "ELAPSED": N_("elapsed"),
    "HOTLINE": N_("hotline"),
    "REMOTE": N_("remote"),
    "URGENT": N_("urgent"),
    "ROUTINE": N_("routine"),
    "WORKDAY": N_("working day"),
    "AGREED": N_("agreed"),
}
STATES: Mapping[str, str] = {
    "pending": N_("pending"),
    "running": N_("running"),
    "overdue": N_("late"),
    "met": N_("kept"),
    "missed": N_("missed"),
    "waived": N_("waived"),
    "superseded": N_("superseded"),
    "not_needed": N_("not needed"),
}
STARTS: Mapping[str, str] = {
    "call": N_("the call"),
    "reported": N_("the request came in"),
    "occurred": N_("the fault occurred"),
}
"""The starts of promises that are no events."""
EVENTS: Mapping[str, str] = {
    "mail_received": N_("mail received"),
    "mail_handled": N_("mail handled"),
    "logged": N_("logged"),
    "first_response": N_("answered"),
    "handed_over": N_("handed over to engineer"),
    "engineer_notified": N_("engineer notified"),
    "acknowledged": N_("notice acknowledged"),
    "engineer_response": N_("engineer called back"),
    "assigned": N_("assigned"),
    "unassigned": N_("taken from its owner"),
    "identified": N_("customer identified"),
    "edited": N_("details corrected"),
    "corrected": N_("correction"),
    "published": N_("published"),
    "unpublished": N_("made internal"),
    "tagged": N_("tag added"),
    "untagged": N_("tag removed"),
    "voided": N_("voided"),
    "severity_chosen": N_("severity chosen"),
    "severity_changed": N_("severity changed"),
    "level_changed": N_("level changed"),
    "requested_response_set": N_("response time agreed"),
    "scope_set": N_("scope set"),
    "on_site_set": N_("whether an engineer was on site corrected"),
    "duplicate_of": N_("marked as duplicate"),
    "remote_consent": N_("remote session allowed"),
    "remote_refused": N_("remote session refused"),
    "remote_started": N_("remote session began"),
    "remote_ended": N_("remote session ended"),
    "onsite_requested": N_("visit requested"),
    "onsite_reply": N_("on-site reply"),
    "second_workday_agreed": N_("second working day agreed"),
    "onsite_cancelled": N_("visit cancelled"),
    "visit_planned": N_("visit planned"),
    "visit_assigned": N_("engineers named for a visit"),
    "visit_confirmed": N_("visit confirmed by the customer"),
    "visit_moved": N_("visit moved"),
    "visit_dropped": N_("visit dropped"),
    "departed": N_("set out"),
    "arrived": N_("arrived"),
    "work_log": N_("worked on site"),
    "left_site": N_("left the site"),
    "diagnosed": N_("cause found"),
    "explained": N_("explained"),
    "plan_given": N_("plan given"),
    "dev_team_engaged": N_("developers engaged"),
    "bug_fixed": N_("defect fixed"),
    "consultation_held": N_("consultation held"),
    "vendor_contacted": N_("manufacturer contacted"),
    "vendor_answered": N_("manufacturer answered"),
    "vendor_arrived": N_("manufacturer on site"),
    "contact": N_("contact"),
    "paused": N_("paused"),
    "resumed": N_("resumed"),
    "resolved": N_("resolved"),
    "reopened": N_("reopened"),
    "consent_given": N_("parts agreed"),
    "consent_refused": N_("parts refused"),
    "business_informed": N_("back office informed"),
    "model_verified": N_("part model verified"),
    "model_mismatch": N_("part model does not fit"),
    "part_requested": N_("part requested"),
    "part_received": N_("part received"),
    "part_installed": N_("part installed"),
    "faulty_part_sent": N_("faulty part sent in"),
    "repaired_part_returned": N_("repaired part came back"),
    "loaner_due": N_("loaner due"),
    "loaner_out": N_("loaner sent"),
    "loaner_provided": N_("loaner in place"),
    "loaner_returned": N_("loaner returned"),
    "emergency_declared": N_("emergency declared"),
    "emergency_prepared": N_("emergency prepared"),
    "emergency_revoked": N_("emergency revoked"),
    "upgrade_started": N_("upgrade began"),
    "upgrade_finished": N_("upgrade finished"),
    "verified": N_("verified"),
    "verify_failed": N_("verification failed"),
    "rolled_back": N_("rolled back"),
    "change_decided": N_("change decided"),
    "change_delivered": N_("change delivered"),
    "charge_agreed": N_("charge agreed"),
    "charge_declined": N_("charge declined"),
    "charged": N_("charged"),
    "report_issued": N_("report issued"),
    "feedback_sent": N_("report sent"),
    "not_satisfied": N_("not satisfied"),
    "satisfied": N_("satisfied"),
    "evaluation_asked": N_("evaluation asked"),
    "evaluated": N_("evaluated"),
    "summarised": N_("summarised"),
    "closed": N_("closed"),
    "closed_without_answer": N_("closed without answer"),
    "faq_published": N_("FAQ published"),
    "faq_not_worthy": N_("not for the FAQ"),
    "course_recommended": N_("course recommended"),
    "training_suggested": N_("training suggested"),
    "training_opened": N_("training opened"),
    "training_need_dismissed": N_("no training needed"),
    "account_reset": N_("account reset"),
    "mode_chosen": N_("service mode chosen"),
    "part_ordered": N_("part ordered"),
    "part_expected": N_("part expected"),
    "attachment_added": N_("file attached"),
    "attachment_hidden": N_("file hidden"),
    "attachment_purged": N_("file purged"),
    "note": N_("note"),
}

LISTED = N_("{one}, {other}")
"""Two words of a list, as messages join them."""


def word(words: Mapping[str, str], code: str | None) -> str:
    """Return the word for a code in the current language; a code without a word is returned as it is."""
    if not code:
        return ""
    return _(words[code]) if code in words else code.replace("_", " ")


def milestone_word(code: str | None) -> str:
    """Return the word for a milestone."""
    return word(MILESTONES, code)


def capitalized(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]
