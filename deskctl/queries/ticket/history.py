"""What was done on a ticket, step by step, and which actions still stand."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from deskctl.queries.tickets.ticket_row import get_ticket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ACTOR_NAME = "coalesce((SELECT name FROM staff WHERE id = actor), (SELECT name FROM contact WHERE id = actor))"

_CORRECTED, _CONTACT, _NOTE = "corrected", "contact", "note"
_CALL = ("minutes", "direction")
"""What only a call has."""


class ActionRow(NamedTuple):
    """One recorded action: `at` is when it happened, `recorded_at` when it was written down."""

    seq: int
    at: Instant
    recorded_at: Instant
    actor: str | None
    actor_name: str | None
    event: str
    note: str
    data: dict[str, Any]


class ImportMark(NamedTuple):
    """The actions of a ticket up to `last_seq` were imported: when, by whom, from a file of which digest."""

    last_seq: int
    at: Instant
    actor: str
    source: str


def history(conn: Reader, number: int) -> list[ActionRow]:
    """List the actions of a ticket in the order of recording."""
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
    return {step.data["seq"]: step for step in steps if step.event == _CORRECTED and step.data.get("seq")}


def standing(steps: Sequence[ActionRow]) -> list[ActionRow]:
    """Return the actions that no correction undid, in the order in which they happened."""
    gone = corrections(steps)
    kept = (step for step in steps if step.event != _CORRECTED and step.seq not in gone)
    return sorted(kept, key=by_time)


def published(steps: Sequence[ActionRow]) -> frozenset[int]:
    """Return the numbers of the actions whose words the customer may read: recorded so, or published since."""
    public = {step.seq for step in steps if step.data.get("public") is True}
    for step in standing(steps):
        if step.event == "published":
            public.add(step.data["seq"])
        elif step.event == "unpublished":
            public.discard(step.data["seq"])
    return frozenset(public)


def is_note(step: ActionRow) -> bool:
    """Return True for words that were noted on a ticket: calls are logged by the same event."""
    return step.event == _CONTACT and not any(step.data.get(name) is not None for name in _CALL)


def event_name(event: str, data: Mapping[str, Any]) -> str:
    """Return the event that a person knows: `note` for words that were noted; calls are logged by the same event."""
    is_call = event != _CONTACT or any(data.get(name) is not None for name in (*_CALL, "summary"))
    return event if is_call else _NOTE


def late_by(step: ActionRow, limit: int) -> int:
    """Return how many seconds after it happened an action was recorded, 0 within the limit of the policy."""
    late = step.recorded_at - step.at
    return late if late > limit else 0


def import_mark(conn: Reader, number: int) -> ImportMark | None:
    """Return the mark of a ticket that came by import."""
    row = conn.execute("SELECT last_seq, at, actor, source FROM import_mark WHERE ticket = ?", [number]).fetchone()
    return ImportMark(*row) if row else None


def imported_tickets(conn: Reader) -> list[tuple[int, int]]:
    """Return the imported tickets by number, each with the last action that was imported with it."""
    return [(number, last) for number, last in conn.execute("SELECT ticket, last_seq FROM import_mark ORDER BY ticket")]
