"""An import that is too long for one transaction: others write beside it, and whatever stops it, it comes in whole."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskctl.errors import BadData, StoreUnusable
from deskctl.exchange.read import read_desk
from deskctl.exchange.write import write_desk
from deskctl.operations.base import build
from deskctl.operations.catalogue import find
from deskctl.operations.perform import Call, Done, perform
from deskctl.store.backup import back_up, restore
from deskctl.store.copying import verify_store
from deskctl.store.doctor import check_store
from deskctl.store.files import STAGED
from deskctl.store.finding import Finding
from deskctl.store.reader import open_reader
from deskctl.store.rebuild import rebuild
from deskctl.store.taking_in import AT_ONCE, settle_import

Record = dict[str, Any]

NOW = datetime(2027, 3, 1, tzinfo=UTC)
TICKETS = 2 * AT_ONCE + 50
_STOPPED = """
import os, signal, sys
from deskctl.exchange.read import read_desk

def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)

read_desk(sys.argv[1], sys.argv[2], **{sys.argv[3]: stop})
"""


@pytest.fixture
def many(demo: list[Record]) -> list[Record]:
    """Make the demo desk many times as large; its first ticket names its last, and a master names one of the last."""
    masters = [record for record in demo if record["type"] != "ticket"]
    tickets = [record for record in demo if record["type"] == "ticket"]
    plain = [ticket for ticket in tickets if not {"duplicate_of", "about_ticket"} & ticket.keys()]
    more = [{**plain[n % len(plain)], "id": f"T-{1000 + n}"} for n in range(TICKETS - len(tickets))]
    plain[0]["about_ticket"] = more[-1]["id"]
    next(record for record in masters if record["type"] == "faq")["source_ticket"] = more[-2]["id"]
    return [*masters, *tickets, *more]


@pytest.fixture
def file(many: list[Record], tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_bytes(_stream(many).getvalue())
    return path


def _stream(records: list[Record]) -> io.BytesIO:
    return io.BytesIO("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode())


def _written(store: str) -> bytes:
    stream = io.BytesIO()
    write_desk(store, stream)
    return stream.getvalue()


def _asked(store: str, statement: str) -> list[Any]:
    with closing(open_reader(store)) as conn:
        return conn.execute(statement).fetchall()


def _count(store: str) -> int:
    return int(_asked(store, "SELECT count(*) FROM ticket")[0][0])


def _found(store: str) -> list[Finding]:
    return check_store(store, int(NOW.timestamp()))


def _done(store: str, noun: str, verb: str, ticket: int | None, values: Record) -> Done:
    return perform(store, build(find(noun, verb), values), ticket, Call(now=NOW, actor="EN1"))


def _opened(store: str) -> int:
    return _done(store, "ticket", "open", None, {"contact": "P-0101", "title": "beside"}).ticket or 0


def _killed(file: Path, store: str, when: str) -> None:
    """Import in a process that is killed when it first tells how far it has come."""
    ended = subprocess.run([sys.executable, "-c", _STOPPED, str(file), store, when], check=False)
    assert ended.returncode < 0


def _once(action: Callable[[], object]) -> Callable[[int, int], None]:
    """Make what is told of the progress, which does something after the first portion."""
    left = [action]

    def tell(done: int, _total: int) -> None:
        if done and left:
            left.pop()()

    return tell


needs_kill = pytest.mark.skipif(os.name != "posix", reason="kills a process")


def test_a_long_import_comes_out_as_it_went_in(store: str, other_store: str, many: list[Record]) -> None:
    """Import, export, import and export give the same bytes, and the desk is sound."""
    told: list[tuple[int, int]] = []
    result = read_desk(_stream(many), store, on_taken=lambda done, total: told.append((done, total)))
    assert (result.records, result.tickets) == (len(many), TICKETS)
    assert told[0] == (0, TICKETS)
    assert told[-1] == (TICKETS, TICKETS)
    first = _written(store)
    assert len(first.splitlines()) == len(many)
    read_desk(io.BytesIO(first), other_store)
    assert _written(other_store) == first
    assert _found(store) == []
    assert not Path(store + STAGED).exists()


def test_a_bad_last_line_leaves_nothing(store: str, many: list[Record]) -> None:
    """However long the file, its last line is read before anything is changed."""
    before = Path(store).read_bytes()
    with pytest.raises(BadData) as caught:
        read_desk(_stream([*many, {**many[-1], "id": "T-9999", "owner": "NOBODY"}]), store)
    assert (caught.value.line, caught.value.field) == (len(many) + 1, "owner")
    assert Path(store).read_bytes() == before
    assert not Path(store + STAGED).exists()


@needs_kill
def test_one_killed_half_way_is_told_and_finished(store: str, other_store: str, file: Path) -> None:
    """The doctor says how much is in and since when; whoever settles it has the whole desk."""
    read_desk(file, other_store)
    _killed(file, store, "on_taken")
    (found,) = _found(store)
    assert (found.kind, found.grave, found.since is not None) == ("import", True, True)
    assert found.values == {"done": 0, "total": TICKETS}
    settle_import(store)
    assert _written(store) == _written(other_store)
    assert _found(store) == []
    assert not Path(store + STAGED).exists()


@needs_kill
def test_one_killed_half_way_can_be_done_again(store: str, file: Path, many: list[Record]) -> None:
    """The same file once more goes on where the first stopped; after that it is refused as any second time."""
    _killed(file, store, "on_taken")
    result = read_desk(file, store)
    assert (result.records, result.tickets) == (len(many), TICKETS)
    assert _count(store) == TICKETS
    with pytest.raises(BadData):
        read_desk(file, store)
    assert _found(store) == []


@needs_kill
def test_the_next_import_finishes_the_one_before(store: str, file: Path, many: list[Record]) -> None:
    """Another file comes in after the rest of the first."""
    _killed(file, store, "on_taken")
    assert read_desk(_stream([{**many[-1], "id": "T-9999"}]), store).tickets == 1
    assert _count(store) == TICKETS + 1


@needs_kill
def test_one_killed_while_it_reads_leaves_a_file_only(store: str, file: Path) -> None:
    """Nothing of it is in the store, and the file that it left is told and removed."""
    before = Path(store).read_bytes()
    _killed(file, store, "on_progress")
    assert [finding.grave for finding in _found(store) if finding.kind == "import"] == [False]
    settle_import(store)
    assert not Path(store + STAGED).exists()
    assert Path(store).read_bytes() == before


def test_one_that_is_interrupted_says_how_to_go_on(store: str, many: list[Record]) -> None:
    """Ctrl-C half-way names the command that finishes the import."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(StoreUnusable, match="not finished") as caught:
        read_desk(_stream(many), store, on_taken=_once(interrupt))
    assert caught.value.hint == "deskctl init"
    assert 0 < _count(store) < TICKETS
    settle_import(store)
    assert _count(store) == TICKETS


