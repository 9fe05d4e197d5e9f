"""The audit: every catastrophic fault that nobody has acknowledged must have a message."""

from deskctl.desk.desk import Desk
from deskctl.desk.outbox import queue_message
from deskctl.notify.escalation.people import ReachablePeople
from deskctl.notify.escalation.rule_conditions import UNHEARD
from deskctl.notify.escalation.rules import Escalation
from deskctl.queries.messages.escalation_causes import oldest_first, unnotified_faults

_LEADERS = ("all_leads", "service_manager")
_HOUR = 3_600
_OLDEST = 24 * _HOUR


def audit(desk: Desk, escalation: Escalation, reach: ReachablePeople) -> int:
    """Queue an alarm each hour for each fault without a message; return the number of alarms."""
    count = 0
    for cause in sorted(unnotified_faults(desk.reader, desk.now - _OLDEST), key=oldest_first):
        for way in reach.ways((*escalation.fallback, *_LEADERS), ("chat", "mail"), None):
            key = f"audit:{cause.key}:{cause.since}:{desk.now // _HOUR}:{way.name}"
            count += queue_message(desk, way.notice(UNHEARD, cause.ticket, key, urgent=True)) is not None
    return count
