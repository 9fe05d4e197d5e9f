"""An import into a server has the same result as into a file, and saves everything or nothing."""

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest
from both_engines import Both
from desk_lines import Record, stream, written
from server_rows import set_counter

from deskctl.data_files import data_file
from deskctl.errors import BadData
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.facts.last_numbers import last_number
from deskctl.store.open import check_store, create_store, open_reader
from deskctl.store.port import Reader
from deskctl.store.postgres.writing import bulk_import
from deskctl.store.sqlite.bulk_import.staged_lines import staged_lines

pytestmark = [pytest.mark.xdist_group("server"), pytest.mark.usefixtures("_reused_connections")]

_TICKETS = 250
_HOSTILE = ("None", "a\tb", "one\nNone", "c:\\new\\N", "\\.", "\\None")


@pytest.fixture
def many() -> list[Record]:
    """Return the demo desk with more tickets than one portion, and with texts that COPY must escape."""
    records = [json.loads(line) for line in data_file("demo.jsonl").read_text("utf-8").splitlines()]
    others = [record for record in records if record["type"] != "ticket"]
    tickets = [record for record in records if record["type"] == "ticket" and not record.get("duplicate_of")]
    plain = [{name: value for name, value in one.items() if name != "about_ticket"} for one in tickets]
    copies = [{**plain[number % len(plain)], "id": f"T-{number:03d}"} for number in range(1, _TICKETS + 1)]
    for text, ticket in zip(_HOSTILE, copies, strict=False):
        ticket["description"] = text
        first, *rest = ticket["timeline"]
        ticket["timeline"] = [{**first, "note": text}, *rest]
    return [*others, *copies]


@pytest.fixture
def empty(make_database: Callable[..., str]) -> str:
    """Return the address of a desk without records."""
    address = make_database()
    create_store(address, for_tests=True)
    return address


def test_a_long_import_is_the_same_as_into_a_file(empty: str, many: list[Record], tmp_path: Path) -> None:
    """The export is that of a file, and the search texts are those that a check derives."""
    file = str(tmp_path / "desk.db")
    create_store(file)
    for store in (file, empty):
        assert read_desk(stream(many), store).tickets == _TICKETS
    assert written(empty) == written(file)
    assert check_store(empty, 0) == []


def test_tickets_in_any_order_are_read_by_processes(empty: str, many: list[Record], tmp_path: Path) -> None:
    """Tickets and their reports in any order, read by several processes, give the same desk as in order by one."""
    file = str(tmp_path / "desk.db")
    create_store(file)
    for report in (report for record in many[-_TICKETS:] for report in record["reports"]):
        report["cause"] = f"words that only report {report['version']} has"
    read_desk(stream(many), file)
    turned = [{**ticket, "reports": ticket["reports"][::-1]} for ticket in reversed(many[-_TICKETS:])]
    assert read_desk(stream([*many[:-_TICKETS], *turned]), empty, workers=2).tickets == _TICKETS
    assert written(empty) == written(file)
    assert check_store(empty, 0) == []


def test_a_day_off_that_is_entered_while_the_file_is_read(empty: str, many: list[Record]) -> None:
    """Nobody waits while the file is read, and the clocks are derived with a day that was entered meanwhile."""
    read_desk(stream(many[:-100]), empty)
    entered: list[object] = []

    def enter(_: int) -> None:
        if not entered:
            day = build(find("calendar", "add"), {"day": "2026-11-23", "name": "x"})
            entered.append(perform(empty, day, None, RequestContext(now=datetime(2026, 9, 1, tzinfo=UTC), actor="EN1")))

    read_desk(stream(many[-100:]), empty, on_progress=enter)
    assert len(entered) == 1
    assert check_store(empty, 0) == []


def test_requests_of_imported_tickets_are_counted(own_demo: Both) -> None:
    """A counter of codes starts again after an import, which may bring higher ones."""
    set_counter(own_demo.server, "code part_requested.request", 1)
    vendor = {"type": "vendor", "id": "VN90", "name": "x", "kind": "y", "support_phone": "0"}
    read_desk(stream([vendor]), own_demo.server)
    with closing(open_reader(own_demo.server)) as conn:
        assert last_number(conn, "code part_requested.request") is None


def test_an_import_into_a_desk_with_tickets(empty: str, many: list[Record]) -> None:
    """New tickets are imported, and a ticket that exists already is refused with its line."""
    read_desk(stream(many[:-100]), empty)
    assert read_desk(stream(many[-100:]), empty).tickets == 100
    with pytest.raises(BadData) as caught:
        read_desk(stream([{**many[-1], "id": "T-9998"}, many[-1]]), empty)
    assert caught.value.line == 2
    assert check_store(empty, 0) == []


def test_a_stop_while_rows_are_sent(empty: str, many: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while rows are sent to the server ends the import as at any other time, and nothing is saved."""
    before = written(empty)

    def stopped(staging: Reader) -> Iterator[tuple[str, Iterator[bytes]]]:
        for target, blocks in staged_lines(staging):
            yield target, chain(blocks, _ctrl_c())

    monkeypatch.setattr(bulk_import, "staged_lines", stopped)
    with pytest.raises(KeyboardInterrupt):
        read_desk(stream(many), empty)
    assert written(empty) == before


def _ctrl_c() -> Iterator[bytes]:
    signal.raise_signal(signal.SIGINT)
    yield b""


def test_a_mistake_in_the_last_line_leaves_the_desk_unchanged(empty: str, many: list[Record]) -> None:
    """A mistake after many good lines is reported with its line, and nothing is saved."""
    before = written(empty)
    with pytest.raises(BadData) as caught:
        read_desk(stream([*many, {**many[-1], "id": "T-9999", "owner": "NOBODY"}]), empty)
    assert (caught.value.line, caught.value.field) == (len(many) + 1, "owner")
    assert written(empty) == before


def test_a_reference_to_a_missing_ticket_leaves_nothing(empty: str, many: list[Record]) -> None:
    """A reference to a ticket is checked at the end, as a later line may bring that ticket."""
    before = written(empty)
    with pytest.raises(BadData) as caught:
        read_desk(stream([*many[:-1], {**many[-1], "about_ticket": "T-9999"}]), empty)
    assert (caught.value.line, caught.value.field) == (len(many), "about_ticket")
    assert written(empty) == before
