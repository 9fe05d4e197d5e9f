"""Clocks at a given time, and the reference data that forms offer."""

import sqlite3
from datetime import datetime

import pytest
from kept_rows import column

from deskctl.errors import NotFound
from deskctl.operations.framework.base import fields_of
from deskctl.operations.framework.catalogue import find, names
from deskctl.queries.customers.caller_card import contact_card
from deskctl.queries.reference.policies import clause_words
from deskctl.queries.search.choices import choices, kinds
from deskctl.queries.tickets.clocks import list_clocks, next_clocks
from deskctl.queries.tickets.ticket_row import get_ticket
from deskctl.sla.state import MET, RUNNING
from deskctl.store.facts.desk_zone import desk_zone
from deskctl.store.facts.people import on_call

NONE_IN_THE_DEMO = {"hotline", "outbox", "recommendation", "inspection_plan", "checklist", "attachment", "visit",
    "absence", "shift", "callback", "canned_text"}  # fmt: skip


def at(text: str) -> int:
    """Return a time of the demo desk as an instant."""
    return int(datetime.fromisoformat(text).timestamp())


def test_clocks_of_one_ticket(conn: sqlite3.Connection, now: int) -> None:
    """The clocks of a ticket are listed in the order of the policy and with its id."""
    rows = list_clocks(conn, 1, at=now)
    arrival = [row for row in rows if row.clause == "S3-matrix-catastrophic.arrive"]
    assert {row.policy for row in rows} == {"after-sales"}
    assert [(row.milestone, row.seconds, row.state(now)) for row in arrival] == [("arrived", 3600, MET)]


def test_a_clock_is_not_listed_before_it_starts(conn: sqlite3.Connection) -> None:
    """At an earlier time, clocks that have not started are absent and those that ran are still running."""
    early = at("2026-09-27T10:09:00+08:00")
    rows = list_clocks(conn, 1, at=early)
    assert all(row.start <= early for row in rows)
    assert RUNNING in {row.state(early) for row in rows}
    assert len(rows) < len(list_clocks(conn, 1, at=early + 86400 * 30))


def test_clocks_of_open_or_of_all_tickets(conn: sqlite3.Connection, now: int) -> None:
    """Without a ticket the list has the clocks of open tickets, or on request those of all tickets."""
    open_ones = {row.number for row in list_clocks(conn, None, at=now)}
    every = {row.number for row in list_clocks(conn, None, at=now, every=True)}
    assert open_ones < every
    assert 1 in every - open_ones


def test_the_next_clocks_to_breach(conn: sqlite3.Connection, now: int) -> None:
    """The next clocks are running, not late, and sorted by due time."""
    coming = next_clocks(conn, 5, at=now)
    dues = [row.due or 0 for row, _title, _customer in coming]
    assert dues == sorted(dues)
    assert dues[0] >= now
    assert coming[0][0].ticket == "T-070"


def test_every_kind_of_choice_can_be_listed(conn: sqlite3.Connection) -> None:
    """The choices of each kind of record are ids with labels, except for kinds of which the demo desk has no record."""
    for kind in kinds():
        found = choices(conn, kind)
        assert found or kind in NONE_IN_THE_DEMO
        assert all(key and label for key, label in found)


def test_every_reference_of_an_operation_has_choices(conn: sqlite3.Connection) -> None:
    """For each reference of a field all records of the store are listed, and no others."""
    refs = {field.ref for name in names() for field in fields_of(find(*name.split("."))) if field.ref}
    assert refs <= set(kinds())
    for kind in refs - {"ticket"}:
        known = {*column(conn, kind, "id")}
        assert {key for key, _label in choices(conn, kind)} == known


def test_the_most_likely_choices_come_first(conn: sqlite3.Connection) -> None:
    """Open tickets and waiting mails are listed first, and no more choices are read than requested."""
    assert [key for key, _label in choices(conn, "ticket", limit=3)] == ["T-072", "T-071", "T-070"]
    assert next(key for key, _label in choices(conn, "mail", limit=1)) == "ML-005"
    assert [key for key, _label in choices(conn, "ticket", "t-017")] == ["T-017"]
    assert choices(conn, "roster", limit=1)[0][1].count(" · ") == 2


def test_choices_are_filtered(conn: sqlite3.Connection) -> None:
    """Choices are filtered by the owner and by a fragment of the id or label."""
    assert {key[:5] for key, _label in choices(conn, "contact", customer="CUS-03")} == {"P-030"}
    assert [key for key, _label in choices(conn, "staff", "en1")] == ["EN1"]
    assert all("01" in key for key, _label in choices(conn, "asset", customer="CUS-01"))


def test_on_call_and_the_gap(conn: sqlite3.Connection, now: int) -> None:
    """The roster names the person on call, and nobody during its gap."""
    found = on_call(conn, now)
    assert found is not None
    assert found[0] == "LE1"
    assert on_call(conn, at("2026-12-07T08:30:00+08:00")) is None


def test_the_card_of_a_caller(conn: sqlite3.Connection, now: int) -> None:
    """The card of a contact shows the customer, the sites and the open tickets."""
    card = contact_card(conn, "P-0301", at=now)
    assert (card.customer, card.customer_name) == ("CUS-03", "砚秋示例医院")
    assert 70 in {number for number, _title, _status in card.open_tickets}
    colleague = contact_card(conn, "P-0302", at=now)
    first = [get_ticket(conn, number).contact == "P-0302" for number, _title, _status in colleague.open_tickets]
    assert first == sorted(first, reverse=True)
    assert card.sites
    with pytest.raises(NotFound):
        contact_card(conn, "P-9999", at=now)


def test_the_text_of_a_clause(conn: sqlite3.Connection) -> None:
    """The text of a clause is returned in both languages."""
    words = clause_words(conn, None, None, "S5.4-5")
    assert words is not None
    assert all(words)
    assert clause_words(conn, "after-sales", None, "S0-nothing") is None


def test_the_zone_of_the_desk(conn: sqlite3.Connection) -> None:
    """The zone of the desk is that of its policy."""
    assert desk_zone(conn) == "Asia/Shanghai"
