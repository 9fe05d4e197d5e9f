"""Merging the messages that waited for the end of a person's quiet hours into one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from deskctl.notify.message_validity import obsolete_reason
from deskctl.notify.rendering import RenderedMessage, render
from deskctl.queries.messages.outbox_rows import notices_to_combine

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_ESCALATION = "escalation"


def merged(desk: "Desk", message: Mapping[str, Any], rendered: RenderedMessage) -> RenderedMessage:
    """Return a message with the texts of others that waited for the end of the same quiet hours."""
    if message["kind"] != _ESCALATION or message["urgent"] or message["not_before"] is None:
        return rendered
    others = [row for row in notices_to_combine(desk.reader, message) if not obsolete_reason(desk, row)]
    if not others:
        return rendered
    words = [render(desk.reader, row, desk.now) for row in others]
    text = "\n".join([rendered.text, *(f"{one.subject}\n\n{one.text}" for one in words)])
    return replace(
        rendered,
        subject=f"{rendered.subject} (+{len(words)})",
        text=text,
        also=tuple(words),
        holds=tuple(str(row["id"]) for row in others),
    )
