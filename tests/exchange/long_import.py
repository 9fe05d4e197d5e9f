"""What the tests of long imports have in common: how a desk is filled, asked, written to and examined."""

import io
import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import kept_rows

from deskctl.exchange.desk_export import write_desk
from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.store.finding import Finding
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.reader import open_reader

Record = dict[str, Any]

NOW = datetime(2027, 3, 1, tzinfo=UTC)
PORTION = 40
"""How many tickets come in at once in these tests."""
TICKETS = 2 * PORTION + 50


def stream(records: list[Record]) -> io.BytesIO:
    """Write records as the lines of a file."""
    return io.BytesIO("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode())


def written(store: str) -> bytes:
    """Export a desk."""
    stream = io.BytesIO()
    write_desk(store, stream)
    return stream.getvalue()


def count(store: str) -> int:
    """Count the tickets."""
    with closing(open_reader(store)) as conn:
        return kept_rows.count(conn, "ticket")


def examined(store: str) -> list[Finding]:
    """Examine a store."""
    return check_store(store, int(NOW.timestamp()))


def done(
    store: str, noun: str, verb: str, ticket: int | None, values: Record, actor: str | None = "EN1"
) -> OperationResult:
    """Do an operation."""
    return perform(store, build(find(noun, verb), values), ticket, RequestContext(now=NOW, actor=actor))


def open_ticket(store: str) -> int:
    """Open a ticket, and give its number."""
    return done(store, "ticket", "open", None, {"contact": "P-0101", "title": "beside"}).ticket or 0


def once(action: Callable[[], object]) -> Callable[[int, int], None]:
    """Make what is told of the progress, which does something after the first portion."""
    left = [action]

    def tell(done: int, _total: int) -> None:
        if done and left:
            left.pop()()

    return tell
