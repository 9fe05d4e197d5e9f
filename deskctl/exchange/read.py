"""Take a file into a desk: all of it or nothing."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from deskctl.exchange.lines import Source, records, rewindable
from deskctl.exchange.masters_in import MasterIntake
from deskctl.exchange.pinning import Pinning
from deskctl.exchange.references import References
from deskctl.exchange.shapes import MASTERS
from deskctl.exchange.tickets_in import TicketIntake
from deskctl.store.create import ensure_current
from deskctl.store.engine import open_engine, plain, writing

Progress = Callable[[int], None]
"""Is told how many records were read so far."""

_STEP = 100


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was taken in: the number of records, of tickets, and of each type."""

    records: int
    tickets: int
    counts: dict[str, int] = field(default_factory=dict)


def read_desk(source: Source, store: str, *, on_progress: Progress | None = None) -> ImportResult:
    """Take the records of a path or stream into a store in one transaction.

    Raises `BadData` with the line and the field of the first thing wrong, and leaves the store as it was; `NotFound`
    where there is no such file; `StoreUnusable`.
    """
    ensure_current(store)
    with rewindable(source) as lines, writing(open_engine(store)) as connection:
        return _taken(lines, plain(connection), on_progress or (lambda _: None))


def _taken(lines: BinaryIO, conn: sqlite3.Connection, on_progress: Progress) -> ImportResult:
    conn.execute("PRAGMA defer_foreign_keys = ON")
    references, pinning = References(conn, MASTERS), Pinning(conn)
    masters, tickets = MasterIntake(conn, references), TicketIntake(conn, references, pinning)
    first = lines.tell()
    for line, record in records(lines, tickets=False):
        masters.take(record, line)
    masters.finish()
    references.settle()
    pinning.read_contracts()
    lines.seek(first)
    for line, record in records(lines, tickets=True):
        tickets.take(record, line)
        if tickets.count % _STEP == 0:
            on_progress(masters.counts.total() + tickets.count)
    tickets.finish()
    references.settle_tickets()
    total = masters.counts.total() + tickets.count
    on_progress(total)
    return ImportResult(total, tickets.count, {**masters.counts, "ticket": tickets.count})
