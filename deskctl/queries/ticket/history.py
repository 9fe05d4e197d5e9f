"""The actions of a ticket, and which of them are in force."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.facts import CORRECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ACTOR_NAME = "coalesce((SELECT name FROM staff WHERE id = actor), (SELECT name FROM contact WHERE id = actor))"

_CONTACT, _NOTE = "contact", "note"
_CALL = ("minutes", "direction")
"""The fields that only a call has."""


class ActionRow(NamedTuple):
    """One recorded action: `at` is when it happened, `recorded_at` when it was recorded."""

    seq: int
    at: Instant
    recorded_at: Instant
    actor: str | None
    actor_name: str | None
    event: str
    note: str
    data: dict[str, Any]


class ImportMark(NamedTuple):
    """The mark of an import: the last imported action, when, by whom, and the digest of the file."""

    last_seq: int
    at: Instant
    actor: str
    source: str


def history(conn: Reader, number: int) -> list[ActionRow]:
    """Return the actions of a ticket in the order of recording."""
    get_ticket(conn, number)
    rows = conn.execute(
        f"SELECT seq, at, recorded_at, actor, {_ACTOR_NAME}, event, note, data FROM action"
        " WHERE ticket = ? ORDER BY seq",
        [number],
    )
    return [ActionRow(*(*row[:-1], json.loads(row[-1] or "{}"))) for row in rows]


by_time = attrgetter("at", "seq")


def corrections(steps: Iterable[ActionRow]) -> Mapping[int, ActionRow]:
    """Return the corrections by the number of the action that each undoes."""
    return {step.data["seq"]: step for step in steps if step.event == CORRECTED and step.data.get("seq")}


def actions_in_force(steps: Sequence[ActionRow]) -> list[ActionRow]:
    """Return the actions in force, which no correction undid, in the order in which they happened."""
    gone = corrections(steps)
    kept = (step for step in steps if step.event != CORRECTED and step.seq not in gone)
    return sorted(kept, key=by_time)


def published(steps: Sequence[ActionRow]) -> frozenset[int]:
    """Return the numbers of the actions that the customer may read: recorded as public, or published later."""
    public = {step.seq for step in steps if step.data.get("public") is True}
    for step in actions_in_force(steps):
        if step.event == "published":
            public.add(step.data["seq"])
        elif step.event == "unpublished":
            public.discard(step.data["seq"])
    return frozenset(public)


def is_note(step: ActionRow) -> bool:
    """Return whether an action is a note; calls are recorded by the same event."""
    return step.event == _CONTACT and not any(step.data.get(name) is not None for name in _CALL)


def event_name(event: str, data: Mapping[str, Any]) -> str:
    """Return the name of an event for people: `note` for a note, which is recorded by the event of a call."""
    is_call = event != _CONTACT or any(data.get(name) is not None for name in (*_CALL, "summary"))
    return event if is_call else _NOTE


def late_by(step: ActionRow, limit: int) -> int:
    """Return how late an action was recorded in seconds; 0 within the limit of the policy."""
    return lateness(step.recorded_at - step.at, limit)


def lateness(delay: int, limit: int) -> int:
    """Return the delay of an entry if it exceeds the limit of the policy; 0 within it."""
    return delay if delay > limit else 0


def import_mark(conn: Reader, number: int) -> ImportMark | None:
    """Return the mark of an imported ticket; None if it was not imported."""
    row = conn.execute("SELECT last_seq, at, actor, source FROM import_mark WHERE ticket = ?", [number]).fetchone()
    return ImportMark(*row) if row else None


def imported_tickets(conn: Reader) -> list[tuple[int, int]]:
    """Return the numbers of the imported tickets, each with the last imported action."""
    return [(number, last) for number, last in conn.execute("SELECT ticket, last_seq FROM import_mark ORDER BY ticket")]
