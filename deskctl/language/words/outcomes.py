"""What an operation recorded, as the console says it after the name of the ticket or record."""

from collections.abc import Mapping, Sequence

from deskctl.language.i18n import N_
from deskctl.language.words import EVENTS

SAVED = N_("saved")

_NAMELESS = frozenset({"SH", "CB", "TX", "AB", "RO", "HN"})
"""The prefixes of the ids that mean nothing to people."""

OF_RECORD: Mapping[str, str] = {
    "added": N_("added"),
    "edited": N_("changed"),
    "merged": N_("merged"),
    "retired": N_("retired"),
    "erased": N_("erased"),
    "shift_confirmed": N_("hand-over confirmed"),
    "callback_done": N_("call made"),
    "callback_moved": N_("call postponed"),
    "mail_set_aside": N_("mail set aside"),
    "mail_handed_over": N_("mail handed over"),
    "mail_replied": N_("mail answered"),
    "retried": N_("will be sent again"),
    "cancelled": N_("message cancelled"),
    "released": N_("message released"),
    "password_set": N_("password set"),
    "account_deactivated": N_("account closed"),
    "account_activated": N_("account activated"),
    "received": N_("received into stock"),
    "issued": N_("issued from stock"),
    "inspection_added": N_("inspection added"),
    "inspection_scheduled": N_("inspection scheduled"),
    "inspection_started": N_("inspection begun"),
    "item_recorded": N_("items recorded"),
    "finding_handled": N_("finding handled"),
    "advised": N_("advice given"),
    "inspected": N_("inspection finished"),
    "inspection_signed": N_("inspection signed"),
    "inspection_report_sent": N_("inspection report sent"),
    "inspection_dropped": N_("inspection dropped"),
    "checklist_installed": N_("checklist installed"),
    "checklist_added": N_("checklist attached"),
    "checklist_ticked": N_("items ticked off"),
    "return_visit_planned": N_("return visit planned"),
    "return_visited": N_("return visit recorded"),
    "interval_set": N_("return visit interval set"),
    "advisory_delivered": N_("notice delivered"),
    "advisory_not_relevant": N_("notice does not apply"),
    "advisory_ticket_opened": N_("ticket opened for the notice"),
    "advisory_withdrawn": N_("notice withdrawn"),
    "improvement_started": N_("improvement begun"),
    "improvement_done": N_("improvement finished"),
    "improvement_dropped": N_("improvement dropped"),
    "recommendation_added": N_("recommendation added"),
    "recommendation_agreed": N_("recommendation accepted"),
    "recommendation_declined": N_("recommendation declined"),
    "recommendation_done": N_("recommendation carried out"),
    "evaluations_summarised": N_("evaluations summarised"),
    "certificate_renewed": N_("certificate renewed"),
    "certificate_dropped": N_("certificate dropped"),
    "contract_outcome": N_("outcome recorded"),
    "course_published": N_("edition published"),
    "material_handed_over": N_("material handed over"),
    "material_adapted": N_("material adapted"),
    "training_scheduled": N_("training scheduled"),
    "training_held": N_("training held"),
    "training_evaluated": N_("training evaluated"),
    "training_cancelled": N_("training cancelled"),
    "faq_released": N_("answer published"),
    "faq_reviewed": N_("answer reviewed"),
    "faq_issued": N_("answers issued"),
    "faq_handed_over": N_("answers handed over"),
    "split_edited": N_("split of the stars changed"),
    "warranty_noted": N_("end of warranty noted"),
    "loaner_extended": N_("loan extended"),
}
"""The words for events of records other than tickets."""

_OF_OPERATION: Mapping[str, str] = {
    "ticket.note": N_("note recorded"),
    "call.log": N_("call recorded"),
    "mail.join": N_("mail joined to the ticket"),
    "report.write": N_("report saved"),
    "contact.erase": N_("personal data erased"),
    "calendar.publish": N_("year declared complete"),
    "shift.hand-over": N_("Hand-over recorded; the next shift is to confirm it"),
    "callback.add": N_("Call promised; an alert comes when it is due"),
    "text.add": N_("Canned text saved; type ;; in a text field to insert it"),
    "text.edit": N_("Canned text changed"),
    "text.retire": N_("Canned text retired"),
    "absence.add": N_("Absence recorded"),
    "absence.edit": N_("Absence changed"),
    "absence.retire": N_("Absence removed"),
    "roster.add": N_("Duty recorded"),
    "roster.edit": N_("Duty changed"),
    "roster.retire": N_("Duty taken off the roster"),
    "hotline.add": N_("Hotline number saved"),
    "hotline.edit": N_("Hotline number changed"),
    "hotline.retire": N_("Hotline number retired"),
}
"""The words for operations whose events do not say what was done."""

_OF_EVENT: Mapping[str, str] = {
    "first_response": N_("first response recorded"),
    "logged": N_("ticket opened"),
    "edited": N_("details corrected"),
    "on_site_set": N_("presence on site corrected"),
    "onsite_reply": N_("ETA announced"),
    "visit_assigned": N_("engineers assigned"),
    "departed": N_("departure recorded"),
    "arrived": N_("arrival recorded"),
    "work_log": N_("work on site recorded"),
    "left_site": N_("end of the visit recorded"),
    "paused": N_("clocks paused"),
    "resumed": N_("clocks resumed"),
    "duplicate_of": N_("marked as a duplicate"),
    "closed_without_answer": N_("closed without the customer's answer"),
    "summarised": N_("evaluation summarised"),
    "published": N_("action published"),
    "unpublished": N_("action made internal"),
    "tagged": N_("tag added"),
    "untagged": N_("tag removed"),
    "corrected": N_("action undone"),
    "step_taken_back": N_("action undone"),
    "diagnosed": N_("cause recorded"),
    "explained": N_("reason for the delay recorded"),
    "consent_given": N_("consent recorded"),
    "consent_refused": N_("refusal recorded"),
    "faulty_part_sent": N_("faulty part sent for repair"),
    "verified": N_("upgrade passed its checks"),
    "verify_failed": N_("upgrade failed its checks"),
    "rolled_back": N_("upgrade rolled back"),
    "charge_agreed": N_("charge agreed to"),
    "charged": N_("charge recorded"),
    "satisfied": N_("customer is satisfied"),
    "not_satisfied": N_("customer is not satisfied"),
    "evaluation_asked": N_("evaluation asked for"),
    "evaluated": N_("evaluation recorded"),
    "faq_published": N_("added to the FAQ"),
    "account_reset": N_("course password reset"),
    "part_expected": N_("expected arrival of the part recorded"),
}
"""The words for events whose words in the history do not fit here."""

_PARTS = frozenset({"contact", "added", "recommendation_added", "mail_received", "mail_handled"})
"""The events that are recorded as a part of another one, and are named only if they are alone."""


def is_nameless(record: str) -> bool:
    """Return True if the id of a record means nothing to people."""
    return record.partition("-")[0] in _NAMELESS


def outcome(operation: str, events: Sequence[str], *, is_record: bool) -> Sequence[str]:
    """Return what was done as untranslated words, the most important first."""
    own = _OF_OPERATION.get(operation)
    named = [event for event in dict.fromkeys(events) if event not in _PARTS]
    if own is not None:
        return [own] if is_record else [own, *map(_word, named)]
    words = [_record_word(event) if is_record else _word(event) for event in named or events[:1]]
    return words or [SAVED]


def _word(event: str) -> str:
    return _OF_EVENT.get(event) or EVENTS.get(event) or OF_RECORD.get(event, SAVED)


def _record_word(event: str) -> str:
    return OF_RECORD.get(event) or _word(event)
