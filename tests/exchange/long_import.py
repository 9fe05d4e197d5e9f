"""Helpers of the tests of long imports: to count tickets, to check a store, and to write to it meanwhile."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import kept_rows
from desk_lines import Record

from deskctl.operations.framework.base import build
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import OperationResult, RequestContext, perform
from deskctl.store.finding import Finding
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.reader import open_reader

NOW = datetime(2027, 3, 1, tzinfo=UTC)
PORTION = 30
"""The number of tickets in one batch of an import in these tests."""
TICKETS = 2 * PORTION + 25


def count(store: str) -> int:
    """Return the number of tickets."""
    with closing(open_reader(store)) as conn:
        return kept_rows.count(conn, "ticket")


def examined(store: str) -> list[Finding]:
    """Return the findings of the check of a store."""
    return check_store(store, int(NOW.timestamp()))


def done(
    store: str, noun: str, verb: str, ticket: int | None, values: Record, actor: str | None = "EN1"
) -> OperationResult:
    """Perform an operation."""
    return perform(store, build(find(noun, verb), values), ticket, RequestContext(now=NOW, actor=actor))


def open_ticket(store: str) -> int:
    """Open a ticket, and return its number."""
    return done(store, "ticket", "open", None, {"contact": "P-0101", "title": "beside"}).ticket or 0


def once(action: Callable[[], object]) -> Callable[[int, int], None]:
    """Return a progress callback that performs an action after the first batch."""
    left = [action]

    def on_saved(done: int, _total: int) -> None:
        if done and left:
            left.pop()()

    return on_saved
