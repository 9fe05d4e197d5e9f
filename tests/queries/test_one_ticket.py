"""One ticket in full: what its steps add up to."""

import json
import sqlite3

import pytest

from deskctl.errors import NotFound
from deskctl.queries.ticket.full_ticket import get_ticket, history, show_ticket


def test_the_row_of_the_list_stands_first(conn: sqlite3.Connection, now: int) -> None:
    """A ticket shown in full begins with the fields of the list and is plain JSON."""
    shape = show_ticket(conn, 22, at=now)
    assert shape["ticket"] == "T-022"
    assert shape["reported_at"] == "2026-10-13T09:05:00+08:00"
    assert shape["description"].startswith("故障 06:40")
    assert json.loads(json.dumps(shape, ensure_ascii=False)) == shape


def test_two_visits_of_one_ticket(conn: sqlite3.Connection, now: int) -> None:
    """A second way to the site is a second visit, each with its own work log."""
    first, second = show_ticket(conn, 22, at=now)["visits"]
    assert (first["departed_at"], first["left_at"]) == ("2026-10-13T09:50:00+08:00", "2026-10-13T17:45:00+08:00")
    assert (second["arrived_at"], second["requested_at"]) == ("2026-10-15T11:25:00+08:00", None)
    assert [len(visit["logs"]) for visit in (first, second)] == [1, 1]


def test_a_visit_that_was_called_off(conn: sqlite3.Connection, now: int) -> None:
    """A visit asked for and cancelled is one visit that never left."""
    (visit,) = show_ticket(conn, 31, at=now)["visits"]
    assert visit["cancelled_at"] == "2026-10-19T00:05:00+08:00"
    assert visit["eta"] == "10-19 00:40"
    assert visit["departed_at"] is None


def test_an_answer_on_the_way_belongs_to_the_visit(conn: sqlite3.Connection, now: int) -> None:
    """An expected arrival told after setting out belongs to the visit that is under way."""
    (visit,) = show_ticket(conn, 27, at=now)["visits"]
    assert (visit["engineer"], visit["eta"]) == ("EN2", "06:10")


def test_work_by_an_engineer_who_was_there_already(conn: sqlite3.Connection, now: int) -> None:
    """Work logged without a way to the site is a visit of that engineer."""
    (visit,) = show_ticket(conn, 32, at=now)["visits"]
    assert (visit["engineer"], visit["arrived_at"], len(visit["logs"])) == ("EN1", None, 1)


def test_consents_and_refusals(conn: sqlite3.Connection, now: int) -> None:
    """What the customer allowed and refused, in order."""
    (refused, allowed) = show_ticket(conn, 6, at=now)["consents"]
    assert (refused["to"], refused["given"], refused["by_contact"]) == ("remote", False, "P-0702")
    assert (allowed["to"], allowed["given"], allowed["scope"]) == ("work", True, "PT-06")


def test_the_way_of_a_part(conn: sqlite3.Connection, now: int) -> None:
    """A part's request, arrival and installation are one entry, with both serial numbers."""
    (part,) = show_ticket(conn, 22, at=now)["parts"]
    assert (part["request"], part["old_serial"], part["new_serial"]) == ("PR-006", "OLD-R1", "NEW-R1")
    assert part["requested_at"] < part["received_at"] < part["installed_at"]


def test_a_faulty_part_sent_in(conn: sqlite3.Connection, now: int) -> None:
    """The faulty part that goes back belongs to the part that replaced it."""
    (part,) = show_ticket(conn, 1, at=now)["parts"]
    assert (part["rma"], part["returned_at"]) == ("RMA-001", "2026-09-29T10:00:00+08:00")


def test_history_names_people(conn: sqlite3.Connection) -> None:
    """Steps come in the order of recording, staff and contacts by name."""
    steps = history(conn, 3)
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    assert {step.actor: step.actor_name for step in steps}["EN2"]
    assert {step.actor: step.actor_name for step in steps}["P-0202"]


def test_an_unknown_ticket(conn: sqlite3.Connection, now: int) -> None:
    """What does not exist is said to be missing, not shown empty."""
    for ask in (lambda: get_ticket(conn, 999), lambda: history(conn, 999), lambda: show_ticket(conn, 999, at=now)):
        with pytest.raises(NotFound):
            ask()


def test_every_ticket_can_be_shown(conn: sqlite3.Connection, now: int) -> None:
    """No ticket of the demo is too odd to be shown."""
    for number in range(1, 73):
        shape = show_ticket(conn, number, at=now)
        assert len(shape["actions"]) == len(history(conn, number))
