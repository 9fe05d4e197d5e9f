"""Rows of the due list as JSON, each with the command that settles it, if there is one."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from deskctl.names import ticket_name
from deskctl.queries.json_values import Shape, rfc3339

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from deskctl.sla.duties import Duty
    from deskctl.sla.facts import Instant

_COMMANDS: Mapping[str, str] = {
    "inspection": "deskctl inspection start {subject}",
    "inspection_report": "deskctl inspection send {subject} --to ...",
    "return_visit": "deskctl return-visit record --customer {customer} --how phone --with ...",
    "finding": "deskctl inspection finding {subject} --open-ticket",
    "advisory": "deskctl advisory deliver {subject} --to ...",
    "improvement": "deskctl improvement done {subject} --result ...",
    "recommendation": "deskctl recommendation done {subject}",
    "certificate": "deskctl certificate renew {subject} --expires ...",
    "evaluation": "deskctl evaluation ask {ticket}",
    "training": "deskctl training hold {subject} --attendees ...",
    "training_material": "deskctl training hand-over {subject} --to ...",
    "training_need": "deskctl training suggest {ticket}",
    "faq_missing": "deskctl faq publish {ticket}",
    "faq_handover": "deskctl faq issue --system {subject} --language ...",
    "faq_review": "deskctl faq review {subject} --until ...",
    "contract": "deskctl contract outcome {subject} --to ...",
    "roster_gap": "deskctl roster add --start '{subject}'",
    "calendar": "deskctl calendar publish {subject}",
    "stock_minimum": "deskctl stock receive {subject} --qty ...",
    "cover": "deskctl loaner add --substitutes-models {subject} --name ... --model ...",
    "loaner": "deskctl loaner return {ticket} --loaner {subject}",
    "paused": "deskctl ticket resume {ticket}",
    "report_draft": "deskctl report write {ticket}",
    "charge": "deskctl charge record {ticket}",
    "feedback": "deskctl call log {ticket} --direction out --summary ...",
    "loaner_send": "deskctl loaner send {ticket}",
    "mail": "deskctl mail show {subject}",
    "visit": "deskctl visit depart {ticket}",
    "warranty": "deskctl asset note-warranty {subject}",
}
_PARTS: Mapping[str, str] = {
    "verify": "deskctl part verify {ticket} --part ...",
    "request": "deskctl part request {ticket} --part ...",
    "receive": "deskctl part receive {ticket} --part {title}",
    "returned": "deskctl part returned {ticket} --part {title}",
}
"""Commands by the operation that settles the row."""

_WITHOUT_TICKET: Mapping[str, str] = {"visit": "deskctl visit move {subject} --from ... --reason ..."}
_SPLIT: Mapping[str, str] = {"finding": "item", "advisory": "customer"}
"""The kinds whose subject names a record and a part of it, with the option for that part."""
_NAMED_IN_WORDS = frozenset({"faq_handover", "cover"})
"""The kinds whose subject is a system or a model, which may contain spaces."""


def due_shape(duty: Duty, at: Instant, zone: tzinfo) -> Shape:
    """Return the JSON shape of a row, with its state at a time."""
    return {
        "kind": duty.rule.kind,
        "subject": duty.subject,
        "title": duty.title,
        "customer": duty.customer,
        "site": duty.site,
        "ticket": None if duty.ticket is None else ticket_name(duty.ticket),
        "clause": duty.rule.clause,
        "role": duty.rule.role,
        "owner": duty.owner,
        "start": rfc3339(duty.start, zone),
        "due_on": None if duty.due_on is None else duty.due_on.isoformat(),
        "due_at": rfc3339(duty.due_at, zone),
        "remaining": None if duty.due_at is None else duty.due_at - at,
        "state": duty.state(at),
        "soft": duty.rule.soft,
        "planned_at": rfc3339(duty.planned_at, zone),
        "hint": _hint(duty),
    }


def _hint(duty: Duty) -> str | None:
    command = _command(duty)
    if command is None:
        return None
    if duty.rule.kind in _SPLIT:
        record, _slash, second_record = duty.subject.partition("/")
        return command.format(subject=f"{record} --{_SPLIT[duty.rule.kind]} {second_record}")
    ticket = "" if duty.ticket is None else ticket_name(duty.ticket)
    fields = {"customer": duty.customer, "ticket": ticket, "title": duty.title}
    subject = duty.subject.partition("/")[2] if duty.rule.kind == "faq_handover" else duty.subject
    return command.format(subject=quote(subject) if duty.rule.kind in _NAMED_IN_WORDS else subject, **fields).strip()


def _command(duty: Duty) -> str | None:
    if duty.rule.kind == "part":
        return _PARTS.get(duty.step)
    without = _WITHOUT_TICKET.get(duty.rule.kind) if duty.ticket is None else None
    return without or _COMMANDS.get(duty.rule.kind)
