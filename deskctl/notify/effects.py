"""The actions recorded on a ticket once a message was accepted."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_URGENT_RULE = "catastrophic"


def record_delivery(desk: "Desk", message: Mapping[str, Any], receipt: str) -> None:
    """Record on the ticket that a person was notified, or that the report was sent."""
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
