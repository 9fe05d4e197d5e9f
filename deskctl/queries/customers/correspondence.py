"""The correspondence with a customer: mails, messages and calls, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

MAIL_IN, MESSAGE_OUT, CALL_IN, CALL_OUT = "mail_in", "message_out", "call_in", "call_out"
_MOST, _TICKETS = 100, 300
_PEOPLE = "SELECT id FROM contact WHERE customer = ?1"
_MAILS = f"""
SELECT id, received_at, ticket, subject, coalesce(from_name, from_address, '') FROM mail
WHERE customer = ?1 OR from_contact IN ({_PEOPLE}) ORDER BY received_at DESC, id DESC LIMIT {_MOST}
"""
_MESSAGES = f"""
SELECT id, coalesce(sent_at, created_at), ticket, coalesce(subject, ''), recipient FROM outbox
WHERE contact IN ({_PEOPLE}) AND state <> 'cancelled' ORDER BY 2 DESC, id DESC LIMIT {_MOST}
"""
_CALLS = f"""
SELECT ticket, seq, at, json_extract(data, '$.direction'), json_extract(data, '$.summary'), coalesce(note, ''), actor
FROM action WHERE event = 'contact' AND json_extract(data, '$.direction') IN ('in', 'out') AND ticket IN (
  SELECT number FROM ticket WHERE customer = ?1 ORDER BY reported_at DESC LIMIT {_TICKETS})
ORDER BY at DESC, ticket DESC, seq DESC LIMIT {_MOST}
"""


@dataclass(frozen=True, slots=True)
class CorrespondenceItem:
    """A mail, a message or a call: `way` is a constant above, `id` is empty for a call, `by` is the author."""

    at: Instant
    way: str
    id: str
    ticket: int | None
    text: str
    by: str


def correspondence(conn: Reader, customer: str) -> list[CorrespondenceItem]:
    """Return the last mails, messages and calls with a customer, the newest first."""
    mails = [
        CorrespondenceItem(at, MAIL_IN, key, ticket, text, who)
        for key, at, ticket, text, who in conn.execute(_MAILS, [customer])
    ]
    sent = [
        CorrespondenceItem(at, MESSAGE_OUT, key, ticket, text, who)
        for key, at, ticket, text, who in conn.execute(_MESSAGES, [customer])
    ]
    calls = [
        CorrespondenceItem(at, CALL_IN if direction == "in" else CALL_OUT, "", ticket, summary or note, actor)
        for ticket, _seq, at, direction, summary, note, actor in conn.execute(_CALLS, [customer])
    ]
    return sorted([*mails, *sent, *calls], key=lambda one: -one.at)[:_MOST]
