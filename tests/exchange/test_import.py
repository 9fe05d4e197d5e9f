"""A file is taken into a desk whole, and its clocks are worked out again."""

import io
import json
import random
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from kept_rows import faults_of_rows, kept

from deskctl.data_files import data_file
from deskctl.errors import BadData, NotFound, StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.migrations.engine import open_engine, plain, writing


def _stream(records: list[dict[str, Any]]) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(record) + "\n" for record in records).encode())


def test_numbers_go_on_after_the_highest(demo_store: str) -> None:
    """The first ticket opened after the import gets the next number."""
    with writing(open_engine(demo_store)) as connection:
        assert plain(connection).next_number("ticket") == 73


def test_what_the_file_says_of_status_and_owner_is_not_trusted(store: str, demo: list[dict[str, Any]]) -> None:
    """Status and level come from the steps, whatever the file claims."""
    ticket = next(record for record in demo if record["id"] == "T-001")
    ticket |= {"status": "new", "level": "routine", "severity": None, "fault_class": "soft"}
    read_desk(_stream(demo), store)
    derived = kept(store, "ticket", "status, level, severity, fault_class", number=1)
    assert derived == [("closed", "full_urgent", "catastrophic", "hard")]


def test_the_contract_names_the_policy(store: str, demo: list[dict[str, Any]]) -> None:
    """Tickets of a customer whose contract reads strictly are pinned to the strict policy."""
    contract = next(record for record in demo if record["type"] == "contract" and record["customer"] == "CUS-01")
    contract["options"]["profile"] = "strict"
    read_desk(_stream(demo), store)
    pinned = {(customer == "CUS-01", policy) for customer, policy in kept(store, "ticket", "customer, policy")}
    assert pinned == {(False, "after-sales"), (True, "after-sales-strict")}


def test_the_order_of_the_lines_is_free(store: str, demo_store: str, demo: list[dict[str, Any]]) -> None:
    """Tickets before their customers and contracts give the same clocks."""
    random.Random(7).shuffle(demo)  # noqa: S311 - any order will do
    read_desk(_stream(demo), store)
    clocks = [kept(one, "clock", order="ticket, n") for one in (store, demo_store)]
    assert clocks[0] == clocks[1] != []


def test_nothing_dangles_after_an_import(demo_store: str) -> None:
    """Every reference of the imported rows holds."""
    assert faults_of_rows(demo_store) == []


def test_a_stream_of_text_or_bytes_will_do(store: str, other_store: str) -> None:
    """A pipe cannot be rewound and a text has no bytes; both are taken."""
    content = data_file("demo.jsonl").read_bytes()
    assert read_desk(io.StringIO(content.decode()), store).tickets == 72

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    assert read_desk(Pipe(b"\xef\xbb\xbf" + content + b"\n\r\n"), other_store).tickets == 72


def test_a_second_import_is_refused_by_its_first_line(demo_store: str) -> None:
    """What is there already is not read over."""
    with pytest.raises(BadData) as caught:
        read_desk(data_file("demo.jsonl"), demo_store)
    assert (caught.value.line, caught.value.field) == (1, "id")


def test_a_ticket_that_is_there_is_refused(demo_store: str, demo: list[dict[str, Any]]) -> None:
    """A number that the desk has given out already is refused, naming the line."""
    with pytest.raises(BadData) as caught:
        read_desk(_stream([next(record for record in demo if record["id"] == "T-009")]), demo_store)
    assert (caught.value.line, caught.value.field) == (1, "id")


def test_a_part_of_a_desk_can_be_added(store: str, demo: list[dict[str, Any]]) -> None:
    """New tickets for customers that the desk knows are taken in."""
    ticket = next(record for record in demo if record["id"] == "T-071")
    demo.remove(ticket)
    read_desk(_stream(demo), store)
    assert read_desk(_stream([ticket]), store).tickets == 1


def test_progress_is_reported(store: str) -> None:
    """The last word of the progress is the number of records."""
    given: list[int] = []
    read_desk(data_file("demo.jsonl"), store, on_progress=given.append)
    assert given[-1] == 335


def test_an_absent_file_or_store_is_named(store: str) -> None:
    """No such file is not found; no such store cannot be used."""
    with pytest.raises(NotFound):
        read_desk(f"{store}.jsonl", store)
    with pytest.raises(StoreUnusable):
        read_desk(data_file("demo.jsonl"), f"{store}.absent")


def test_an_import_is_one_transaction(store: str, demo: list[dict[str, Any]]) -> None:
    """A bad last line leaves the store as it was, though all before it was good."""
    with closing(sqlite3.connect(store)) as conn:
        before = list(conn.iterdump())
    with pytest.raises(BadData):
        read_desk(_stream([*demo, {"type": "nothing"}]), store)
    with closing(sqlite3.connect(store)) as conn:
        assert list(conn.iterdump()) == before
