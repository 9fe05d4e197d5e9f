"""The texts of actions that a customer may read: facts, and texts addressed to them; unpublished notes are internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.language.words.action_texts import action_texts
from deskctl.queries.ticket.history import is_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deskctl.documents.model.archived_ticket import ArchivedTicket
    from deskctl.queries.ticket.history import ActionRow

FOR_THE_CUSTOMER: Mapping[str, tuple[str, ...]] = {
    "remote_refused": ("reason",),
    "remote_ended": ("summary",),
    "arrived": ("delay_reason",),
    "work_log": ("done",),
    "diagnosed": ("cause",),
    "explained": ("summary",),
    "plan_given": ("next",),
    "bug_fixed": ("fixed_in",),
    "consultation_held": ("findings", "conclusion"),
    "vendor_answered": ("answer",),
    "resolved": ("answer",),
    "consent_refused": ("reason",),
    "emergency_declared": ("reason",),
    "rolled_back": ("reason",),
    "change_delivered": ("version",),
    "charge_declined": ("reason",),
    "not_satisfied": ("reason",),
    "evaluated": ("text",),
}
"""Event -> fields of its data whose texts come from the customer or were addressed to the customer."""

_NEVER_LISTED = frozenset({
    "published", "unpublished", "tagged", "untagged", "edited", "identified",
    "attachment_added", "attachment_hidden", "attachment_purged",
})  # fmt: skip
"""Actions that are never listed in a customer's document."""


def has_internal_words(step: ActionRow, *, is_public: bool) -> bool:
    """Return True if an action has texts that no document for the customer prints."""
    if is_public:
        return False
    printed = {step.data.get(name) for name in FOR_THE_CUSTOMER.get(step.event, ())}
    if step.event == "work_log" and "done" not in step.data:
        printed.add(step.note)
    return any(text not in printed for text in action_texts(step.note, step.data))


def text_of(archived: ArchivedTicket, step: ActionRow) -> str:
    """Return the texts of an action that the customer may read."""
    if step.event == "attachment_added":
        return str(step.data.get("name", ""))
    if step.seq in archived.published:
        return "\n".join(action_texts(step.note, step.data))
    if step.event == "work_log" and "done" not in step.data:
        return step.note  # imported work logs describe the work in the note
    texts = (step.data.get(name) for name in FOR_THE_CUSTOMER.get(step.event, ()))
    return "\n".join(text for text in texts if isinstance(text, str))


def listed_for_the_customer(archived: ArchivedTicket, steps: Iterable[ActionRow]) -> list[ActionRow]:
    """Return the actions for a timeline, without internal notes and changes of the record itself."""
    return [step for step in steps if step.seq in archived.published or not _is_internal(step)]


def _is_internal(step: ActionRow) -> bool:
    return is_note(step) or step.event in _NEVER_LISTED
