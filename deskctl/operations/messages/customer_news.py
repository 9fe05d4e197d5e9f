"""Mails to the customer in the course of a ticket: a visit planned, moved or confirmed, a reopening, a closing."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from deskctl.names import ticket_name
from deskctl.sla.facts import moment

if TYPE_CHECKING:
    from deskctl.desk.desk import Desk

_NEWS = {
    "visit_planned": "visit",
    "visit_moved": "visit",
    "visit_confirmed": "visit",
    "reopened": "reopened",
    "closed_without_answer": "unanswered",
}
_VISIT_STATES = {"visit_planned": "planned", "visit_moved": "moved", "visit_confirmed": "confirmed"}
_INTERNAL = "internal"
_OLDEST = 12 * 3_600
"""An action recorded later than this after it happened is not mailed."""


def inform_customer(desk: "Desk") -> None:
    """Queue a mail to the contact of the current ticket about what was just recorded."""
    news = [one for one in desk.recorded if one.event in _NEWS]
    if not news or not desk.holds_ticket or desk.now - desk.at > _OLDEST:
        return
    from deskctl.config.messages import message_settings
    from deskctl.desk.outbox import OutgoingMessage, queue_message
    from deskctl.queries.messages.sent_messages import thread_of_ticket

    case = desk.case
    contact = desk.row("contact", id=case.columns["contact"]) if case.columns["contact"] else None
    if case.columns["channel"] == _INTERNAL or not contact or not contact["email"] or not message_settings().sends_mail:
        return
    data = {fact.seq: fact.data for fact in case.recorded}
    for one in news:
        if one.subject != ticket_name(case.number) or data.get(one.seq, {}).get("symptom") is False:
            continue
        queue_message(
            desk,
            OutgoingMessage(
                kind=_NEWS[one.event],
                recipient=contact["email"],
                ticket=case.number,
                contact=contact["id"],
                lang=case.columns["lang"],
                caused_by=one.action,
                dedupe=f"news:{one.action}",
                answers=thread_of_ticket(desk.reader, case.number),
                facts=dict(_facts(desk, one.event, data.get(one.seq, {}))),
            ),
        )


def _facts(desk: "Desk", event: str, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield more facts for the message: when and who for a visit, the customer's reason for a reopening."""
    if event == "reopened":
        yield "reason", str(data.get("reason") or "")
    visit = desk.row("visit", id=data["visit"]) if "visit" in data else None
    if visit is not None:
        yield "when", f"{moment(visit['start']).astimezone(desk.zone):%Y-%m-%d %H:%M}"
        rows = (desk.row("staff", id=name) for name in json.loads(visit["engineers"] or "[]"))
        yield "who", ", ".join(row["name"] for row in rows if row)
        yield "state", _VISIT_STATES[event]
