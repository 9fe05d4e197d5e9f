"""The outbox as JSON: the list, and one message with its attempts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from deskctl.errors import NotFound
from deskctl.language.i18n import N_
from deskctl.names import ticket_name
from deskctl.queries.conditions.filters import EVERY
from deskctl.queries.conditions.value_filter import ANY, ValueFilter
from deskctl.queries.json_values import Shape, rfc3339
from deskctl.queries.messages.outbox_rows import tries_of
from deskctl.store.facts.rows import by_name, row_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.store.port import Reader

_OPEN = ("waiting", "sending", "unsure", "held", "refused")
_MORE = ("lang", "rule", "step", "caused_by", "asked_by", "message_id", "body", "bounce_status", "acknowledged_by",
         "acknowledged_how")  # fmt: skip
_MOMENTS = ("not_before", "expires_at", "bounced_at", "acknowledged_at")


def list_outbox(conn: Reader, zone: tzinfo, *, states: ValueFilter = ANY, tickets: ValueFilter = ANY) -> list[Shape]:
    """Return messages, newest last; by default those that are not done. Tickets are filtered by number."""
    usual = () if tickets.of or EVERY in states.of else _OPEN
    chosen = states._replace(of=usual) if not states.of or EVERY in states.of else states
    (in_state, values), (about, numbers) = chosen.condition("state"), tickets.condition("coalesce(ticket, 0)")
    parts, bound = f"{in_state} AND {about}", [*values, *map(int, numbers)]
    return [
        _shape(row, zone)
        for row in by_name(conn.execute(f"SELECT * FROM outbox WHERE {parts} ORDER BY created_at, id", bound))
    ]


def show_outbox(conn: Reader, name: str, zone: tzinfo) -> Shape:
    """Return one message in full with its attempts; raises `NotFound`."""
    message = row_by_name(conn, "SELECT * FROM outbox WHERE id = ?", (name,))
    if message is None:
        raise NotFound(N_("There is no {noun} {key}."), noun="outbox", key=name, hint="deskctl outbox list")
    tries = [{**one, "at": rfc3339(one["at"], zone)} for one in tries_of(conn, name)]
    more = {column: message[column] for column in _MORE}
    moments = {column: rfc3339(message[column], zone) for column in _MOMENTS}
    return {**_shape(message, zone), **more, **moments, "facts": json.loads(message["facts"] or "{}"), "history": tries}


def _shape(message: Mapping[str, Any], zone: tzinfo) -> Shape:
    return {
        "outbox": message["id"],
        "created_at": rfc3339(message["created_at"], zone),
        **{column: message[column] for column in ("kind", "state", "channel", "recipient")},
        "ticket": None if message["ticket"] is None else ticket_name(message["ticket"]),
        **{column: message[column] for column in ("mail", "staff", "contact", "subject")},
        "next_try": rfc3339(message["next_try"], zone),
        "sent_at": rfc3339(message["sent_at"], zone),
        "tries": message["tries"] or 0,
        "uncertain": bool(message["uncertain"]),
        "urgent": bool(message["urgent"]),
        **{column: message[column] for column in ("receipt", "closed_reason")},
    }
