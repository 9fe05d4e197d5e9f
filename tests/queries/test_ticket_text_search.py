"""The search index finds texts exactly where reading every ticket finds them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_rows import change, more_tickets, rolled_back, rows
from partial_index import incomplete_index, prepare_incomplete_index

from deskctl.language.folding import fold
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.search.desk_search import search
from deskctl.queries.tickets import ticket_pages
from deskctl.queries.tickets.ticket_list import count_tickets, cursor_after_row, list_tickets, ticket_numbers
from deskctl.store.search.search_index import index_tickets, is_indexed

NUMBER, CUSTOMER = 70, "CUS-01"
MORE = range(100, 2000)
"""The numbers of the tickets of many pages."""
EVERYWHERE = {"status": ("all",)}
CHARACTERS = "打印机用户⽤⼾⻅见aAzZéÉſß019ＨｉＳ１-_%\\\"'*:()^.,。,￥´  \u3000\t\n"
TEXTS = st.text(CHARACTERS, max_size=24) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
Query: TypeAlias = Callable[..., object]
EVERY_QUERY: tuple[Query, ...] = (ticket_numbers, count_tickets, list_tickets)


@pytest.fixture(scope="session")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return a copy of the demo desk in which tickets can be changed and the index can be made incomplete."""
    path = tmp_path_factory.mktemp("words") / "own.db"
    of_many_texts = {"cached_statements": 2000}  # each kind of filter and of words leads to another query
    with (
        closing(sqlite3.connect(demo)) as source,
        closing(sqlite3.connect(path, isolation_level=None, **of_many_texts)) as conn,
    ):
        source.backup(conn)
        prepare_incomplete_index(conn)
        yield conn


@contextmanager
def without_index(conn: sqlite3.Connection) -> Iterator[None]:
    """Search without the index, as if it lacked a ticket."""
    with incomplete_index(conn):
        assert not is_indexed(conn)
        yield
    assert is_indexed(conn)


@contextmanager
def changed(conn: sqlite3.Connection, title: str, description: str) -> Iterator[None]:
    """Give a ticket other texts within the block."""
    with rolled_back(conn):
        change(conn, "ticket", {"title": title, "description": description}, number=NUMBER)
        index_tickets(conn, (NUMBER,))
        yield


def found(conn: sqlite3.Connection, words: str, kinds: Sequence[Query] = EVERY_QUERY) -> tuple[object, ...]:
    """Return the results of every kind of filter in every kind of query."""
    filters = [
        TicketFilter(words=words),
        TicketFilter(words=words, status=("all",), sort="number"),
        TicketFilter(words=words, status=("new", "closed"), sort="reported", level=("urgent",)),
        TicketFilter(words=words, owner=("EN2",)),
        TicketFilter(words=words, status=("all",), customer=(CUSTOMER,)),
    ]
    return (search(conn, words), *(query(conn, where, at=0) for query in kinds for where in filters))


def same_results(conn: sqlite3.Connection, words: str, kinds: Sequence[Query] = EVERY_QUERY) -> tuple[object, ...]:
    """Check that the index and reading find the same, and return it."""
    expected = found(conn, words, kinds)
    with without_index(conn):
        assert found(conn, words, kinds) == expected
    return expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, st.data())
def test_the_index_finds_the_same_as_reading(
    own: sqlite3.Connection, title: str, description: str, data: st.DataObject
) -> None:
    """For random texts every fragment is found, alone or with another word, and nothing else.

    Each kind of query is checked for the fragment, and the ticket numbers also for the other words.
    """
    with changed(own, title, description):
        text = f"{title} {description}"
        place = data.draw(st.integers(0, len(text)))
        fragment = text[place : place + data.draw(st.integers(1, 6))]
        same_results(own, fragment)
        for words in (fragment.swapcase(), data.draw(TEXTS), f"{fragment} 存储"):
            same_results(own, words, (ticket_numbers,))
        if fold(fragment).strip():  # a search for only invisible characters finds nothing
            numbers = ticket_numbers(own, TicketFilter(words=fragment, status=("all",)), at=0)
            assert NUMBER in numbers


@pytest.mark.parametrize(
    "words",
    [
        "存",
        "存储",
        "存储链路",
        "rint",
        "Clerk",
        "SERVER",
        "his",
        "ＨＩＳ",
        "T-070",
        "t-0",
        "70",
        "-07",
        "砚秋",
        "医院 存储",
    ],
)
def test_words_as_people_type_them(own: sqlite3.Connection, words: str) -> None:
    """Words in every script are found, also in names of customers and numbers of tickets."""
    assert any(same_results(own, words))


@pytest.mark.parametrize(
    "words", ["%", "_", '"', "'", "*", "OR", "AND", "NEAR(", "words:", "^", "龘", "龘 存储", "", " "]
)
def test_characters_of_the_index_syntax_are_literal(own: sqlite3.Connection, words: str) -> None:
    """Characters with a meaning for the index are searched for literally."""
    same_results(own, words)


def test_every_fragment_of_every_title(own: sqlite3.Connection) -> None:
    """Every fragment of every title finds its ticket."""
    for number, title in rows(own, "ticket", "number, title"):
        for length in (1, 2, 3, 5):
            for fragment in {title[place : place + length] for place in range(0, len(title), 3)}:
                where = TicketFilter(words=fragment, **EVERYWHERE)
                assert number in ticket_numbers(own, where, at=0), fragment


def test_changed_texts_are_found_and_old_ones_are_not(own: sqlite3.Connection) -> None:
    """A ticket with changed texts is found by the new ones only."""
    with changed(own, "打印机卡纸", "second floor"):
        assert [row.number for row in list_tickets(own, TicketFilter(words="印机卡 floor"), at=0)] == [NUMBER]
        assert NUMBER not in ticket_numbers(own, TicketFilter(words="存储链路"), at=0)
    assert NUMBER in ticket_numbers(own, TicketFilter(words="存储链路"), at=0)


def test_pages_of_frequent_words(own: sqlite3.Connection) -> None:
    """With more matching tickets than are read and sorted, the pages follow each other as the whole list does."""
    with rolled_back(own):
        more_tickets(own, MORE, lambda number: 66 + number % 7)
        index_tickets(own, MORE)
        for status, sort in product([(), ("all",)], ["due", "reported", "number"]):
            for words in ("服务", "链路 存储", "服务 T-1", "a"):
                pages_are_the_list(own, TicketFilter(words=words, status=status, sort=sort))


def test_a_promise_of_a_closed_ticket(own: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ticket that is over comes by the due time of its promise when an index is walked for words."""
    monkeypatch.setattr(ticket_pages, "selective_count", lambda _conn: 0)
    with rolled_back(own):
        change(own, "ticket", {"next_due_at": 1}, number=2)
        assert list_tickets(own, TicketFilter(words="接听", **EVERYWHERE), at=0)[0].number == 2


def pages_are_the_list(conn: sqlite3.Connection, where: TicketFilter) -> None:
    """Check that the pages of a list and the list without the index are the same as the list with the index."""
    whole, seen, after = list(ticket_numbers(conn, where, at=0)), [], None
    while page := list_tickets(conn, where, at=0, limit=120, after=after):
        seen += [row.number for row in page]
        after = cursor_after_row(page[-1], where)
    assert seen == whole
    with without_index(conn):
        assert list(ticket_numbers(conn, where, at=0)) == whole
