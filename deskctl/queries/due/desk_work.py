"""Duties of the desk itself: mails, unanswered questions, pauses, drafts of reports, loaners, visits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deskctl.names import ticket_name
from deskctl.queries.dispatch.planned_visits import pending_visits
from deskctl.queries.messages.awaited_feedback import awaited_feedback
from deskctl.queries.messages.mail_due import mail_due_times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskctl.queries.due.due_inputs import DueInputs
    from deskctl.sla.duties import Duty


def mails(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each mail that waits to be handled."""
    due_of = mail_due_times(inputs.conn)
    text = (
        "SELECT mail.id, subject, received_at, coalesce(mail.customer, contact.customer) AS customer FROM mail"
        " LEFT JOIN contact ON contact.id = from_contact WHERE ticket IS NULL AND received_at <= ?"
        " AND coalesce(state, 'waiting') = 'waiting' ORDER BY mail.id"
    )
    for row in inputs.rows(text, [inputs.at]):
        due = due_of(row["received_at"]) or row["received_at"]
        yield inputs.until("mail", row["id"], row["subject"], due, start=row["received_at"], customer=row["customer"])


def pauses(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for the end of each running pause."""
    longest = 5
    text = (
        "SELECT ticket, max(action.at) AS since, title, customer, owner, paused_until FROM action"
        " JOIN ticket ON ticket.number = action.ticket"
        " WHERE status = 'paused' AND event = 'paused' AND action.at <= ?"
        " GROUP BY ticket, title, customer, owner, paused_until"
    )
    for row in inputs.rows(text, [inputs.at]):
        due = row["paused_until"] or inputs.workdays(row["since"], longest)
        duty = inputs.until(
            "paused", ticket_name(row["ticket"]), row["title"], due, start=row["since"], ticket=row["ticket"],
            customer=row["customer"], owner=row["owner"],
        )  # fmt: skip
        yield duty._replace(rule=replace(duty.rule, lead=inputs.workdays_ahead(due, duty.rule.lead)))


def report_drafts(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each unfinished report of a resolved ticket."""
    workdays = inputs.rules["report_draft"]["due_workdays"]
    text = (
        "SELECT report_draft.ticket, author, report_draft.changed_at AS since, title, customer FROM report_draft"
        " JOIN ticket ON ticket.number = report_draft.ticket"
        " WHERE status = 'resolved' AND report_draft.changed_at <= ? ORDER BY report_draft.ticket"
    )
    for row in inputs.rows(text, [inputs.at]):
        yield inputs.until(
            "report_draft", ticket_name(row["ticket"]), row["title"], inputs.workdays(row["since"], workdays),
            start=row["since"], ticket=row["ticket"], customer=row["customer"], owner=row["author"],
        )  # fmt: skip


def unanswered_questions(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each customer who was asked for feedback by mail, was reminded twice, and has not answered."""
    rule = inputs.rules["feedback"]
    for word in awaited_feedback(inputs.conn, 0):
        start = inputs.workdays(word.since, rule["reminded_workdays"])
        if start <= inputs.at:
            yield inputs.until(
                "feedback", ticket_name(word.ticket), word.title, inputs.workdays(word.since, rule["due_workdays"]),
                start=start, ticket=word.ticket, customer=word.customer, owner=word.owner,
            )  # fmt: skip


def loaners_to_send(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty for each promised loaner that was not sent, for the business staff."""
    text = (
        "SELECT clock.ticket, start, due, title, customer FROM clock JOIN ticket ON ticket.number = clock.ticket"
        " WHERE outcome = 'open' AND milestone = 'loaner_provided' AND due IS NOT NULL AND start <= ?1"
        " AND NOT EXISTS (SELECT 1 FROM stock_move WHERE stock_move.ticket = clock.ticket AND kind = 'loaner_out'"
        " AND stock_move.at <= ?1) ORDER BY clock.ticket"
    )
    for row in inputs.rows(text, [inputs.at]):
        yield inputs.until(
            "loaner_send", ticket_name(row["ticket"]), row["title"], row["due"], start=row["start"],
            ticket=row["ticket"], customer=row["customer"],
        )  # fmt: skip


def visits(inputs: DueInputs) -> Iterator[Duty]:
    """Yield a duty to set out for each visit and engineer who has not."""
    for visit in pending_visits(inputs.conn, inputs.zone, inputs.at):
        engineers: list[str | None] = [name for name in visit.engineers if name not in visit.gone]
        if visit.progress is not None and not engineers:
            continue
        alone = len(visit.engineers) < 2  # noqa: PLR2004 - one or nobody
        for engineer in engineers or [None]:
            yield inputs.until(
                "visit",
                visit.id if alone else f"{visit.id}/{engineer}",
                " ".join(filter(None, (visit.of, visit.customer_name, visit.site_name))),
                visit.leave_by,
                start=visit.leave_by - (inputs.rules["visit"].lead or 0),
                planned_at=visit.start,
                ticket=visit.ticket,
                customer=visit.customer,
                site=visit.site,
                owner=engineer,
            )
