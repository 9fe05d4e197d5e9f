"""Reminders to customers who have not answered whether they are satisfied: after two and five working days.

After six working days the ticket's owner is notified. A missing answer is never taken for one (S5.4-5).
"""

from collections.abc import Iterator

from deskctl.config.messages import MessageSettings
from deskctl.desk.desk import Desk
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.names import ticket_name
from deskctl.notify.escalation.people import ReachablePeople, end_of_quiet
from deskctl.notify.escalation.rule_conditions import NO_ANSWER
from deskctl.notify.escalation.rules import Escalation
from deskctl.queries.messages.awaited_feedback import AwaitedFeedback, awaited_feedback
from deskctl.queries.messages.escalation_causes import notified_keys
from deskctl.queries.messages.sent_messages import thread_of_ticket
from deskctl.queries.reference.hours import working_days
from deskctl.sla.calendar import Calendar

_WORKDAYS = (2, 5)
_OWNER_AFTER = 6
_DAY = 86_400
_OLDEST = 21 * _DAY


def remind(desk: Desk, escalation: Escalation, settings: MessageSettings, reach: ReachablePeople) -> int:
    """Queue the reminders that are due, but not more than a day late; return their number."""
    awaited = awaited_feedback(desk.reader, desk.now - _OLDEST)
    if not awaited:
        return 0
    workday, count = working_days(desk.reader), 0
    for word in awaited:
        for number in _due(desk, word, workday):
            key = f"{_prefix(word)}{number}:"
            to_owner = number == _OWNER_AFTER
            queued = _owners(desk, escalation, word, reach, key) if to_owner else _customers(desk, settings, word, key)
            count += len([queue_message(desk, message) for message in queued])
    return count


def _due(desk: Desk, word: AwaitedFeedback, workday: Calendar) -> Iterator[int]:
    """Yield the numbers of working days whose reminder is due and not queued yet."""
    notified = notified_keys(desk.reader, _prefix(word))
    for number in (*_WORKDAYS, _OWNER_AFTER):
        due = workday.end_of_workday(word.since, number)
        is_notified = any(key.startswith(f"{_prefix(word)}{number}:") for key in notified)
        if due <= desk.now < due + _DAY and not is_notified:
            yield number


def _prefix(word: AwaitedFeedback) -> str:
    return f"ask:{ticket_name(word.ticket)}:{word.seq}:"


def _customers(desk: Desk, settings: MessageSettings, word: AwaitedFeedback, key: str) -> Iterator[OutgoingMessage]:
    contact = desk.row("contact", id=word.contact) if word.contact else None
    if contact and contact["email"] and settings.sends_mail:
        yield OutgoingMessage(
            kind="ask_satisfaction",
            recipient=contact["email"],
            ticket=word.ticket,
            contact=contact["id"],
            dedupe=f"{key}{contact['id']}",
            answers=thread_of_ticket(desk.reader, word.ticket),
        )


def _owners(
    desk: Desk, escalation: Escalation, word: AwaitedFeedback, reach: ReachablePeople, key: str
) -> Iterator[OutgoingMessage]:
    by = ("chat", "mail")
    for way in reach.ways(("owner",), by, word.owner) or reach.ways(escalation.fallback, by, None):
        wait = end_of_quiet(way.quiet, desk.now, desk.zone)
        yield way.notice(NO_ANSWER, word.ticket, f"{key}{way.name}", not_before=wait)