def test_a_ticket_opened_while_the_file_is_read(store: str, demo: list[Record]) -> None:
    """A number that the desk gives out meanwhile is refused by its line, and nothing is taken in."""
    read_desk(_stream(demo), store)
    ticket = next(record for record in demo if record["id"] == "T-001")
    more = [{**ticket, "id": f"T-{n:05d}"} for n in range(73, 73 + TICKETS)]
    opened: list[int] = []

    def open_one(_: int) -> None:
        if not opened:
            opened.append(_opened(store))

    with pytest.raises(BadData) as caught:
        read_desk(_stream(more), store, on_progress=open_one)
    assert opened == [73]
    assert (caught.value.line, caught.value.field) == (1, "id")
    assert _count(store) == 73
    assert _opened(store) == 74
    assert _found(store) == []


def test_a_master_added_while_the_file_is_read(store: str, many: list[Record]) -> None:
    """An id that the desk gives out meanwhile is refused by its line, and nothing is taken in."""
    values = {"name": "x", "role": "engineer", "skills": ["server"], "phone": "1"}
    place = next(place for place, record in enumerate(many) if record["id"] == "EN1")
    added: list[str | None] = []

    def add(_: int) -> None:
        if not added:
            added.append(_done(store, "staff", "add", None, values).master)

    with pytest.raises(BadData) as caught:
        read_desk(_stream(many), store, on_progress=add)
    assert added == ["EN1"]
    assert (caught.value.line, caught.value.field) == (place + 1, "id")
    assert _asked(store, "SELECT id FROM staff") == [("EN1",)]
    assert _count(store) == 0


