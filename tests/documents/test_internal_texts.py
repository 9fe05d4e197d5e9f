"""No document for the customer contains internal texts, whatever is recorded."""

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


def documents_of(given: ArchivedTicket) -> Iterator[Document]:
    """Yield every document of a ticket."""
    yield incident_report(given, ISSUED, given.in_force)
    yield from (service_sheet(given, visit) for visit in visits_of(given))
    yield from (remote_session_record(given, session) for session in sessions_of(given))


def filled(given: ArchivedTicket) -> ArchivedTicket:
    """Return the ticket with an internal text in every note and in every field that is not for the customer."""
    kept = deepcopy(given.kept)
    for step in kept["actions"]:
        step["note"] = INSIDE
        step["data"].update({name: INSIDE for event, name in INTERNAL if event == step["event"]})
        if step["event"] == "work_log":
            step["data"]["done"] = "done"
    return ArchivedTicket(kept)


@pytest.mark.parametrize("numbers", [range(1, 37), range(37, 73)])
def test_internal_texts_are_not_printed(conn: sqlite3.Connection, now: int, numbers: range) -> None:
    """Notes, reasons and summaries are in no document of any ticket of the demo."""
    for number in numbers:
        archived = filled(archived_ticket(conn, number, at=now))
        for paper in documents_of(archived):
            assert INSIDE not in render(paper, "md").decode(), (number, paper.name)


def test_published_text_is_printed(conn: sqlite3.Connection, now: int) -> None:
    """A published note is printed, and no longer after it is unpublished."""
    archived = filled(archived_ticket(conn, 66, at=now))
    steps: list[dict[str, Any]] = archived.kept["actions"]
    last = {**steps[-1], "at": now, "data": {"seq": 2}, "note": ""}
    published, unpublished = (
        ArchivedTicket(
            {
                **archived.kept,
                "actions": [*steps, *({**last, "seq": 90 + n, "event": event} for n, event in enumerate(events))],
            }
        )
        for events in (["published"], ["published", "unpublished"])
    )
    assert INSIDE in render(incident_report(published, ISSUED), "md").decode()
    assert INSIDE not in render(incident_report(unpublished, ISSUED), "md").decode()


def test_fields_for_the_customer_exist() -> None:
    """Each field that is printed for the customer is a field of an operation that records the event."""
    known = {(operation.event, field.name) for operation in OPERATIONS for field in fields_of(operation)}
    assert {(event, name) for event, names_ in FOR_THE_CUSTOMER.items() for name in names_} <= known
