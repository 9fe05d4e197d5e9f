"""Derives tickets again from their facts, compares the result with the stored rows, and corrects these."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from deskctl.sla.clocks import derive
from deskctl.store.facts.cases import StoredCase, stored_cases
from deskctl.store.facts.derived import CLOCK_FIELDS, TICKET_COLUMNS, clock_rows, stored_clocks, ticket_columns
from deskctl.store.facts.policies import PolicyCache
from deskctl.store.port import Reader, Transaction
from deskctl.store.row_statements import insertion

_STORED_TICKET = f"SELECT {', '.join(TICKET_COLUMNS)} FROM ticket WHERE number = ?"
_NEXT_PAGE = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"
_PAGE = 50
_INSERT = insertion("clock", CLOCK_FIELDS)

MOST_NAMED = 1_000
"""The number of differing tickets that a rebuild names; a list of a million would need 300 MB."""


class Derivation(NamedTuple):
    """The derived columns and clock rows of a ticket according to its facts, and whether the stored ones differ."""

    number: int
    columns: tuple[Any, ...]
    clocks: list[tuple[Any, ...]]
    differs: bool


class RebuildResult(NamedTuple):
    """How many tickets were derived again, how many of them differed, and the numbers of the first of these."""

    tickets: int
    differing_count: int
    differing: tuple[int, ...]


def rederive_all(conn: Transaction, on_progress: Callable[[int, int], None] | None = None) -> RebuildResult:
    """Derive every ticket again and write the rows that differ; return how many."""
    (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
    count = differing_count = 0
    differing: list[int] = []
    for count, derivation in enumerate(derivations(conn), 1):
        if derivation.differs:
            apply_derivation(conn, derivation)
            differing_count += 1
            if len(differing) < MOST_NAMED:
                differing.append(derivation.number)
        if count % _PAGE == 0:
            conn.combine_changes()
        if on_progress:
            on_progress(count, total)
    return RebuildResult(count, differing_count, tuple(differing))


def derivations(conn: Reader) -> Iterator[Derivation]:
    """Yield the derivation of every ticket, read page by page: each may be written before the next is read."""
    policies = PolicyCache(conn)
    last = -1
    while numbers := conn.execute(_NEXT_PAGE, (last, _PAGE)).fetchall():
        first, last = numbers[0][0], numbers[-1][0]
        for stored in list(stored_cases(conn, numbers=(first, last))):
            yield rederived(conn, stored, policies)


def rederived(rows: Reader, stored: StoredCase, policies: PolicyCache) -> Derivation:
    """Return the derivation of a ticket."""
    state = derive(stored.case, policies.load(stored.policy, stored.version, stored.ended_at))
    columns = tuple(ticket_columns(state).values())
    clocks = clock_rows(stored.number, state)
    stored_columns = rows.execute(_STORED_TICKET, (stored.number,)).fetchone()
    differs = stored_columns != columns or stored_clocks(rows, stored.number) != clocks
    return Derivation(stored.number, columns, clocks, differs)


def apply_derivation(conn: Transaction, derivation: Derivation) -> None:
    """Write the derived columns and clock rows of a ticket."""
    conn.update("ticket", {"number": derivation.number}, dict(zip(TICKET_COLUMNS, derivation.columns, strict=True)))
    conn.execute("DELETE FROM clock WHERE ticket = ?", (derivation.number,))
    conn.executemany(_INSERT, derivation.clocks)
