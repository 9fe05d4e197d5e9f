"""Words are found by the index exactly where reading every ticket finds them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kept_index import incomplete_index, prepare_incomplete_index
from kept_rows import change, for_a_while, more_tickets, rows

from deskctl.language.folding import fold
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.search.desk_search import search
from deskctl.queries.tickets.ticket_list import count_tickets, cursor_after_row, list_tickets, ticket_numbers
from deskctl.store.search.search_index import index_tickets, is_indexed

NUMBER, CUSTOMER = 70, "CUS-01"
EVERYWHERE = {"status": ("all",)}
SIGNS = "打印机用户⽤⼾⻅见aAzZéÉſß019ＨｉＳ１-_%\\\"'*:()^.,。,￥´  \u3000\t\n"
TEXTS = st.text(SIGNS, max_size=24) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)
Ask: TypeAlias = Callable[..., object]
EVERY_WAY: tuple[Ask, ...] = (ticket_numbers, count_tickets, list_tickets)


@pytest.fixture(scope="session")
def own(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Open a copy of the demo desk in which tickets can be changed, and the index be left out."""
    path = tmp_path_factory.mktemp("words") / "own.db"
    of_many_texts = {"cached_statements": 2000}  # each kind of filter and of words makes another query
    with (
        closing(sqlite3.connect(demo)) as source,
        closing(sqlite3.connect(path, isolation_level=None, **of_many_texts)) as conn,
    ):
        source.backup(conn)
        prepare_incomplete_index(conn)
        yield conn


@contextmanager
def by_reading(conn: sqlite3.Connection) -> Iterator[None]:
    """Let the index be one that does not know every ticket."""
    with incomplete_index(conn):
        assert not is_indexed(conn)
        yield
    assert is_indexed(conn)


@contextmanager
def changed(conn: sqlite3.Connection, title: str, description: str) -> Iterator[None]:
    """Give a ticket other words for a while."""
    with for_a_while(conn):
        change(conn, "ticket", {"title": title, "description": description}, number=NUMBER)
        index_tickets(conn, (NUMBER,))
        yield


def found(conn: sqlite3.Connection, words: str, asked: Sequence[Ask] = EVERY_WAY) -> tuple[object, ...]:
    """Ask with every kind of filter, in every way."""
    filters = [
        TicketFilter(words=words),
        TicketFilter(words=words, status=("all",), sort="number"),
        TicketFilter(words=words, status=("new", "closed"), sort="reported", level=("urgent",)),
        TicketFilter(words=words, owner=("EN2",)),
        TicketFilter(words=words, status=("all",), customer=(CUSTOMER,)),
    ]
    return (search(conn, words), *(ask(conn, where, at=0) for ask in asked for where in filters))


def agrees(conn: sqlite3.Connection, words: str, asked: Sequence[Ask] = EVERY_WAY) -> tuple[object, ...]:
    """Ask with the index and without, and give what both found."""
    reported = found(conn, words, asked)
    with by_reading(conn):
        assert found(conn, words, asked) == reported
    return reported


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, st.data())
def test_the_index_finds_what_reading_finds(
    own: sqlite3.Connection, title: str, stated_words: str, data: st.DataObject
) -> None:
    """Of texts in any signs every fragment is found, alone or beside another word, and nothing else is.

    What is found is asked for each of them; lists and counts, which tell the same tickets, for the fragment.
    """
    with changed(own, title, stated_words):
        text = f"{title} {stated_words}"
        place = data.draw(st.integers(0, len(text)))
        fragment = text[place : place + data.draw(st.integers(1, 6))]
        agrees(own, fragment)
        for words in (fragment.swapcase(), data.draw(TEXTS), f"{fragment} 存储"):
            agrees(own, words, (ticket_numbers,))
        if fold(fragment).strip():  # words of invisible characters alone find nothing
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
    """Words in every script are found, in the names of customers and of tickets too."""
    assert any(agrees(own, words))


@pytest.mark.parametrize(
    "words", ["%", "_", '"', "'", "*", "OR", "AND", "NEAR(", "words:", "^", "龘", "龘 存储", "", " "]
)
def test_signs_of_the_index_are_plain_signs(own: sqlite3.Connection, words: str) -> None:
    """What means something to the index is looked for as it is."""
    agrees(own, words)


def test_every_fragment_of_every_title(own: sqlite3.Connection) -> None:
    """Whatever is cut out of a title finds its ticket."""
    for number, title in rows(own, "ticket", "number, title"):
        for length in (1, 2, 3, 5):
            for fragment in {title[place : place + length] for place in range(0, len(title), 3)}:
                where = TicketFilter(words=fragment, **EVERYWHERE)
                assert number in ticket_numbers(own, where, at=0), fragment


def test_changed_words_are_found_and_the_old_ones_not(own: sqlite3.Connection) -> None:
    """A ticket that was given other words is found by those alone."""
    with changed(own, "打印机卡纸", "second floor"):
        assert [row.number for row in list_tickets(own, TicketFilter(words="印机卡 floor"), at=0)] == [NUMBER]
        assert NUMBER not in ticket_numbers(own, TicketFilter(words="存储链路"), at=0)
    assert NUMBER in ticket_numbers(own, TicketFilter(words="存储链路"), at=0)


def test_pages_of_what_is_common(own: sqlite3.Connection) -> None:
    """With thousands of tickets that hold the words, the pages follow each other as the whole list does."""
    with for_a_while(own):
        more_tickets(own, range(1000, 6201), lambda number: 66 + number % 7)
        index_tickets(own, range(1000, 6201))
        for status, sort in product([(), ("all",)], ["due", "reported", "number"]):
            for words in ("服务", "链路 存储", "服务 T-6", "a"):
                pages_are_the_list(own, TicketFilter(words=words, status=status, sort=sort))


def pages_are_the_list(conn: sqlite3.Connection, where: TicketFilter) -> None:
    """Check that the pages of a list, and the list by reading every ticket, are the list that the index gives."""
    whole, seen, after = list(ticket_numbers(conn, where, at=0)), [], None
    while page := list_tickets(conn, where, at=0, limit=400, after=after):
        seen += [row.number for row in page]
        after = cursor_after_row(page[-1], where)
    assert seen == whole
    with by_reading(conn):
        assert list(ticket_numbers(conn, where, at=0)) == whole
