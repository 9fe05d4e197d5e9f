"""One look at the desk: every step of every rule that is due and was not sent yet goes into the outbox, by its key.

After a stop of the worker only the newest due step of a chain is sent; the older ones are noted as skipped.
"""

from collections.abc import Iterator

from deskctl.config.messages import MessageSettings
from deskctl.desk.desk import Desk
from deskctl.desk.outbox import CANCELLED, Outgoing, queue
from deskctl.notify.escalation.audit import audit
from deskctl.notify.escalation.digest import collect
from deskctl.notify.escalation.people import Reach, Way, end_of_quiet
from deskctl.notify.escalation.reminders import remind
from deskctl.notify.escalation.rules import (
    BREACHED,
    CATASTROPHIC,
    MAIL,
    PAUSE,
    SOON,
    Escalation,
    EscalationRule,
    EscalationStep,
)
from deskctl.queries.messages.escalation_causes import (
    Cause,
    broken_causes,
    catastrophic_causes,
    mail_causes,
    pause_causes,
    soon_causes,
    told_already,
)

_SKIPPED = "skipped: worker was down"


def tick(desk: Desk, escalation: Escalation, settings: MessageSettings) -> int:
    """Queue what became due, and return how many messages."""
    reach, count = Reach(desk.reader, settings, desk.now), 0
    for rule in escalation.rules:
        for cause in _causes(desk, rule):
            count += _of_cause(desk, escalation, rule, cause, reach)
    count += collect(desk, escalation, reach) + audit(desk, escalation, reach)
    return count + remind(desk, escalation, settings, reach)


def _causes(desk: Desk, rule: EscalationRule) -> list[Cause]:
    conn, at, after = desk.reader, desk.now, desk.now - rule.max_age
    if rule.name == CATASTROPHIC:
        return catastrophic_causes(conn, after)
    if rule.name == SOON:
        return soon_causes(conn, at, after)
    if rule.name == BREACHED:
        return broken_causes(conn, at, after)
    if rule.name == PAUSE:
        return pause_causes(conn, at, rule.before or 0)
    return mail_causes(conn, at, after, rule.open) if rule.name == MAIL else []


def _of_cause(desk: Desk, escalation: Escalation, rule: EscalationRule, cause: Cause, reach: Reach) -> int:
    prefix = f"esc:{rule.name}:{cause.key}:{cause.since}:"
    told = told_already(desk.reader, prefix)
    due = [(number, step) for number, step in enumerate(rule.steps, 1) if cause.since + step.after <= desk.now]
    fresh = [(number, step) for number, step in due if not any(key.startswith(f"{prefix}{number}:") for key in told)]
    count = 0
    for number, step in fresh:
        ways = reach.ways(step.to, step.by, cause.owner) or reach.ways(escalation.fallback, step.by, cause.owner)
        newest = number == fresh[-1][0]
        for message in _messages(desk, rule, cause, step, ways, f"{prefix}{number}:"):
            name = queue(desk, message)
            count += newest
            if not newest:
                desk.update("outbox", {"id": name}, {"state": CANCELLED, "next_try": None, "closed_reason": _SKIPPED})
    return count


def _messages(
    desk: Desk, rule: EscalationRule, cause: Cause, step: EscalationStep, ways: list[Way], prefix: str
) -> Iterator[Outgoing]:
    for way in ways:
        how = "mail" if way.channel == "smtp" else "chat"
        yield Outgoing(
            kind="escalation",
            recipient=way.recipient,
            channel=way.channel,
            ticket=cause.ticket,
            mail=cause.mail,
            staff=way.staff,
            rule=rule.name,
            step=step.after,
            dedupe=f"{prefix}{way.staff}:{way.channel}",
            urgent=rule.urgent,
            not_before=None if rule.urgent else end_of_quiet(way.quiet, desk.now, desk.zone),
            facts={"clause": cause.clause, "how": how} if cause.clause else {"how": how},
        )
