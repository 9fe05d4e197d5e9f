"""The spare parts of a ticket with their progress, from its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from deskctl.queries.ticket.history import ActionRow
    from deskctl.store.port import Reader

_COLUMNS = {
    "part_requested": "requested_at",
    "part_received": "received_at",
    "part_installed": "installed_at",
    "faulty_part_sent": "returned_at",
}
_REQUESTED = """
SELECT ticket FROM action WHERE event = 'part_requested' AND json_extract(data, '$.request') = ?
ORDER BY ticket DESC
"""
_KEPT = ("part", "qty", "request", "old_serial", "new_serial", "rma")


def parts(steps: Sequence[ActionRow], zone: tzinfo) -> list[Shape]:
    """Return the parts in the order of their first action: when requested, received, installed, sent back."""
    entries: list[Shape] = []
    for step in steps:
        column = _COLUMNS.get(step.event)
        if column is None:
            continue
        entry = _entry(entries, step, column)
        entry[column] = rfc3339(step.at, zone)
        entry.update({name: step.data[name] for name in _KEPT if step.data.get(name) is not None})
    return entries


def ticket_of_request(conn: Reader, request: str) -> int | None:
    """Return the ticket of a request for parts; None if there is no such request."""
    row = conn.execute(_REQUESTED, [request]).fetchone()
    return None if row is None else int(row[0])


def _entry(entries: list[Shape], step: ActionRow, column: str) -> Shape:
    """Return the entry of an action: the first of its request or part that lacks this action, else a new one.

    One number of a request may stand for several parts.
    """
    part = step.data.get("part")
    alike = [one for one in entries if one[column] is None and (part is None or one["part"] in {None, part})]
    for name in ("request", "part"):
        asked = step.data.get(name)
        for entry in alike:
            if asked is not None and entry[name] == asked:
                return entry
    if column != "requested_at" and len(entries) == 1 and not step.data.get("part"):
        return entries[0]
    entries.append({**dict.fromkeys(_KEPT), **dict.fromkeys(_COLUMNS.values())})
    return entries[-1]
