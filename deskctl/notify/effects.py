"""What follows at the ticket once a peer has taken a message: the desk itself records it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.queries.messages.outbox_rows import bounced_hard
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_URGENT_RULE, _PAUSE = "catastrophic", "pause ends"
_BY_MACHINE = frozenset({"received", "number", "notify", "escalation", "digest"})
"""What no person wrote: it does not go to an address that bounced, until another message arrived there."""


def still_wanted(desk: "Desk", message: Mapping[str, Any]) -> str:
    """Return why a message is no longer true, or an empty string: it is looked up again before every try."""
    if message["kind"] in _BY_MACHINE and bounced_hard(desk.reader, message["recipient"]):
        return "the address bounced"
    if message["kind"] not in {"notify", "escalation"}:
        return ""
    if message["acknowledged_at"] is not None:
        return "acknowledged"
    status = desk.take(message["ticket"]).state.status if message["ticket"] is not None else ""
    if status in OVER:
        return "ticket is over"
    if message["rule"] == _PAUSE and status != "paused":
        return "the pause is over"
    mail = desk.row("mail", id=message["mail"]) if message["mail"] and message["ticket"] is None else None
    return "mail is handled" if mail and (mail["ticket"] is not None or mail["state"] not in {None, "waiting"}) else ""


def record_delivery(desk: "Desk", message: Mapping[str, Any], receipt: str) -> None:
    """Record at the ticket that somebody was notified, or that the report was sent."""
    if message["ticket"] is None:
        return
    case = desk.take(message["ticket"])
    if case.state.status in OVER:
        return
    data = {"outbox": message["id"], "receipt": receipt}
    facts = json.loads(message["facts"] or "{}")
    if message["kind"] == "notify" or (message["kind"] == "escalation" and message["rule"] == _URGENT_RULE):
        desk.record("engineer_notified", {"to": message["staff"], "how": facts.get("how", "mail"), **data}, note="")
    elif message["kind"] == "report":
        asked = datetime.fromtimestamp(message["created_at"], desk.zone).isoformat()
        version = {"version": facts["version"]} if "version" in facts else {}
        desk.record(
            "feedback_sent", {"to": message["contact"], "how": "mail", "asked_at": asked, **version, **data}, note=""
        )
