"""The consents and refusals of the customer, from the actions of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.ticket.history import ActionRow

_EVENTS = {
    "remote_consent": ("remote", True),
    "remote_refused": ("remote", False),
    "consent_given": ("work", True),
    "consent_refused": ("work", False),
}


def consents(steps: Sequence[ActionRow], zone: tzinfo) -> list[Shape]:
    """Return the consents and refusals in order: to what, by whom, how."""
    return [_consent(step, zone) for step in steps if step.event in _EVENTS]


def _consent(step: ActionRow, zone: tzinfo) -> Shape:
    to, is_given = _EVENTS[step.event]
    scope = step.data.get("scope") if to == "remote" else step.data.get("for")
    return {
        "seq": step.seq,
        "at": rfc3339(step.at, zone),
        "to": to,
        "given": is_given,
        "scope": scope,
        "by_contact": step.data.get("by_contact"),
        "how": step.data.get("how"),
        "cost": step.data.get("cost"),
        "recorded_by": step.data.get("recorded_by", step.actor),
        "note": step.note,
    }
