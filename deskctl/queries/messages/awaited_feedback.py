"""Tickets whose customer was mailed the report and has not given feedback yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskctl.queries.conditions.undone import undoes

if TYPE_CHECKING:
    from deskctl.sla.facts import Instant
    from deskctl.store.port import Reader

_AWAITED = f"""
SELECT sent.ticket, sent.at, sent.seq, json_extract(sent.data, '$.to'), ticket.owner, ticket.title, ticket.customer
FROM action AS sent
JOIN ticket ON ticket.number = sent.ticket
WHERE ticket.status = 'resolved' AND sent.event = 'feedback_sent' AND json_extract(sent.data, '$.how') = 'mail'
 AND sent.at >= ?1 AND (?2 IS NULL OR sent.ticket = ?2) AND NOT EXISTS (
  SELECT 1 FROM action AS later WHERE later.ticket = sent.ticket AND later.seq > sent.seq
  AND (later.event IN ('satisfied', 'not_satisfied', 'reopened', 'feedback_sent')
   OR {undoes("later", "sent")}))
ORDER BY sent.ticket
"""


@dataclass(frozen=True, slots=True)
class AwaitedFeedback:
    """A ticket whose customer was asked for feedback: when, by which action, and which contact."""

    ticket: int
    since: Instant
    seq: int
    contact: str | None
    owner: str | None
    title: str
    customer: str | None


def awaited_feedback(conn: Reader, after: Instant, ticket: int | None = None) -> list[AwaitedFeedback]:
    """Return the feedback that is awaited since a time or later."""
    return [AwaitedFeedback(*row) for row in conn.execute(_AWAITED, (after, ticket)).fetchall()]
