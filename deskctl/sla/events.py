"""The events that actions on tickets record, by group."""

from collections.abc import Mapping

_GROUPS: Mapping[str, str] = {
    "intake": "mail_received mail_handled logged first_response handed_over engineer_notified acknowledged"
    " engineer_response severity_chosen severity_changed level_changed requested_response_set scope_set"
    " on_site_set"
    " duplicate_of assigned unassigned identified edited",
    "remote": "remote_consent remote_refused remote_started remote_ended",
    "on_site": "onsite_requested onsite_reply second_workday_agreed onsite_cancelled visit_planned visit_assigned"
    " visit_confirmed visit_moved visit_dropped departed arrived work_log left_site",
    "fault": "diagnosed explained plan_given dev_team_engaged bug_fixed consultation_held vendor_contacted"
    " vendor_answered vendor_arrived contact published unpublished paused resumed resolved reopened corrected"
    " tagged untagged",
    "parts": "consent_given consent_refused business_informed model_verified model_mismatch part_requested"
    " part_ordered part_expected part_received part_installed faulty_part_sent repaired_part_returned loaner_due"
    " loaner_out loaner_provided loaner_returned",
    "emergency": "emergency_declared emergency_prepared emergency_revoked",
    "change": "upgrade_started upgrade_finished verified verify_failed rolled_back change_decided change_delivered",
    "money": "charge_agreed charge_declined charged",
    "closing": "report_issued feedback_sent not_satisfied satisfied evaluation_asked evaluated summarised closed"
    " closed_without_answer voided",
    "knowledge": "faq_published faq_not_worthy course_recommended training_suggested training_need_dismissed"
    " training_opened account_reset mode_chosen",
    "files": "attachment_added attachment_hidden attachment_purged",
}

EVENTS: Mapping[str, str] = {event: group for group, events in _GROUPS.items() for event in events.split()}
"""Event -> its group, in the usual order on a ticket."""

DUE_EVENTS = (
    "business_informed", "charge_agreed", "charge_declined", "charged", "corrected", "evaluated", "evaluation_asked",
    "faq_published", "left_site", "model_verified", "part_expected", "part_received", "part_requested", "paused",
    "resolved", "training_need_dismissed", "training_suggested",
)  # fmt: skip
"""The events that the due list reads from every ticket, for which there is an index."""

DUE_CONDITION = f"event IN ({', '.join(map(repr, DUE_EVENTS))})"
"""The condition of that index, which a query must contain literally to use it."""
