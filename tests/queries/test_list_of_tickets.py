"""The list of tickets with its filters, orders and pages."""

import sqlite3
from itertools import product
from typing import Any

import pytest
from kept_rows import column

from deskctl.errors import Usage
from deskctl.queries.conditions.filters import SORTS, TicketFilter
from deskctl.queries.tickets import ticket_pages
from deskctl.queries.tickets.ticket_list import count_tickets, cursor_after_row, list_tickets, ticket_numbers
from deskctl.queries.tickets.ticket_row import TicketRow, rows_of
from deskctl.sla.lifecycle import OVER

EVERY = TicketFilter(status=("all",))


def test_open_tickets_come_soonest_due_first(conn: sqlite3.Connection, now: int) -> None:
    """Open tickets are sorted by their next due time, with those without a running clock last."""
    rows = list_tickets(conn, TicketFilter(), at=now)
    dues = [row.next_due_at for row in rows]
    assert not OVER & {row.status for row in rows}
    assert dues == sorted(dues, key=lambda due: (due is None, due))
    assert rows[0].ticket == "T-066"
    assert rows[-1].next_due_at is None


def test_naming_a_status_shows_closed_tickets(conn: sqlite3.Connection, now: int) -> None:
    """A closed ticket is listed if its status is requested."""
    rows = list_tickets(conn, TicketFilter(status=("duplicate",)), at=now)
    assert [row.ticket for row in rows] == ["T-052"]


def test_all_shows_every_ticket(conn: sqlite3.Connection, now: int) -> None:
    """The status `all` lists every ticket."""
    assert count_tickets(conn, EVERY, at=now) == 72


@pytest.mark.parametrize("sort", ["due", "reported", "latest", "number"])
@pytest.mark.parametrize("size", [1, 5, 7])
def test_pages_follow_each_other_without_gap(conn: sqlite3.Connection, now: int, sort: str, size: int) -> None:
    """Pages by cursor contain the same tickets in the same order as the whole list."""
    where = TicketFilter(status=("all",), sort=sort)
    walked: list[TicketRow] = []
    after = None
    while page := list_tickets(conn, where, at=now, limit=size, after=after):
        walked += page
        after = cursor_after_row(page[-1], where)
    assert [row.number for row in walked] == list(ticket_numbers(conn, where, at=now))


def test_a_cursor_of_another_order_is_refused(conn: sqlite3.Connection, now: int) -> None:
    """A cursor is valid only for the order in which it was created."""
    (row,) = list_tickets(conn, TicketFilter(), at=now, limit=1)
    with pytest.raises(Usage):
        list_tickets(conn, TicketFilter(sort="number"), at=now, after=cursor_after_row(row, TicketFilter()))


@pytest.mark.parametrize("text", ["x", "", "d-.1", "d.zz", "é.1", "d1.2.3"])
def test_a_broken_cursor_is_refused(conn: sqlite3.Connection, now: int, text: str) -> None:
    """An invalid cursor is a usage error and never returns the first page."""
    if text:
        with pytest.raises(Usage):
            list_tickets(conn, TicketFilter(), at=now, after=text)


def test_overdue_depends_on_the_time_of_reading(conn: sqlite3.Connection, now: int) -> None:
    """A ticket becomes overdue by the passing of time alone."""
    late_now = {row.number for row in list_tickets(conn, TicketFilter(overdue=True), at=now)}
    late_tomorrow = {row.number for row in list_tickets(conn, TicketFilter(overdue=True), at=now + 86400)}
    assert late_now < late_tomorrow
    assert all(row.overdue(now) and (row.remaining(now) or 0) < 0 for row in rows_of(conn, list(late_now)).values())


def test_due_within_includes_overdue_tickets(conn: sqlite3.Connection, now: int) -> None:
    """A filter for tickets due within 20 minutes also returns tickets that are overdue."""
    rows = list_tickets(conn, TicketFilter(due_within=20 * 60), at=now)
    assert [row.ticket for row in rows] == ["T-066", "T-070", "T-071"]


def test_tickets_without_an_owner(conn: sqlite3.Connection, now: int) -> None:
    """The owner `none` finds tickets without an owner."""
    assert [row.ticket for row in list_tickets(conn, TicketFilter(owner=("none",)), at=now)] == ["T-071"]


def test_filtering_by_customer_level_and_severity(conn: sqlite3.Connection, now: int) -> None:
    """Several conditions must all hold."""
    where = TicketFilter(customer=("CUS-03",), level=("full_urgent",), severity=("catastrophic",))
    assert [row.ticket for row in list_tickets(conn, where, at=now)] == ["T-070"]


