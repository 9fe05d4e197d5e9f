"""Derive the rows of the whole desk again: what differs from the facts is told, and put right."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from deskctl.store.facts.derived import CLOCK_FIELDS, TICKET_COLUMNS
from deskctl.store.facts.rederivation import Reckoning, reckonings
from deskctl.store.log import note
from deskctl.store.sqlite.bulk_import.resume_mark import end, mark_in
from deskctl.store.sqlite.bulk_import.staging import open_staging
from deskctl.store.sqlite.engine import engine_at, plain, seal_again, writing
from deskctl.store.sqlite.integrity.checksums import ledger
from deskctl.store.sqlite.reader import open_reader
from deskctl.store.sqlite.search.search_index import index_ends, make_index

_SET = ", ".join(f"{column} = ?" for column in TICKET_COLUMNS)
_INSERT = f"INSERT INTO clock ({', '.join(CLOCK_FIELDS)}) VALUES ({', '.join('?' * len(CLOCK_FIELDS))})"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many tickets were derived, and the numbers of those whose rows differed."""

    tickets: int
    differing: tuple[int, ...]


def rebuild(path: str, on_progress: Callable[[int, int], None] | None = None, *, accept: bool = False) -> Rebuilt:
    """Derive every ticket and write the rows that differ, in one transaction; the index of words is made again.

    With `accept` the facts are sealed as they are: what was lost or altered until now is not asked after again, nor
    the rest of an import that is gone.
    """
    open_reader(path).close()
    with writing(engine_at(path), accept=accept) as connection, closing(open_reader(path)) as reader:
        conn = plain(connection)
        (total,) = conn.execute("SELECT count(*) FROM ticket").fetchone()
        count = 0
        differing = []
        for count, reckoning in enumerate(reckonings(reader, conn), 1):
            if reckoning.differs:
                put_right(conn, reckoning)
                differing.append(reckoning.number)
            if on_progress:
                on_progress(count, total)
        make_index(conn)
        if accept:
            seal_again(connection)
            _give_up_rest(conn, path)
    note("rebuilt", tickets=count, differing=len(differing), accepted=int(accept))
    return Rebuilt(count, tuple(differing))


def _give_up_rest(conn: sqlite3.Connection, path: str) -> None:
    """Wait no longer for the rest of an import where it is gone."""
    mark = mark_in(conn)
    staging = open_staging(path, mark.staging) if mark else None
    if staging is None:
        end(conn)
    else:
        staging.close()


def put_right(conn: sqlite3.Connection, reckoning: Reckoning) -> None:
    """Write what a ticket's facts give in the place of its derived rows."""
    ledger(conn).touch("ticket", number=reckoning.number)
    conn.execute(f"UPDATE ticket SET {_SET} WHERE number = ?", (*reckoning.columns, reckoning.number))
    conn.execute("DELETE FROM clock WHERE ticket = ?", (reckoning.number,))
    conn.executemany(_INSERT, reckoning.clocks)
    index_ends(conn, (reckoning.number,))
