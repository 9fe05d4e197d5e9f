"""What the derived rows of each ticket must be, beside what they are."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from deskctl.sla.clocks import derive
from deskctl.sla.policy import Policy
from deskctl.store.facts.cases import StoredCase, stored_cases
from deskctl.store.facts.derived import CLOCK_FIELDS, TICKET_COLUMNS, clock_rows, stored_clocks, ticket_columns
from deskctl.store.facts.policies import KnownPolicies, load_policy
from deskctl.store.port import Reader, Transaction

_STORED_TICKET = f"SELECT {', '.join(TICKET_COLUMNS)} FROM ticket WHERE number = ?"
_NEXT_PAGE = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"
_PAGE = 200
_INSERT = f"INSERT INTO clock ({', '.join(CLOCK_FIELDS)}) VALUES ({', '.join('?' * len(CLOCK_FIELDS))})"


class Reckoning(NamedTuple):
    """A ticket's derived columns and clock rows as its facts give them, and whether the stored ones differ."""

    number: int
    columns: tuple[Any, ...]
    clocks: list[tuple[Any, ...]]
    differs: bool


class Rebuilt(NamedTuple):
    """How many tickets were derived, and the numbers of those whose rows differed."""

    tickets: int
    differing: tuple[int, ...]


def derive_every(conn: Transaction, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Derive every ticket again and write the rows that differ."""
    (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
    count = 0
    differing = []
    for count, reckoning in enumerate(reckonings(conn), 1):
        if reckoning.differs:
            put_right(conn, reckoning)
            differing.append(reckoning.number)
        if on_progress:
            on_progress(count, total)
    return Rebuilt(count, tuple(differing))


def reckonings(conn: Reader) -> Iterator[Reckoning]:
    """Derive every ticket again, page by page: what was yielded may be written before the next is read."""
    policies = KnownPolicies(conn)
    last = -1
    while numbers := conn.execute(_NEXT_PAGE, (last, _PAGE)).fetchall():
        first, last = numbers[0][0], numbers[-1][0]
        for stored in list(stored_cases(conn, numbers=(first, last))):
            yield _reckoned(conn, stored, policies.load(stored.policy, stored.version, stored.ended_at))


def reckoned(rows: Reader, stored: StoredCase) -> Reckoning:
    """Derive one ticket again."""
    return _reckoned(rows, stored, load_policy(rows, stored.policy, stored.version, stored.ended_at))


def _reckoned(rows: Reader, stored: StoredCase, policy: Policy) -> Reckoning:
    state = derive(stored.case, policy)
    columns = tuple(ticket_columns(state).values())
    clocks = clock_rows(stored.number, state)
    stored_columns = rows.execute(_STORED_TICKET, (stored.number,)).fetchone()
    differs = stored_columns != columns or stored_clocks(rows, stored.number) != clocks
    return Reckoning(stored.number, columns, clocks, differs)


def put_right(conn: Transaction, reckoning: Reckoning) -> None:
    """Replace a ticket's derived rows by those that its facts give."""
    conn.update("ticket", {"number": reckoning.number}, dict(zip(TICKET_COLUMNS, reckoning.columns, strict=True)))
    conn.execute("DELETE FROM clock WHERE ticket = ?", (reckoning.number,))
    conn.executemany(_INSERT, reckoning.clocks)
