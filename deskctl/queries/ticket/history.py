"""What was done on a ticket, step by step in the order of recording."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskctl.queries.tickets.ticket_list import get_ticket

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_ACTOR_NAME = "coalesce((SELECT name FROM staff WHERE id = actor), (SELECT name FROM contact WHERE id = actor))"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One recorded step: `at` is when it happened, `recorded_at` when it was written down."""

    seq: int
    at: Instant
    recorded_at: Instant
    actor: str | None
    actor_name: str | None
    event: str
    note: str
    data: dict[str, Any]


def history(conn: Reader, number: int) -> list[ActionRow]:
    """List the steps of a ticket in the order of recording."""
    get_ticket(conn, number)
    found = conn.execute(
        f"SELECT seq, at, recorded_at, actor, {_ACTOR_NAME}, event, note, data FROM action"
        " WHERE ticket = ? ORDER BY seq",
        [number],
    )
    return [ActionRow(*(*row[:-1], json.loads(row[-1] or "{}"))) for row in found]