@pytest.mark.parametrize("words", ["存储链路", "存储 全院", "砚秋 链路", "his 存储"])
def test_fragments_are_found(conn: sqlite3.Connection, now: int, words: str) -> None:
    """Any fragment of title, description or customer name finds the ticket, and several fragments must all occur."""
    assert [row.ticket for row in list_tickets(conn, TicketFilter(words=words), at=now)] == ["T-070"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%_"])
def test_wildcards_are_plain_characters(conn: sqlite3.Connection, now: int, words: str) -> None:
    """Wildcards of SQL match only themselves."""
    rows = list_tickets(conn, TicketFilter(status=("all",), words=words), at=now, limit=-1)
    assert all(words in row.title or words in _description(conn, row.number) for row in rows)


def _description(conn: sqlite3.Connection, number: int) -> str:
    (text,) = column(conn, "ticket", "description", number=number)
    return str(text)


def test_an_injection_finds_nothing(conn: sqlite3.Connection, now: int) -> None:
    """Values are bound and never become part of the statement."""
    nasty = "x' OR 1=1 --"
    for where in (TicketFilter(words=nasty), TicketFilter(status=(nasty,)), TicketFilter(customer=(nasty,))):
        assert list_tickets(conn, where, at=now) == []


def _plan(conn: sqlite3.Connection, where: TicketFilter, now: int) -> str:
    """Return the query plan for the page of a filter."""
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    list_tickets(conn, where, at=now)
    conn.set_trace_callback(None)
    return " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statements[-1]}"))


@pytest.mark.parametrize("sort", SORTS)
def test_open_tickets_are_found_by_the_partial_index(conn: sqlite3.Connection, now: int, sort: str) -> None:
    """A list of open tickets walks a partial index in every order, without sorting."""
    names = {"due": "ticket_open_due", "latest": "ticket_open_reported", "updated": "ticket_open_changed"}
    plan = _plan(conn, TicketFilter(sort=sort), now)
    assert names.get(sort, f"ticket_open_{sort}") in plan
    assert " few" not in plan


def test_the_open_tickets_of_a_customer_are_in_order(
    conn: sqlite3.Connection, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The open tickets of one customer are read in order of due time from an index, without sorting."""
    monkeypatch.setattr(ticket_pages, "FEW_IN_ORDER", 0)
    plan = _plan(conn, TicketFilter(customer=("CUS-01",)), now)
    assert "ticket_open_customer" in plan
    assert " few" not in plan


@pytest.mark.parametrize("sort", SORTS)
def test_the_tickets_of_a_customer_are_in_order(
    conn: sqlite3.Connection, now: int, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    """All tickets of one customer are read in every order from an index, without sorting."""
    monkeypatch.setattr(ticket_pages, "FEW_IN_ORDER", 0)
    names = {"due": "ticket_customer_number", "number": "ticket_customer_number", "updated": "ticket_customer_changed"}
    plan = _plan(conn, EVERY._replace(customer=("CUS-01",), sort=sort), now)
    assert names.get(sort, "ticket_customer_closed" if sort == "closed" else "ticket_customer ") in plan
    assert " few" not in plan


def test_a_rare_value_uses_the_index_of_the_order(
    conn: sqlite3.Connection, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If no index has the tickets of a filter in order, the index of all tickets in order is used."""
    monkeypatch.setattr(ticket_pages, "selective_count", lambda _conn: 0)
    assert "USING INDEX ticket_changed" in _plan(conn, EVERY._replace(kind=("upgrade",), sort="updated"), now)


def test_a_rare_tag_is_looked_up_among_tagged_actions(conn: sqlite3.Connection, now: int) -> None:
    """A list by a rare tag reads only the tagged actions."""
    assert "action_tagged" in _plan(conn, TicketFilter(status=("all",), tag=("no-such-tag",)), now)


def test_rows_of_omits_unknown_numbers(conn: sqlite3.Connection) -> None:
    """An unknown number has no row."""
    assert set(rows_of(conn, [1, 999, 2])) == {1, 2}
    assert rows_of(conn, []) == {}


_FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"customer": ("CUS-01",)},
    {"owner": ("EN1",), "level": ("routine",)},
    {"contact": ("none",)},
    {"site": ("S-0101",), "kind": ("incident", "request")},
    {"words": "接听"},
    {"asset": ("A-0105",), "reported_since": 1_793_500_800},
    {"customer": ("CUS-01",), "without": (("channel", ("phone",)),)},
)


@pytest.mark.parametrize("few", [0, 5000])
@pytest.mark.parametrize("status", [(), ("all",), ("closed",), ("duplicate", "new")])
@pytest.mark.parametrize("reverse", [False, True])
def test_pages_of_every_order_form_the_whole_list(
    conn: sqlite3.Connection,
    now: int,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    status: tuple[str, ...],
    reverse: bool,
) -> None:
    """Pages contain the same tickets as the whole list, whether few tickets are looked up or the order is walked."""
    monkeypatch.setattr(ticket_pages, "selective_count_for_words", lambda _conn: few)
    monkeypatch.setattr(ticket_pages, "FEW_IN_ORDER", few)
    monkeypatch.setattr(ticket_pages, "selective_count", lambda _conn: few)
    different = []
    for sort, added in product(SORTS, _FILTERS):
        where = TicketFilter(status=status, sort=sort, reverse=reverse)._replace(**added)
        walked, after = [], None
        while page := list_tickets(conn, where, at=now, limit=20, after=after):
            walked += [row.number for row in page]
            after = cursor_after_row(page[-1], where)
        if walked != list(ticket_numbers(conn, where, at=now)):
            different.append(where)
    assert different == []
