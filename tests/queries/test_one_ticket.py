"""One ticket with everything that its actions add up to."""

import json
import sqlite3

import pytest

from deskctl.errors import NotFound
from deskctl.queries.ticket.full_ticket import get_ticket, history, show_ticket


def test_the_row_of_the_list_comes_first(conn: sqlite3.Connection, now: int) -> None:
    """A complete ticket begins with the fields of the list and is plain JSON."""
    shape = show_ticket(conn, 22, at=now)
    assert shape["ticket"] == "T-022"
    assert shape["reported_at"] == "2026-10-13T09:05:00+08:00"
    assert shape["description"].startswith("故障 06:40")
    assert json.loads(json.dumps(shape, ensure_ascii=False)) == shape


def test_two_visits_of_one_ticket(conn: sqlite3.Connection, now: int) -> None:
    """A second departure is a second visit, and each visit has its own work log."""
    first, second = show_ticket(conn, 22, at=now)["visits"]
    assert (first["departed_at"], first["left_at"]) == ("2026-10-13T09:50:00+08:00", "2026-10-13T17:45:00+08:00")
    assert (second["arrived_at"], second["requested_at"]) == ("2026-10-15T11:25:00+08:00", None)
    assert [len(visit["logs"]) for visit in (first, second)] == [1, 1]


def test_a_cancelled_visit(conn: sqlite3.Connection, now: int) -> None:
    """A visit that was requested and cancelled is one visit without a departure."""
    (visit,) = show_ticket(conn, 31, at=now)["visits"]
    assert visit["cancelled_at"] == "2026-10-19T00:05:00+08:00"
    assert visit["eta"] == "10-19 00:40"
    assert visit["departed_at"] is None


def test_a_reply_during_the_journey_belongs_to_the_visit(conn: sqlite3.Connection, now: int) -> None:
    """An expected arrival that is reported after the departure belongs to the visit under way."""
    (visit,) = show_ticket(conn, 27, at=now)["visits"]
    assert (visit["engineer"], visit["eta"]) == ("EN2", "06:10")


def test_work_by_an_engineer_already_on_site(conn: sqlite3.Connection, now: int) -> None:
    """Work that is logged without a departure is a visit of that engineer."""
    (visit,) = show_ticket(conn, 32, at=now)["visits"]
    assert (visit["engineer"], visit["arrived_at"], len(visit["logs"])) == ("EN1", None, 1)


def test_consents_and_refusals(conn: sqlite3.Connection, now: int) -> None:
    """Consents and refusals of the customer are listed in order."""
    (refused, allowed) = show_ticket(conn, 6, at=now)["consents"]
    assert (refused["to"], refused["given"], refused["by_contact"]) == ("remote", False, "P-0702")
    assert (allowed["to"], allowed["given"], allowed["scope"]) == ("work", True, "PT-06")


def test_the_history_of_a_part(conn: sqlite3.Connection, now: int) -> None:
    """The request, arrival and installation of a part are one entry with both serial numbers."""
    (part,) = show_ticket(conn, 22, at=now)["parts"]
    assert (part["request"], part["old_serial"], part["new_serial"]) == ("PR-006", "OLD-R1", "NEW-R1")
    assert part["requested_at"] < part["received_at"] < part["installed_at"]


def test_a_returned_faulty_part(conn: sqlite3.Connection, now: int) -> None:
    """A returned faulty part belongs to the part that replaced it."""
    (part,) = show_ticket(conn, 1, at=now)["parts"]
    assert (part["rma"], part["returned_at"]) == ("RMA-001", "2026-09-29T10:00:00+08:00")


def test_history_names_people(conn: sqlite3.Connection) -> None:
    """Actions are listed in the order of recording, with the names of staff and contacts."""
    steps = history(conn, 3)
    assert [step.seq for step in steps] == list(range(1, len(steps) + 1))
    assert {step.actor: step.actor_name for step in steps}["EN2"]
    assert {step.actor: step.actor_name for step in steps}["P-0202"]


def test_an_unknown_ticket(conn: sqlite3.Connection, now: int) -> None:
    """An unknown ticket is reported as missing."""
    for ask in (lambda: get_ticket(conn, 999), lambda: history(conn, 999), lambda: show_ticket(conn, 999, at=now)):
        with pytest.raises(NotFound):
            ask()


def test_every_ticket_can_be_shown(conn: sqlite3.Connection, now: int) -> None:
    """Every ticket of the demo desk can be shown."""
    for number in range(1, 73):
        shape = show_ticket(conn, number, at=now)
        assert len(shape["actions"]) == len(history(conn, number))
