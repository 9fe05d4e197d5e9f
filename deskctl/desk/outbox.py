"""Put a message into the outbox, in the transaction of the action that causes it; the worker sends it later."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deskctl.config.messages import message_settings
from deskctl.desk.next_ids import next_id

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk
    from deskctl.sla.facts import Instant

WAITING, SENDING, SENT, UNSURE, HELD = "waiting", "sending", "sent", "unsure", "held"
REFUSED, EXPIRED, CANCELLED, BOUNCED, ACKNOWLEDGED = "refused", "expired", "cancelled", "bounced", "acknowledged"
OUTBOX_STATES = (
    WAITING, SENDING, SENT, UNSURE, HELD, REFUSED, EXPIRED, CANCELLED, BOUNCED, ACKNOWLEDGED,
)  # fmt: skip
SMTP = "smtp"
_HOUR = 3600
_LASTS = {"notify": 4 * _HOUR, "escalation": 4 * _HOUR, "digest": 12 * _HOUR}
_LASTS_USUALLY = 48 * _HOUR
_TOKEN_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """A message to one recipient: its subject, and the facts from which it is rendered when it is sent."""

    kind: str
    recipient: str
    channel: str = SMTP
    ticket: int | None = None
    mail: str | None = None
    staff: str | None = None
    contact: str | None = None
    lang: str | None = None
    rule: str | None = None
    step: int | None = None
    caused_by: str | None = None
    dedupe: str | None = None
    urgent: bool = False
    not_before: "Instant | None" = None
    answers: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def queue_message(desk: "Desk", outgoing: OutgoingMessage) -> str:
    """Insert a message into the outbox and return its id; a message with the same `dedupe` is not queued again."""
    desk.hold("outbox")
    queued = desk.row("outbox", dedupe=outgoing.dedupe) if outgoing.dedupe else None
    if queued:
        return str(queued["id"])
    name = next_id(desk, "outbox", "OB-", 4)
    facts = {**outgoing.facts, **({"answers": list(outgoing.answers)} if outgoing.answers else {})}
    desk.insert(
        "outbox",
        {
            "id": name,
            "created_at": desk.now,
            "state": WAITING,
            "message_id": _message_id(outgoing),
            **{column: getattr(outgoing, column) for column in _COLUMNS},
            "asked_by": desk.actor,
            "facts": json.dumps(facts, ensure_ascii=False),
            "urgent": int(outgoing.urgent),
            "next_try": outgoing.not_before or desk.now,
            "expires_at": (outgoing.not_before or desk.now) + _LASTS.get(outgoing.kind, _LASTS_USUALLY),
            "tries": 0,
        },
    )
    return name


_COLUMNS = (
    "kind", "recipient", "channel", "ticket", "mail", "staff", "contact", "lang", "rule", "step", "caused_by", "dedupe",
    "not_before",
)  # fmt: skip


def _message_id(outgoing: OutgoingMessage) -> str:
    """Return a message id that nobody can guess, so that only an answer to the message can name it."""
    domain = message_settings().sender_domain or "deskctl.invalid"
    about = f"t-{outgoing.ticket:03d}" if outgoing.ticket is not None else (outgoing.mail or "desk").lower()
    token = secrets.token_hex(_TOKEN_BYTES)
    return f"<{about}.{token}@{domain}>"
