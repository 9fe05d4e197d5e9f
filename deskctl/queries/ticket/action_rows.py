"""The actions of a ticket as JSON, each with its marks: contested, late, undone, public, imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.ticket.history import corrections, late_by, published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.ticket.history import ActionRow, ImportMark


def action_shapes(
    steps: Sequence[ActionRow], zone: tzinfo, late_after: int, mark: ImportMark | None = None
) -> list[Shape]:
    """Return the actions of a ticket as JSON in the order of recording, each with its marks.

    An action recorded more than `late_after` seconds after it happened is late.
    """
    gone, public = corrections(steps), published(steps)
    return [
        {
            **_action_shape(step, zone),
            "contested": bool(step.data.get("contested")),
            "late_by": late_by(step, late_after),
            "taken_back_by": _correction_shape(gone[step.seq], zone) if step.seq in gone else None,
            "public": step.seq in public,
            "imported": _mark_shape(mark, zone) if mark and step.seq <= mark.last_seq else None,
        }
        for step in steps
    ]


def _mark_shape(mark: ImportMark, zone: tzinfo) -> Shape:
    return {"at": rfc3339(mark.at, zone), "actor": mark.actor or None, "source": mark.source}


def _correction_shape(correction: ActionRow, zone: tzinfo) -> Shape:
    at = rfc3339(correction.at, zone)
    return {"seq": correction.seq, "actor": correction.actor, "at": at, "reason": correction.data.get("reason")}


def _action_shape(row: ActionRow, zone: tzinfo) -> Shape:
    return {
        "seq": row.seq,
        "at": rfc3339(row.at, zone),
        "recorded_at": rfc3339(row.recorded_at, zone),
        "actor": row.actor,
        "actor_name": row.actor_name,
        "event": row.event,
        "note": row.note,
        "data": row.data,
    }