def test_others_write_between_the_portions(store: str, many: list[Record]) -> None:
    """Tickets opened meanwhile get numbers of their own, and a ticket that is seen is whole."""
    opened: list[int] = []
    seen: dict[int, Any] = {}

    def beside(_done: int, _total: int) -> None:
        seen.update(_whole(store))
        opened.append(_opened(store))

    read_desk(_stream(many), store, on_taken=beside)
    assert len(opened) > 2
    assert min(opened) > max(int(record["id"][2:]) for record in many if record["type"] == "ticket")
    assert _count(store) == TICKETS + len(opened)
    after = _whole(store)
    assert seen == {number: after[number] for number in seen}
    assert _found(store) == []


def _whole(store: str) -> dict[int, Any]:
    """Give each ticket with all that belongs to it."""
    parts = ("ticket_asset", "affected_site", "action", "clock", "report", "upgrade", "change", "charge", "bug")
    counts = ", ".join(f"(SELECT count(*) FROM {part} WHERE ticket = number)" for part in parts)
    return {row[0]: row for row in _asked(store, f"SELECT number, last_seq, changed_at, {counts} FROM ticket")}


def test_a_day_off_entered_between_the_portions(store: str, many: list[Record]) -> None:
    """Tickets that come in later stand under the calendar as it is by then."""
    values = {"day": "2026-11-23", "name": "x"}
    read_desk(_stream(many), store, on_taken=_once(lambda: _done(store, "calendar", "add", None, values)))
    assert _found(store) == []


def test_a_backup_is_whole(store: str, tmp_path: Path, many: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup waits for an import that goes on, and finishes one that was stopped."""
    monkeypatch.setenv("DESKCTL_WAIT", "0")

    def stop() -> None:
        assert [finding.grave for finding in _found(store)] == [False]
        back_up(store, tmp_path / "backup.db", NOW)

    with pytest.raises(StoreUnusable, match="under way"):
        read_desk(_stream(many), store, on_taken=_once(stop))
    with pytest.raises(StoreUnusable, match="not finished"):
        verify_store(store)
    back_up(store, tmp_path / "backup.db", NOW)
    assert _count(str(tmp_path / "backup.db")) == TICKETS


def test_one_import_at_a_time(store: str, many: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second import waits, and is refused where the first goes on for too long."""
    monkeypatch.setenv("DESKCTL_WAIT", "0")
    refused: list[str] = []

    def second() -> None:
        with pytest.raises(StoreUnusable) as caught:
            read_desk(_stream([{**many[-1], "id": "T-9999"}]), store)
        refused.append(caught.value.text())
        settle_import(store)

    read_desk(_stream(many), store, on_taken=_once(second))
    assert "under way" in refused[0]
    assert _count(store) == TICKETS


def test_a_rest_that_is_gone_is_told_and_can_be_given_up(store: str, many: list[Record]) -> None:
    """Without the file that holds the rest, the doctor and the next import say so until what is there is accepted."""

    def stop() -> None:
        Path(store + STAGED).unlink()
        raise KeyboardInterrupt

    with pytest.raises(StoreUnusable):
        read_desk(_stream(many), store, on_taken=_once(stop))
    (found,) = _found(store)
    assert (found.kind, found.grave) == ("import", True)
    with pytest.raises(StoreUnusable, match="gone") as caught:
        read_desk(_stream(many), store)
    assert caught.value.hint == "deskctl store rebuild --accept"
    rebuild(store, accept=True)
    settle_import(store)
    assert "import" not in {finding.kind for finding in _found(store)}


def test_a_store_replaced_meanwhile(store: str, tmp_path: Path, many: list[Record]) -> None:
    """An import goes no further in a store that was put in the place of its own, which keeps what it has yet to get."""
    back_up(store, tmp_path / "backup.db", NOW)
    with pytest.raises(StoreUnusable, match="replaced"):
        read_desk(_stream(many), store, on_taken=_once(lambda: restore(tmp_path / "backup.db", store, force=True)))
    assert _count(store) == 0
    assert not Path(store + STAGED).exists()
    assert Path(f"{store}.old{STAGED}").exists()
