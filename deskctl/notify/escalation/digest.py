"""The digest: one message per person and working day with the rows of the due list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from deskctl.desk.desk import Desk
from deskctl.desk.outbox import OutgoingMessage, queue_message
from deskctl.notify.escalation.people import ContactRoute, ReachablePeople, end_of_quiet
from deskctl.notify.escalation.rule_conditions import INSPECTION
from deskctl.notify.escalation.rules import RESPONSIBLE, Escalation, EscalationRule
from deskctl.queries.due.due_inputs import DueInputs
from deskctl.queries.due.due_list import DueFilter, due_list
from deskctl.queries.messages.escalation_causes import notified_keys
from deskctl.queries.reference.hours import working_days
from deskctl.sla.duties import Duty

_KINDS = {INSPECTION: ("inspection",)}


def collect(desk: Desk, escalation: Escalation, reach: ReachablePeople) -> int:
    """Queue today's digests once their time has come and return their number; there are none on days off."""
    now = datetime.fromtimestamp(desk.now, desk.zone)
    rules = [rule for rule in escalation.rules if rule.digest is not None and now.time() >= rule.digest]
    prefix = f"digest:{now:%Y-%m-%d}:"
    if not rules or notified_keys(desk.reader, prefix) or not _is_workday(desk, now.date()):
        return 0
    inputs, rows = DueInputs(desk.reader, desk.now, desk.zone), defaultdict[ContactRoute, dict[str, list[str]]](dict)
    for rule in rules:
        for way, duty in _collected(inputs, rule, reach, escalation.fallback):
            rows[way][f"{duty.rule.kind} {duty.subject}"] = [duty.rule.kind, duty.subject]
    for way, named in rows.items():
        queue_message(desk, _message(desk, way, [*named.values()], prefix))
    return len(rows)


def _is_workday(desk: Desk, day: date) -> bool:
    """Return True for a working day of the desk."""
    return bool(working_days(desk.reader).windows_on(day))


def _collected(
    inputs: DueInputs, rule: EscalationRule, reach: ReachablePeople, fallback: tuple[str, ...]
) -> Iterator[tuple[ContactRoute, Duty]]:
    """Yield each row of a rule with each way to a recipient."""
    step = rule.steps[0]
    for duty in due_list(inputs, DueFilter(kinds=_KINDS.get(rule.kind, ()), within=rule.when.length or None)):
        to = tuple(name for word in step.to for name in (_responsible(duty, reach) if word == RESPONSIBLE else [word]))
        ways = [way for name in to for way in reach.ways((name,), step.by, duty.owner)]
        for way in ways or reach.ways(fallback, step.by, None):
            yield way, duty


def _responsible(duty: Duty, reach: ReachablePeople) -> list[str]:
    """Return the owner of a row, or everybody with its role."""
    if duty.owner in reach.staff:
        return [str(duty.owner)]
    return [person.id for person in reach.staff.values() if duty.rule.role in person.roles]


def _message(desk: Desk, way: ContactRoute, rows: list[list[str]], prefix: str) -> OutgoingMessage:
    return OutgoingMessage(
        kind="digest",
        recipient=way.recipient,
        channel=way.channel,
        staff=way.staff,
        dedupe=f"{prefix}{way.name}",
        not_before=end_of_quiet(way.quiet, desk.now, desk.zone),
        facts={"rows": rows},
    )
