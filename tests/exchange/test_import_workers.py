"""An import with several processes has the same result as with one, and leaves no process running."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from desk_copies import copy_desk
from desk_lines import Record, stream, written
from long_import import count, done, examined

from deskctl.errors import BadData
from deskctl.exchange.importing.desk_import import ImportResult, check_desk, read_desk
from deskctl.exchange.importing.tickets import ticket_blocks, worker_processes
from deskctl.exchange.importing.tickets.ticket_blocks import worker_count
from deskctl.exchange.importing.tickets.ticket_reading import TicketBlock, TicketReader
from deskctl.store.sqlite.bulk_import.apply import settle_import

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux reads with several processes")

_WORKERS = 3
_BLOCK = 15
"""The number of tickets in a block in these tests, so that each process reads several of a small file."""
_SHORT = 4096
"""The shortest pipe: a process waits after its first block until that is fetched."""

_SLOW = f"""
import sys, time
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.exchange.importing.tickets import ticket_blocks, worker_processes

ticket_blocks._BLOCK = {_BLOCK}
worker_processes._PIPE_SIZE = {_SHORT}

def wait(count):
    print(count, flush=True)
    time.sleep(60)

read_desk(sys.argv[1], sys.argv[2], on_progress=wait, workers=3)
"""


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticket_blocks, "_BLOCK", _BLOCK)


@pytest.fixture(scope="module")
def by_one() -> dict[str, Any]:
    """Return where to keep the result of one process, which is the same for all tests."""
    return {}


@pytest.fixture
def read_by_one(many: list[Record], empty_store: Path, tmp_path: Path, by_one: dict[str, Any]) -> dict[str, Any]:
    """Return the result and the export of a desk into which one process imported the file."""
    if not by_one:
        store = str(copy_desk(empty_store, tmp_path / "by-one.db"))
        by_one.update(result=_import(many, store, 0), export=written(store))
    return by_one


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[TicketBlock]:
    """Collect the blocks of tickets that this process reads itself."""
    blocks: list[TicketBlock] = []
    read = TicketReader.read

    def noted(reader: TicketReader, lines: Iterable[tuple[int, bytes]]) -> TicketBlock:
        blocks.append(read(reader, lines))
        return blocks[-1]

    monkeypatch.setattr(TicketReader, "read", noted)
    return blocks


def _import(records: list[Record], store: str, workers: int, **options: Any) -> ImportResult:
    return read_desk(stream(records), store, workers=workers, **options)


def _mistake(records: list[Record], store: str, workers: int) -> tuple[int | None, str | None, str]:
    """Return line, field and text of the mistake in some records, and check that nothing is imported."""
    before = Path(store).read_bytes()
    with pytest.raises(BadData) as caught:
        _import(records, store, workers)
    assert Path(store).read_bytes() == before
    return caught.value.line, caught.value.field, caught.value.text()


def test_several_processes_read_the_same_as_one(
    store: str, file: Path, many: list[Record], read_by_one: dict[str, Any], read_here: list[TicketBlock]
) -> None:
    """Several processes import the same desk with the same result as one, and report increasing progress."""
    steps: list[int] = []
    result = read_desk(file, store, workers=_WORKERS, on_progress=steps.append)
    assert read_here == []
    assert result == read_by_one["result"]
    assert written(store) == read_by_one["export"]
    assert steps == sorted(steps)
    assert steps[-1] == len(many)
    assert len(steps) > _WORKERS
    assert examined(store) == []


def test_a_file_in_memory_is_read_by_processes(
    store: str, other_store: str, many: list[Record], read_by_one: dict[str, Any]
) -> None:
    """A stream in memory gives the same desk with any number of processes."""
    _import(many, store, 1)
    _import(many, other_store, _WORKERS)
    assert written(store) == written(other_store) == read_by_one["export"]


@pytest.mark.parametrize("allowed", [0, 2])
def test_too_few_processes_are_allowed(
    store: str, many: list[Record], read_by_one: dict[str, Any], monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    """If the machine allows no further process, this process reads the whole file, and can still be interrupted."""
    fork, opened = os.fork, len([*Path("/proc/self/fd").iterdir()])
    begun: list[int] = []

    def limited() -> int:
        if len(begun) == allowed:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", limited)
    _import(many, store, _WORKERS)
    assert written(store) == read_by_one["export"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert len([*Path("/proc/self/fd").iterdir()]) == opened


def test_processes_use_the_days_of_the_file(
    demo_store: str, store: str, other_store: str, many: list[Record], read_here: list[TicketBlock]
) -> None:
    """A day off that only the file contains counts for tickets that ended after the day was entered."""
    done(demo_store, "calendar", "add", None, {"day": "2026-11-23", "name": "x"})
    entered = next(line for line in written(demo_store).splitlines() if b'"calendar_day"' in line)
    with_day = [{**json.loads(entered), "added_at": "2026-01-01T00:00:00+08:00"}, *many]
    _import(with_day, store, _WORKERS)
    assert read_here == []
    _import(with_day, other_store, 0)
    assert written(store) == written(other_store)
    assert examined(store) == []


def _changed(records: list[Record], number: int, **values: Any) -> list[Record]:
    place = number % len(records)
    return [*records[:place], {**records[place], **values}, *records[place + 1 :]]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: _changed(lines, -1, owner="NOBODY"),
        lambda lines: _changed(_changed(lines, -1, owner="NOBODY"), -60, owner="NOBODY"),
        lambda lines: _changed(_changed(lines, -60, title=" "), -61, customer="C-01", contact="P-0101", site="NONE"),
        lambda lines: _changed(_changed(lines, -5, owner="NOBODY"), -10, id="T-001"),
        lambda lines: _changed(_changed(lines, -80, external_id="twice"), -3, external_id="twice"),
        lambda lines: _changed(lines, -65, duplicate_of="T-99999"),
        lambda lines: _changed(_changed(lines, -65, level_initial="L9"), -2, policy_version="none"),
    ],
    ids=["late", "two", "two in a block", "known", "external id", "missing ticket", "word"],
)
def test_the_first_mistake_is_reported(
    store: str, many: list[Record], change: Callable[[list[Record]], list[Record]]
) -> None:
    """Several processes report the same mistake as one process, and nothing is imported."""
    invalid = change(many)
    assert _mistake(invalid, store, _WORKERS) == _mistake(invalid, store, 0)
    assert count(store) == 0


def test_the_first_of_two_mistakes_of_the_same_batch_is_reported(store: str, many: list[Record]) -> None:
    """A repeated ticket number is reported before a mistake in a later line."""
    invalid = _changed(_changed(many, -2, owner="NOBODY"), -4, id=many[-80]["id"])
    for workers in (0, _WORKERS):
        line, field, _text = _mistake(invalid, store, workers)
        assert (line, field) == (len(many) - 3, "id")


def test_a_check_reads_with_processes(store: str, many: list[Record]) -> None:
    """A dry run with several processes finds the mistake in the last line."""
    assert check_desk(stream(many), store, workers=_WORKERS).records == len(many)
    with pytest.raises(BadData) as caught:
        check_desk(stream(_changed(many, -1, owner="NOBODY")), store, workers=_WORKERS)
    assert caught.value.line == len(many)


def test_a_process_that_is_killed_is_replaced(
    store: str, many: list[Record], read_by_one: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tickets that a killed process has not read are read by the main process."""
    started: list[int] = []
    killed: list[int] = []
    fork = os.fork

    def noted() -> int:
        started.append(fork())
        return started[-1]

    def kill(_: int) -> None:
        if not killed:
            killed.append(started[0])
            os.kill(started[0], signal.SIGKILL)

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(worker_processes, "_PIPE_SIZE", _SHORT)
    _import(many, store, 2, on_progress=kill)
    assert len(killed) == 1
    assert written(store) == read_by_one["export"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM], ids=["Ctrl-C", "kill -9", "kill"])
def test_a_stopped_import_leaves_no_process(store: str, file: Path, number: signal.Signals) -> None:
    """All processes of a stopped import end, and the desk is unchanged.

    Ctrl-C reaches all processes, a kill only the first. Its output is closed only after all of them have ended.
    """
    before = Path(store).read_bytes()
    begun = [sys.executable, "-c", _SLOW, str(file), store]
    with subprocess.Popen(begun, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        process.communicate(timeout=20)
    assert process.returncode != 0
    assert Path(store).read_bytes() == before
    settle_import(store)
    assert examined(store) == []
    assert count(store) == 0


def test_a_small_file_is_read_by_one_process(many: list[Record]) -> None:
    """Other processes are started only for a file of thousands of tickets."""
    assert worker_count(stream(many)) == 0


def test_a_program_with_threads_starts_no_processes() -> None:
    """A program with several threads starts no processes, as a fork could wait for a lock of a thread that it lacks."""
    large, end = io.BytesIO(b"\n" * (5 << 20)), threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert worker_count(large) == 0
    finally:
        end.set()
        thread.join()
    assert large.tell() == 0
