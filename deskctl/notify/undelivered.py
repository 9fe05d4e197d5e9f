"""The consequences of an undelivered message: a note on the ticket, and notices to its owner and the back office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.config.messages import MessageSettings
from deskctl.desk.outbox import queue_message
from deskctl.language.i18n import N_, _
from deskctl.notify.escalation.people import ReachablePeople, end_of_quiet
from deskctl.notify.escalation.rule_conditions import UNDELIVERED
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_ABOUT = frozenset({"number", "report", "visit", "reopened", "unanswered", "ask_satisfaction", "reply", "notify"})
_WORDS = N_("The message {outbox} to {recipient} was not delivered: {reason}")
_WHO = ("owner", "business")


def report_undelivered(desk: "Desk", message: Mapping[str, Any], reason: str, settings: MessageSettings) -> None:
    """Record on the ticket that a message was not delivered, and notify its owner and the back office."""
    if message["ticket"] is None or message["kind"] not in _ABOUT:
        return
    case = desk.take(message["ticket"])
    if case.state.status in OVER:
        return
    words = _(_WORDS).format(outbox=message["id"], recipient=message["recipient"], reason=reason)
    desk.record("contact", {"outbox": message["id"], "automatic": True}, note=words)
    reach = ReachablePeople(desk.reader, settings, desk.now)
    for word in _WHO:
        for way in reach.ways((word,), ("chat", "mail"), case.state.owner):
            wait = end_of_quiet(way.quiet, desk.now, desk.zone)
            key = f"undelivered:{message['id']}:{way.name}"
            queue_message(desk, way.notice(UNDELIVERED, case.number, key, not_before=wait))
