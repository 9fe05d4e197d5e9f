"""Apply a staging to a desk on a server: by COPY, in one transaction in which nobody else writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import psycopg2

from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.rederivation import put_right, reckoned
from deskctl.store.facts.shipped_records import REPLACEABLE
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.postgres.schema.guards import unguarded
from deskctl.store.postgres.schema.sequences import go_on
from deskctl.store.postgres.server_errors import in_use
from deskctl.store.postgres.writing.copying import copy_rows
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import writing_once
from deskctl.store.search.record_index import index_new_records
from deskctl.store.search.ticket_texts import ticket_texts
from deskctl.store.sqlite.bulk_import.apply import Clash, clash_in, opened
from deskctl.store.sqlite.bulk_import.import_batch import Stock
from deskctl.store.sqlite.bulk_import.staging import About, about_in, days_in

_CHUNK = 200
_NEXT = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"
_TEXT = ("number", "customer", "over", "words")


def take_in(address: str, beside: str, floors: Mapping[str, int], on_saved: Callable[[int, int], None]) -> Clash | None:
    """Apply the staging `beside` a path to a desk; see the same for a file.

    A record that comes in the last moment, whatever its number, is found by the server: nothing was changed then.
    """
    with opened(beside) as staging:
        about, stock = about_in(staging), Stock(staging)
        try:
            with writing_once(address) as conn:
                clash = clash_in(conn, stock, floors)
                if clash is None:
                    _put(conn, stock, about, staging, on_saved)
        except psycopg2.errors.UniqueViolation as error:
            raise in_use(address) from error
    if clash is None:
        note("imported", tickets=about.tickets)
    return clash


def _put(
    conn: ServerTransaction, stock: Stock, about: About, staging: Reader, on_saved: Callable[[int, int], None]
) -> None:
    with unguarded(conn):
        policies = stock.policies(conn)
        _copy(conn, policies.table, _names(staging, policies.table), policies.rows)
        for table, columns, rows in stock.in_bulk():
            _copy(conn, table, columns, rows)
        index_new_records(conn)
        go_on(conn)
        is_late = days_in(conn) != about.days
        done = 0
        for numbers in _numbers(staging):
            texts = ((one.number, one.customer, int(one.over), one.words) for one in ticket_texts(conn, numbers))
            copy_rows(conn, "ticket_text", _TEXT, list(texts))
            if is_late:
                _derive_again(conn, numbers)
            done += len(numbers)
            on_saved(done, about.tickets)


def _copy(conn: ServerTransaction, table: str, columns: Sequence[str], rows: Any) -> None:
    """Add rows; a shipped record gives way to one of its name."""
    if table in REPLACEABLE:
        for row in rows:
            conn.replace(table, dict(zip(columns, row, strict=True)))
    else:
        copy_rows(conn, table, columns, rows)


def _derive_again(conn: ServerTransaction, numbers: Sequence[int]) -> None:
    """Derive tickets again: the days off were changed since they were read."""
    for stored in stored_cases(conn, numbers=(numbers[0], numbers[-1])):
        reckoning = reckoned(conn, stored)
        if reckoning.differs:
            put_right(conn, reckoning)


def _numbers(staging: Reader) -> Iterator[list[int]]:
    last = -1
    while numbers := [number for (number,) in staging.execute(_NEXT, (last, _CHUNK))]:
        yield numbers
        last = numbers[-1]


def _names(staging: Reader, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in staging.execute(f"SELECT * FROM {table} LIMIT 0").description)
