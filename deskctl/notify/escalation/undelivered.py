"""The consequences of an undelivered message: a note on the ticket, and notices to its owner and the back office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskctl.config.messages import MessageSettings
from deskctl.desk.outbox import queue_message
from deskctl.language.i18n import N_, _
from deskctl.notify.escalation.people import ReachablePeople, end_of_quiet
from deskctl.notify.escalation.rule_conditions import UNDELIVERED
from deskctl.queries.messages.escalation_causes import notified_keys
from deskctl.queries.messages.outbox_rows import bounced_messages
from deskctl.sla.lifecycle import OVER

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_ABOUT = frozenset({"number", "report", "visit", "reopened", "unanswered", "ask_satisfaction", "reply", "notify"})
_WORDS = N_("The message {outbox} to {recipient} was not delivered: {reason}")
_WHO = ("owner", "business")
_OLDEST = 24 * 3_600


def report_undelivered(desk: "Desk", message: Mapping[str, Any], reason: str, settings: MessageSettings) -> None:
    """Record on an open ticket that a message was not delivered; notify its last owner and the back office anyway."""
    if message["ticket"] is None or message["kind"] not in _ABOUT:
        return
    if desk.take(message["ticket"]).state.status not in OVER:
        words = _(_WORDS).format(outbox=message["id"], recipient=message["recipient"], reason=_(reason))
        desk.record("contact", {"outbox": message["id"], "automatic": True}, note=words)
    _notify(desk, message, reason, ReachablePeople(desk.reader, settings, desk.now))


def report_bounced(desk: "Desk", reach: ReachablePeople) -> int:
    """Notify of each message that came back, as of one that was refused; return the number of notices.

    The intake has recorded the mail server's report on the ticket.
    """
    count = 0
    for message in bounced_messages(desk.reader, desk.now - _OLDEST):
        if message["kind"] not in _ABOUT or notified_keys(desk.reader, _prefix(message)):
            continue
        desk.take(message["ticket"])
        count += _notify(desk, message, message["bounce_status"] or "", reach)
    return count


def _prefix(message: Mapping[str, Any]) -> str:
    return f"undelivered:{message['id']}:"


def _notify(desk: "Desk", message: Mapping[str, Any], reason: str, reach: ReachablePeople) -> int:
    """Queue the notices about a message on the current ticket, and return their number."""
    case, count = desk.case, 0
    facts = {"undelivered": f"{message['id']} {message['recipient']}", "reason": reason}
    for word in _WHO:
        for way in reach.ways((word,), ("chat", "mail"), case.state.owner):
            wait = end_of_quiet(way.quiet, desk.now, desk.zone)
            notice = way.notice(
                UNDELIVERED, case.number, _prefix(message) + way.name, not_before=wait, facts={"how": way.how, **facts}
            )
            queue_message(desk, notice)
            count += 1
    return count
