"""A file is imported completely, and its clocks are derived again."""

import io
import json
import random
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from kept_rows import faults_of_rows, kept
from related_records import related

from deskctl.data_files import data_file
from deskctl.errors import BadData, NotFound, StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.migrations.engine import open_engine, plain, writing


def _stream(records: list[dict[str, Any]]) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode())


def test_numbers_continue_after_the_highest(demo_store: str) -> None:
    """The first ticket opened after an import gets the number after the highest imported one."""
    with writing(open_engine(demo_store)) as connection:
        assert plain(connection).next_number("ticket") == 73


def test_derived_fields_of_the_file_are_not_trusted(store: str, demo: list[dict[str, Any]]) -> None:
    """Status, level, severity and fault class are derived from the actions, even if the file states others."""
    ticket = next(record for record in demo if record["id"] == "T-001")
    ticket |= {"status": "new", "level": "routine", "severity": None, "fault_class": "soft"}
    read_desk(_stream(related(demo, "T-001")), store)
    derived = kept(store, "ticket", "status, level, severity, fault_class", number=1)
    assert derived == [("closed", "full_urgent", "catastrophic", "hard")]


def test_the_contract_names_the_policy(store: str, demo: list[dict[str, Any]]) -> None:
    """Tickets of a customer whose contract has the strict profile are pinned to the strict policy."""
    contract = next(record for record in demo if record["type"] == "contract" and record["customer"] == "CUS-01")
    contract["options"]["profile"] = "strict"
    read_desk(_stream(related(demo, "T-001", "T-067", contract["id"])), store)
    pinned = {(customer == "CUS-01", policy) for customer, policy in kept(store, "ticket", "customer, policy")}
    assert pinned == {(False, "after-sales"), (True, "after-sales-strict")}


def test_the_order_of_the_lines_does_not_matter(store: str, demo_store: str, demo: list[dict[str, Any]]) -> None:
    """Tickets that precede their customers and contracts in the file get the same clocks."""
    random.Random(7).shuffle(demo)  # noqa: S311 - the order does not matter
    read_desk(_stream(demo), store)
    clocks = [kept(one, "clock", order="ticket, n") for one in (store, demo_store)]
    assert clocks[0] == clocks[1] != []


def test_no_reference_dangles_after_an_import(demo_store: str) -> None:
    """Each reference of the imported rows leads to an existing row."""
    assert faults_of_rows(demo_store) == []


def test_streams_of_text_and_bytes_are_accepted(store: str, other_store: str, demo: list[dict[str, Any]]) -> None:
    """An import accepts a stream of text, and a stream of bytes that cannot be rewound."""
    content = _stream(related(demo, "T-001", "T-071")).getvalue()
    assert read_desk(io.StringIO(content.decode()), store).tickets == 2

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert read_desk(Pipe(b"\xef\xbb\xbf" + content + b"\n\r\n"), other_store).tickets == 2


def test_a_second_import_is_refused_by_its_first_line(demo_store: str) -> None:
    """A second import of the same file is refused at its first line, because the records exist already."""
    with pytest.raises(BadData) as caught:
        read_desk(data_file("demo.jsonl"), demo_store)
    assert (caught.value.line, caught.value.field) == (1, "id")


def test_a_ticket_that_exists_is_refused(demo_store: str, demo: list[dict[str, Any]]) -> None:
    """A ticket whose number exists on the desk is refused with its line."""
    with pytest.raises(BadData) as caught:
        read_desk(_stream([next(record for record in demo if record["id"] == "T-009")]), demo_store)
    assert (caught.value.line, caught.value.field) == (1, "id")


def test_a_part_of_a_desk_can_be_added(store: str, demo: list[dict[str, Any]]) -> None:
    """New tickets for customers that exist on the desk are imported."""
    *others, ticket = related(demo, "T-071")
    assert ticket["type"] == "ticket"
    read_desk(_stream(others), store)
    assert read_desk(_stream([ticket]), store).tickets == 1


def test_progress_is_reported(store: str, demo: list[dict[str, Any]]) -> None:
    """The last reported progress is the number of records."""
    given: list[int] = []
    records = related(demo, "T-001", "T-071")
    read_desk(_stream(records), store, on_progress=given.append)
    assert given[-1] == len(records)


def test_an_absent_file_or_store_is_named(store: str) -> None:
    """A missing file raises `NotFound`, a missing store `StoreUnusable`."""
    with pytest.raises(NotFound):
        read_desk(f"{store}.jsonl", store)
    with pytest.raises(StoreUnusable):
        read_desk(data_file("demo.jsonl"), f"{store}.absent")


def test_an_import_is_one_transaction(store: str, demo: list[dict[str, Any]]) -> None:
    """An invalid last line leaves the store unchanged, although all earlier lines are valid."""
    with closing(sqlite3.connect(store)) as conn:
        before = list(conn.iterdump())
    with pytest.raises(BadData):
        read_desk(_stream([*related(demo, "T-001"), {"type": "nothing"}]), store)
    with closing(sqlite3.connect(store)) as conn:
        assert list(conn.iterdump()) == before
