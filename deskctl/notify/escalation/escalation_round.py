"""One round of escalation: queue every due step of every rule that is not in the outbox yet, identified by its key.

After an outage of the worker only the newest due step of a chain is sent; older ones are recorded as skipped.
"""

from collections.abc import Iterator

from deskctl.config.messages import MessageSettings
from deskctl.desk.desk import Desk
from deskctl.desk.outbox import CANCELLED, OutgoingMessage, queue_message
from deskctl.notify.escalation.audit import audit
from deskctl.notify.escalation.digest import collect
from deskctl.notify.escalation.people import ContactRoute, ReachablePeople, end_of_quiet
from deskctl.notify.escalation.reminders import remind
from deskctl.notify.escalation.rule_conditions import (
    ACKNOWLEDGED,
    BREACHED,
    CATASTROPHIC,
    CLOCK_STOPPED,
    MAIL,
    PAUSE,
    REPLY,
    SOON,
)
from deskctl.notify.escalation.rules import Escalation, EscalationRule, EscalationStep
from deskctl.notify.escalation.undelivered import report_bounced
from deskctl.queries.messages.escalation_causes import (
    Cause,
    broken_causes,
    catastrophic_causes,
    is_over_since,
    mail_causes,
    notified_keys,
    notified_lately,
    oldest_first,
    pause_causes,
    reply_causes,
    soon_causes,
    soon_causes_by,
    tried_ways,
)

_SKIPPED = "skipped: worker was down"
_GROUPED = "in one message with {name}"


def run_escalation(desk: Desk, escalation: Escalation, settings: MessageSettings) -> int:
    """Queue the messages that became due, and return their number."""
    reach, count = ReachablePeople(desk.reader, settings, desk.now), 0
    for rule in escalation.rules:
        for causes in _grouped(desk, rule, sorted(_causes(desk, rule), key=oldest_first)):
            count += _of_causes(desk, escalation, rule, causes, reach)
    count += collect(desk, escalation, reach) + audit(desk, escalation, reach) + report_bounced(desk, reach)
    return count + remind(desk, escalation, settings, reach)


def _causes(desk: Desk, rule: EscalationRule) -> list[Cause]:
    conn, at, after = desk.reader, desk.now, desk.now - rule.max_age
    if rule.kind == CATASTROPHIC:
        return catastrophic_causes(conn, after, rule.until)
    if rule.kind == SOON:
        return _lasting(desk, rule, _soon(desk, rule, after))
    if rule.kind == BREACHED:
        return _lasting(desk, rule, broken_causes(conn, at, after))
    if rule.kind == PAUSE:
        return pause_causes(conn, at, rule.when.length)
    if rule.kind == REPLY:
        return reply_causes(conn, after)
    return mail_causes(conn, at, after, rule.when.length) if rule.kind == MAIL else []


def _soon(desk: Desk, rule: EscalationRule, after: int) -> list[Cause]:
    when = rule.when
    if when.share is None:
        return soon_causes(desk.reader, desk.now, after)
    return soon_causes_by(desk.reader, desk.now, after, when.share, when.length)


def _lasting(desk: Desk, rule: EscalationRule, causes: list[Cause]) -> list[Cause]:
    """Return the causes whose chains are not ended by the event in `until`."""
    if rule.until == CLOCK_STOPPED:
        return causes
    return [cause for cause in causes if not is_over_since(desk.reader, cause, rule.until or ACKNOWLEDGED)]


def _grouped(desk: Desk, rule: EscalationRule, causes: list[Cause]) -> Iterator[list[Cause]]:
    """Yield the causes of each message: with `group`, all of one ticket unless it had a message lately; else one."""
    if not rule.group:
        yield from ([cause] for cause in causes)
        return
    by_ticket: dict[int | None, list[Cause]] = {}
    for cause in causes:
        by_ticket.setdefault(cause.ticket, []).append(cause)
    for ticket, of_ticket in by_ticket.items():
        if not notified_lately(desk.reader, ticket, rule.kind, desk.now - rule.group):
            yield of_ticket


def _of_causes(
    desk: Desk, escalation: Escalation, rule: EscalationRule, causes: list[Cause], reach: ReachablePeople
) -> int:
    """Queue the newest due step that reaches anybody; grouped and missed ones are recorded as cancelled."""
    count, first = 0, ""
    concerned = [cause for cause in causes if _unsent_steps(desk, rule, cause)]
    for cause in concerned:
        steps = [
            (number, step, _ways(escalation, step, cause, reach, tried_ways(desk.reader, _prefix(rule, cause), number)))
            for number, step in _unsent_steps(desk, rule, cause)
        ]
        last = max((number for number, _step, ways in steps if ways), default=0)
        for number, step, ways in steps:
            newest = number == last
            for message in _messages(desk, rule, concerned, cause, step, ways, number):
                name = queue_message(desk, message)
                if newest and cause is concerned[0]:
                    count, first = count + 1, first or name
                    continue
                reason = _GROUPED.format(name=first) if newest else _SKIPPED
                desk.update("outbox", {"id": name}, {"state": CANCELLED, "next_try": None, "closed_reason": reason})
    return count


def _ways(
    escalation: Escalation, step: EscalationStep, cause: Cause, reach: ReachablePeople, tried: frozenset[str]
) -> list[ContactRoute]:
    """Return the ways to the first recipients of a step who can be reached, or to the fallback, except failed ways."""
    ways = reach.ways(step.to, step.by, cause.owner, tried)
    return ways or reach.ways(escalation.fallback, step.by, cause.owner, tried)


def _prefix(rule: EscalationRule, cause: Cause) -> str:
    return f"esc:{rule.name}:{cause.key}:{cause.since}:"


def _unsent_steps(desk: Desk, rule: EscalationRule, cause: Cause) -> list[tuple[int, EscalationStep]]:
    """Return the due steps of a cause that have no message yet."""
    prefix = _prefix(rule, cause)
    notified = notified_keys(desk.reader, prefix)
    due = [(number, step) for number, step in enumerate(rule.steps, 1) if cause.since + step.after <= desk.now]
    return [(number, step) for number, step in due if not any(key.startswith(f"{prefix}{number}:") for key in notified)]


def _messages(
    desk: Desk,
    rule: EscalationRule,
    concerned: list[Cause],
    cause: Cause,
    step: EscalationStep,
    ways: list[ContactRoute],
    number: int,
) -> Iterator[OutgoingMessage]:
    clocks = [[one.clause, one.start] for one in concerned if one.clause]
    for way in ways:
        yield way.notice(
            rule.kind,
            cause.ticket,
            f"{_prefix(rule, cause)}{number}:{way.name}",
            mail=cause.mail,
            step=step.after,
            urgent=rule.urgent,
            not_before=None if rule.urgent else end_of_quiet(way.quiet, desk.now, desk.zone),
            facts={"how": way.how, "as": way.word, **({"clocks": clocks} if clocks else {})},
        )
