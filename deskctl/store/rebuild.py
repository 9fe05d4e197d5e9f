"""Derive the rows of the whole desk afresh: what differs from the facts is told, and put right."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from deskctl.sla.clocks import derive
from deskctl.store.cases import StoredCase, stored_cases
from deskctl.store.derived import CLOCK_COLUMNS, clock_rows, ticket_columns
from deskctl.store.engine import engine_at, plain, writing
from deskctl.store.policies import load_policy
from deskctl.store.reader import open_reader

_COLUMNS = ("status", "level", "severity", "mode", "owner", "fault_class", "next_due_at", "next_milestone", "next_clause")
_CLOCK_FIELDS = ("ticket", "n", *CLOCK_COLUMNS)
_SET = ", ".join(f"{column} = ?" for column in _COLUMNS)
_MARKS = ", ".join("?" * len(_CLOCK_FIELDS))


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many tickets were derived, and the numbers of those whose rows differed."""

    tickets: int
    differing: tuple[int, ...]


def rebuild(path: str, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Derive every ticket and write the rows that differ, in one transaction."""
    with writing(engine_at(path)) as connection:
        conn = plain(connection)
        (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
        count = 0
        differing = []
        with closing(open_reader(path)) as reader:
            for count, stored in enumerate(stored_cases(reader), 1):  # noqa: B007 - the last count is the total
                if _put_right(conn, stored):
                    differing.append(stored.number)
                if on_progress:
                    on_progress(count, total)
    return Rebuilt(count, tuple(differing))


def _put_right(conn: sqlite3.Connection, stored: StoredCase) -> bool:
    state = derive(stored.case, load_policy(conn, stored.policy, stored.version, stored.ended_at))
    columns = ticket_columns(state)
    told = tuple(columns[name] for name in _COLUMNS)
    rows = clock_rows(stored.number, state)
    if _stored_columns(conn, stored.number) == told and list(_stored_clocks(conn, stored.number)) == rows:
        return False
    conn.execute(f"UPDATE ticket SET {_SET} WHERE number = ?", (*told, stored.number))
    conn.execute("DELETE FROM clock WHERE ticket = ?", (stored.number,))
    conn.executemany(f"INSERT INTO clock ({', '.join(_CLOCK_FIELDS)}) VALUES ({_MARKS})", rows)
    return True


def _stored_columns(conn: sqlite3.Connection, number: int) -> tuple[object, ...] | None:
    row = conn.execute(f"SELECT {', '.join(_COLUMNS)} FROM ticket WHERE number = ?", (number,)).fetchone()
    return tuple(row) if row else None


def _stored_clocks(conn: sqlite3.Connection, number: int) -> Iterator[tuple[object, ...]]:
    return conn.execute(f"SELECT {', '.join(_CLOCK_FIELDS)} FROM clock WHERE ticket = ? ORDER BY n", (number,))
