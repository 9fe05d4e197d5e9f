"""When a fault was removed: the first resolution since the symptom was last back (rule 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from deskctl.queries.ticket.history import ActionRow


def restoration(steps: Iterable[ActionRow]) -> ActionRow | None:
    """Return the action that removed the fault; None if it is not removed, or the symptom is back.

    A ticket reopened for another reason, such as its report, leaves the fault removed.
    """
    removed = None
    for step in steps:
        if step.event == "reopened" and step.data.get("symptom"):
            removed = None
        elif step.event == "resolved":
            removed = removed or step
    return removed
