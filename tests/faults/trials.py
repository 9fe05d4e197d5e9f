"""The parts of the fault trials: a demo desk, writers in separate processes, and the answers that they got."""

import json
import multiprocessing
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desk_lines import few_tickets
from kept_rows import column, everything, rows

from deskctl.data_files import data_file
from deskctl.errors import DeskError
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.operations.batch import run_batch
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.sqlite.backup import restore
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.copy_store import copy_store
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.files import COMPANIONS
from deskctl.store.sqlite.trigram_terms import TABLES

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["trials", "first_write", "pytest", "deskctl.store.migrations.migrate"])
NOW = datetime(2027, 3, 1, tzinfo=UTC)
FOREIGN = 100_000


def make_demo(folder: Path, tickets: int | None = None) -> Path:
    """Make a demo desk, or one with some of its tickets, that no process has open: the store and its head file."""
    made, source = folder / "made.db", folder / "desk.jsonl"
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join(lines if tickets is None else few_tickets(lines, tickets)), encoding="utf-8")
    create_store(str(made))
    read_desk(source, str(made))
    copy_store(str(made), folder / "copy.db")
    (folder / "desk").mkdir()
    restore(folder / "copy.db", str(folder / "desk" / "desk.db"))
    return folder / "desk" / "desk.db"


def copy_of(desk: Path, folder: Path) -> Path:
    """Copy a desk with its companion files into a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending in ("", *COMPANIONS):
        with suppress(FileNotFoundError):
            shutil.copy(f"{desk}{ending}", f"{folder / desk.name}{ending}")
    (folder / f"{desk.name}-shm").unlink(missing_ok=True)
    return folder / desk.name


def line(name: str, number: int) -> bytes:
    """Return the batch line that opens one ticket."""
    fields = {"do": "ticket.open", "contact": "P-0101", "title": f"{name} {number}", "key": f"{name}/{number}"}
    return json.dumps(fields).encode() + b"\n"


def write(desk: Path, name: str, count: int, acks: Path, first: int = 0) -> None:
    """Open `count` tickets through the batch, and note each answer as soon as it arrives."""
    write_lines(desk, name, [line(name, number) for number in range(first, first + count)], acks, first)


def write_lines(desk: Path, name: str, lines: Iterable[bytes], acks: Path, first: int = 0) -> None:
    """Open a ticket for each line, and note each answer as soon as it arrives."""
    handle = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    before = time.perf_counter()
    for result in _batch(desk, lines):
        after = time.perf_counter()
        fields = {**result, "key": f"{name}/{first + result['line'] - 1}", "wait": after - before}
        before = after
        os.write(handle, json.dumps(fields).encode() + b"\n")
    os.close(handle)


def _batch(desk: Path, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    try:
        yield from run_batch(str(desk), lines, atomic=False, context=RequestContext(now=NOW, actor="EN1"))
    except DeskError as error:
        yield {"line": 1, "ok": False, "error": error.as_object()}


def writers(desk: Path, names: list[str], count: int, folder: Path) -> list[tuple[Any, Path]]:
    """Start a writer for each name; return the processes and the files of their answers."""
    started = []
    for name in names:
        acks = folder / f"{name}.acks"
        process = PROCESSES.Process(target=write, args=(desk, name, count, acks))
        process.start()
        started.append((process, acks))
    return started


def answers(acks: Path) -> Iterator[dict[str, Any]]:
    """Yield the answers that a writer got; a last one that is cut off does not count."""
    if acks.exists():
        for given in acks.read_bytes().splitlines(keepends=True):
            if given.endswith(b"\n"):
                yield json.loads(given)


def receipts(desk: Path) -> dict[str, str]:
    """Return the ticket of each key, as recorded in the store."""
    with closing(sqlite3.connect(desk)) as conn:
        tickets, steps = {*column(conn, "ticket", "number")}, {*rows(conn, "action", "ticket, seq")}
        known = rows(conn, "receipt", "key, ticket, seq")
    return {key: f"T-{ticket:03d}" for key, ticket, seq in known if ticket in tickets and (ticket, seq) in steps}


def grave_findings(desk: Path) -> list[str]:
    """Return the grave findings of the doctor."""
    found = check_store(str(desk), int(NOW.timestamp()))
    return [finding.template.format(**finding.values) for finding in found if finding.grave]


def facts(desk: Path) -> list[list[tuple[Any, ...]]]:
    """Return the rows of all tables for comparison, without the search index, which is derived from them."""
    return everything(desk, but=TABLES)


def many_tickets(file: Path, count: int, first: int = FOREIGN) -> None:
    """Write a file of tickets for the demo desk, with numbers far above those of its own tickets."""
    lines = data_file("demo.jsonl").read_text(encoding="utf-8").splitlines()
    tickets = [
        ticket for ticket in map(json.loads, lines) if ticket["type"] == "ticket" and not ticket.get("duplicate_of")
    ]
    with file.open("w", encoding="utf-8") as stream:
        for number in range(count):
            ticket = {**tickets[number % len(tickets)], "id": f"T-{first + number}"}
            stream.write(json.dumps(ticket, ensure_ascii=False) + "\n")


def imported(desk: Path) -> int:
    """Return the number of tickets that were imported from files of `many_tickets`."""
    with closing(sqlite3.connect(desk)) as conn:
        opened_here = {*column(conn, "receipt", "ticket")}
        return sum(number >= FOREIGN and number not in opened_here for number in column(conn, "ticket", "number"))


def attach(desk: Path, file: Path) -> None:
    """Attach a file to a ticket."""
    perform(
        str(desk),
        find("attachment", "add").of({"ref": "T-071", "file": str(file)}),
        None,
        RequestContext(now=NOW, actor="EN1"),
    )
