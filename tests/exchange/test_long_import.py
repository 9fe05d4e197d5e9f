"""An import that is too long for one transaction lets others write, and is applied completely or not at all."""

import io
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from desk_lines import Record, stream, written
from kept_rows import column, kept, rows
from long_import import PORTION, TICKETS, count, done, examined, once, open_ticket

from deskctl.errors import BadData, StoreUnusable
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.store.sqlite.bulk_import import apply
from deskctl.store.sqlite.bulk_import.apply import settle_import
from deskctl.store.sqlite.files import STAGED
from deskctl.store.sqlite.reader import open_reader


def test_a_long_import_is_exported_unchanged(store: str, other_store: str, many: list[Record]) -> None:
    """Exporting a long import and importing the export again gives the same bytes, and the desk is sound."""
    given: list[tuple[int, int]] = []
    result = read_desk(stream(many), store, on_saved=lambda done, total: given.append((done, total)))
    assert (result.records, result.tickets) == (len(many), TICKETS)
    assert given[0] == (0, TICKETS)
    assert given[-1] == (TICKETS, TICKETS)
    first = written(store)
    assert len(first.splitlines()) == len(many)
    read_desk(io.BytesIO(first), other_store)
    assert written(other_store) == first
    assert examined(store) == []
    assert not Path(store + STAGED).exists()


def test_an_invalid_last_line_leaves_nothing(store: str, many: list[Record]) -> None:
    """An invalid last line of a long file leaves the store unchanged."""
    before = Path(store).read_bytes()
    with pytest.raises(BadData) as caught:
        read_desk(stream([*many, {**many[-1], "id": "T-9999", "owner": "NOBODY"}]), store)
    assert (caught.value.line, caught.value.field) == (len(many) + 1, "owner")
    assert Path(store).read_bytes() == before
    assert not Path(store + STAGED).exists()


def test_a_ticket_opened_while_the_file_is_read(
    demo_store: str, demo: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ticket whose number is assigned on the desk meanwhile is refused with its line, and nothing is imported."""
    monkeypatch.setattr(apply, "AT_ONCE", PORTION)
    store = demo_store
    ticket = next(record for record in demo if record["id"] == "T-001")
    more = [{**ticket, "id": f"T-{n:05d}"} for n in range(73, 73 + TICKETS)]
    opened: list[int] = []

    def open_one(_: int) -> None:
        if not opened:
            opened.append(open_ticket(store))

    with pytest.raises(BadData) as caught:
        read_desk(stream(more), store, on_progress=open_one)
    assert opened == [73]
    assert (caught.value.line, caught.value.field) == (1, "id")
    assert count(store) == 73
    assert open_ticket(store) == 74
    assert examined(store) == []


def test_a_record_added_while_the_file_is_read(store: str, many: list[Record]) -> None:
    """A record whose id is assigned on the desk meanwhile is refused with its line, and nothing is imported."""
    values = {"name": "x", "role": "engineer", "skills": ["server"], "phone": "1"}
    place = next(place for place, record in enumerate(many) if record["id"] == "EN1")
    added: list[str | None] = []

    def add(_: int) -> None:
        if not added:
            added.append(done(store, "staff", "add", None, values, actor=None).record)

    with pytest.raises(BadData) as caught:
        read_desk(stream(many), store, on_progress=add)
    assert added == ["EN1"]
    assert (caught.value.line, caught.value.field) == (place + 1, "id")
    assert kept(store, "staff", "id") == [("EN1",)]
    assert count(store) == 0


def test_others_write_between_the_batches(store: str, many: list[Record]) -> None:
    """Tickets opened between two batches get new numbers, and each visible ticket is complete."""
    opened: list[int] = []
    seen: dict[int, Any] = {}

    def between(_done: int, _total: int) -> None:
        seen.update(_parts_of_tickets(store))
        opened.append(open_ticket(store))

    read_desk(stream(many), store, on_saved=between)
    assert len(opened) > 2
    assert min(opened) > max(int(record["id"][2:]) for record in many if record["type"] == "ticket")
    assert count(store) == TICKETS + len(opened)
    after = _parts_of_tickets(store)
    assert seen == {number: after[number] for number in seen}
    assert examined(store) == []


def _parts_of_tickets(store: str) -> dict[int, Any]:
    """Return the number of parts of each ticket, with its last action and change."""
    parts = ("ticket_asset", "affected_site", "action", "clock", "report", "upgrade", "change", "charge", "bug")
    with closing(open_reader(store)) as conn:
        counts = [Counter(column(conn, part, "ticket")) for part in parts]
        found = rows(conn, "ticket", "number, last_seq, changed_at")
    return {row[0]: (*row, *(count_of[row[0]] for count_of in counts)) for row in found}


def test_a_day_off_entered_between_the_batches(store: str, many: list[Record]) -> None:
    """A day off that is entered between two batches counts for the tickets of the later batches."""
    values = {"day": "2026-11-23", "name": "x"}
    read_desk(stream(many), store, on_saved=once(lambda: done(store, "calendar", "add", None, values)))
    assert examined(store) == []


def test_one_import_at_a_time(store: str, many: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second import waits for the first, and is refused if the wait takes too long."""
    monkeypatch.setenv("DESKCTL_WAIT", "0")
    refused: list[str] = []

    def second() -> None:
        with pytest.raises(StoreUnusable) as caught:
            read_desk(stream([{**many[-1], "id": "T-9999"}]), store)
        refused.append(caught.value.text())
        settle_import(store)

    read_desk(stream(many), store, on_saved=once(second))
    assert "is running" in refused[0]
    assert count(store) == TICKETS
