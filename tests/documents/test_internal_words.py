"""No internal word in any paper for the customer, whatever is recorded."""

import sqlite3
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from deskctl.documents.model.archived_ticket import ArchivedTicket
from deskctl.documents.model.tree import Document
from deskctl.documents.reports.incident import ReportTexts, incident_report
from deskctl.documents.reports.public_texts import FOR_THE_CUSTOMER
from deskctl.documents.reports.remote_session import remote_session_record, sessions_of
from deskctl.documents.reports.service_sheet import service_sheet, visits_of
from deskctl.documents.reports.ticket_report import archived_ticket
from deskctl.documents.writers.formats import render
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names

OPERATIONS = [find(*name.split(".", 1)) for name in names()]
WORDS = {
    (operation.event, field.name)
    for operation in OPERATIONS
    for field in fields_of(operation)
    if field.kind == "longtext" and field.stored and operation.event != "report_issued"
}
INTERNAL = sorted((event, name) for event, name in WORDS if name not in FOR_THE_CUSTOMER.get(event, ()))
ISSUED = ReportTexts(1, 0, "EN1", "cause", "method", "result")
INSIDE = "INSIDE"


def papers(given: ArchivedTicket) -> Iterator[Document]:
    """Return every paper of a ticket."""
    yield incident_report(given, ISSUED, given.standing)
    yield from (service_sheet(given, visit) for visit in visits_of(given))
    yield from (remote_session_record(given, session) for session in sessions_of(given))


def filled(given: ArchivedTicket) -> ArchivedTicket:
    """Return the ticket with an internal word in every note and in every field that the customer may not read."""
    kept = deepcopy(given.kept)
    for step in kept["actions"]:
        step["note"] = INSIDE
        step["data"].update({name: INSIDE for event, name in INTERNAL if event == step["event"]})
        if step["event"] == "work_log":
            step["data"]["done"] = "done"
    return ArchivedTicket(kept)


@pytest.mark.parametrize("numbers", [range(1, 37), range(37, 73)])
def test_no_internal_word_is_printed(conn: sqlite3.Connection, now: int, numbers: range) -> None:
    """Notes, reasons, summaries of calls and hand-overs stay inside, on every paper of every ticket of the demo."""
    for number in numbers:
        given = filled(archived_ticket(conn, number, at=now))
        for paper in papers(given):
            assert INSIDE not in render(paper, "md").decode(), (number, paper.name)


def test_what_is_published_is_printed(conn: sqlite3.Connection, now: int) -> None:
    """And no longer once it is internal again."""
    given = filled(archived_ticket(conn, 66, at=now))
    steps: list[dict[str, Any]] = given.kept["actions"]
    last = {**steps[-1], "at": now, "data": {"seq": 2}, "note": ""}
    open_, shut = (
        ArchivedTicket(
            {
                **given.kept,
                "actions": [*steps, *({**last, "seq": 90 + n, "event": event} for n, event in enumerate(events))],
            }
        )
        for events in (["published"], ["published", "unpublished"])
    )
    assert INSIDE in render(incident_report(open_, ISSUED), "md").decode()
    assert INSIDE not in render(incident_report(shut, ISSUED), "md").decode()


def test_the_fields_for_the_customer_exist() -> None:
    """Each is a field of an operation that records the event."""
    known = {(operation.event, field.name) for operation in OPERATIONS for field in fields_of(operation)}
    assert {(event, name) for event, names_ in FOR_THE_CUSTOMER.items() for name in names_} <= known
