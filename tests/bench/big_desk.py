"""Make a desk with a long history: the tickets of the demo desk repeated, one every five minutes, for many customers.

Run `python tests/bench/big_desk.py STORE TICKETS [--words] [--customers COUNT]`; `--words` also makes the search index.
A desk of a thousand tickets needs fewer customers for a full page of each.
"""

import os
import sqlite3
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from deskctl.models.records import Column, indexes, record, tables
from deskctl.store.facts.chain import FIELDS, START, link
from deskctl.store.search.search_index import make_index

ROOT = Path(__file__).resolve().parents[2]
EVERY_SECONDS, STILL_OPEN = 300, 2_000
_TIMES = frozenset({"at", "start", "due", "stop"})
_CLOSED = "('closed', 'closed_without_answer', 'duplicate')"
_REFERS = {"duplicate_of": "NULL", "about_ticket": "NULL", "follows": "NULL", "external_id": "NULL"}


def make_big_desk(store: Path, tickets: int, *, words: bool = False, customers: int = 50) -> None:
    """Make the desk: all but the newest tickets are closed, and the newest was reported when the demo's newest was.

    `store check` finds it sound after `store rebuild --accept`.
    """
    environment = os.environ | {"DESKCTL_STORE": str(store), "PYTHONPATH": str(ROOT)}
    for command in (["init"], ["import", str(ROOT / "data" / "demo.jsonl")]):
        subprocess.run([sys.executable, "-m", "deskctl", *command], check=True, env=environment, capture_output=True)
    with closing(sqlite3.connect(store, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous = OFF")
        conn.execute("BEGIN")
        _clone_customers(conn, customers)
        _choose(conn, tickets, customers)
        conn.create_function("chained", len(FIELDS), _Chain().add)
        for name in indexes():
            conn.execute(f"DROP INDEX IF EXISTS {name}")
        for table in _of_tickets():
            _repeat(conn, table)
        for definition in indexes().values():
            conn.execute(definition)
        conn.execute("UPDATE counter SET value = ? WHERE name = 'ticket'", [tickets])
        if words:
            make_index(conn)
        conn.execute("COMMIT")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class _Chain:
    """The hashes of actions that are added in order: each ticket has a chain of its own."""

    def __init__(self) -> None:
        self._last = START

    def add(self, *values: Any) -> str:
        """Return the hash of an action with these values of `FIELDS`."""
        self._last = link(START if values[FIELDS.index("seq")] == 1 else self._last, values)
        return self._last


def _of_tickets() -> Iterator[str]:
    """Yield the tables whose key contains the ticket, with the table of the tickets first."""
    yield "ticket"
    yield from (table for table in tables() if "ticket" in record(table).key)


def _clone_customers(conn: sqlite3.Connection, count: int) -> None:
    names = record("customer").names
    replaced = {"id": "'B-' || ?1", "name": "name || ' ' || ?1", "external_id": "NULL"}
    values = ", ".join(replaced.get(name, name) for name in names)
    for place in range(count):
        conn.execute(
            f"INSERT INTO customer ({', '.join(names)}) SELECT {values} FROM customer ORDER BY id LIMIT 1", [place]
        )


def _choose(conn: sqlite3.Connection, tickets: int, customers: int) -> None:
    """Choose for each new ticket the one that it repeats, and the seconds by which its times are moved."""
    closed = conn.execute(f"SELECT number, reported_at FROM ticket WHERE status IN {_CLOSED}").fetchall()
    given = conn.execute("SELECT number, reported_at FROM ticket").fetchall()
    (newest,) = conn.execute("SELECT max(reported_at) FROM ticket").fetchone()
    conn.execute("CREATE TEMP TABLE chosen (number INTEGER PRIMARY KEY, original INT, moved INT, customer TEXT)")
    still_open = [one for one in given if one not in closed]
    rows = (
        (number, original, newest - EVERY_SECONDS * (tickets - number) - reported, f"B-{number * 7 % customers}")
        for number in range(len(given) + 1, tickets + 1)
        for original, reported in [
            still_open[number % len(still_open)]
            if tickets - number < 3 * STILL_OPEN and number % 3 == 0
            else closed[number % len(closed)]
        ]
    )
    conn.executemany("INSERT INTO chosen VALUES (?, ?, ?, ?)", rows)


def _repeat(conn: sqlite3.Connection, table: str) -> None:
    columns = record(table).columns
    values = ", ".join(_value(table, column) for column in columns)
    names = ", ".join(f'"{column.name}"' for column in columns)
    own = "number" if table == "ticket" else "ticket"
    conn.execute(f"CREATE TEMP TABLE originals AS SELECT * FROM main.{table}")
    conn.execute(f"CREATE INDEX temp.by_original ON originals ({own}{', seq' * (table == 'action')})")
    conn.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM chosen CROSS JOIN originals AS original"
        f" ON original.{own} = chosen.original ORDER BY chosen.number{', original.seq' * (table == 'action')}"
    )
    conn.execute("DROP TABLE originals")


def _value(table: str, column: Column) -> str:
    if column.name == "chain":
        columns = {one.name: one for one in record(table).columns}
        return f"chained({', '.join(_value(table, columns[name]) for name in FIELDS)})"
    if column.name == ("number" if table == "ticket" else "ticket"):
        return "chosen.number"
    if table == "ticket" and column.name == "customer":
        return "chosen.customer"
    if table == "ticket" and column.name in _REFERS:
        return _REFERS[column.name]
    is_time = column.type == "INTEGER" and (column.name in _TIMES or column.name.endswith("_at"))
    is_time |= column.name == "paused_until"
    return f'original."{column.name}"' + (" + chosen.moved" if is_time else "")


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("tickets", type=int)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--customers", type=int, default=50)
    options = parser.parse_args()
    make_big_desk(options.store, options.tickets, words=options.words, customers=options.customers)
