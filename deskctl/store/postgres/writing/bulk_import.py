"""Apply a staging to a desk on a server by COPY, in one exclusive transaction."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from deskctl.store.facts.cases import stored_cases
from deskctl.store.facts.last_numbers import drop_code_counters
from deskctl.store.facts.policies import PolicyCache
from deskctl.store.facts.rederivation import apply_derivation, rederived
from deskctl.store.facts.shipped_records import REPLACEABLE
from deskctl.store.log import note
from deskctl.store.port import Reader
from deskctl.store.postgres.driver import psycopg2
from deskctl.store.postgres.schema.guards import unguarded
from deskctl.store.postgres.schema.sequences import set_sequence
from deskctl.store.postgres.server_errors import in_use
from deskctl.store.postgres.writing.copy_rows import copy_blocks, copy_rows
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import writing_once
from deskctl.store.search.record_index import index_new_records
from deskctl.store.search.tables import TICKET_TEXT
from deskctl.store.search.ticket_texts import texts_with
from deskctl.store.sqlite.bulk_import.apply import RecordConflict, clash_in, opened
from deskctl.store.sqlite.bulk_import.staged_lines import staged_lines, staged_words
from deskctl.store.sqlite.bulk_import.staging import StagingInfo, about_in, days_in
from deskctl.store.sqlite.bulk_import.staging_contents import StagingContents

_CHUNK = 200
_NEXT = "SELECT number FROM ticket WHERE number > ? ORDER BY number LIMIT ?"
_TEXT = ("number", "customer", "over", "words")


def apply_staging(
    address: str, beside: str, floors: Mapping[str, int], on_saved: Callable[[int, int], None]
) -> RecordConflict | None:
    """Apply the staging beside the path `beside` to a desk, and return a clash if there is one, as for a file.

    The server itself detects a record that is added at the last moment; nothing is changed then.
    """
    with opened(beside) as staging:
        about, contents = about_in(staging), StagingContents(staging)
        try:
            with writing_once(address) as conn:
                clash = clash_in(conn, contents, floors)
                if clash is None:
                    _insert_all(conn, contents, about, staging, on_saved)
        except psycopg2.errors.UniqueViolation as error:
            raise in_use(address) from error
    if clash is None:
        note("imported", tickets=about.tickets)
    return clash


def _insert_all(
    conn: ServerTransaction,
    contents: StagingContents,
    about: StagingInfo,
    staging: Reader,
    on_saved: Callable[[int, int], None],
) -> None:
    with unguarded(conn):
        policies = contents.policies(conn)
        _copy(conn, policies.table, _names(staging, policies.table), policies.rows)
        for table, columns, rows in contents.record_tables():
            _copy(conn, table, columns, rows)
        for target, blocks in staged_lines(staging):
            copy_blocks(conn, target, blocks)
        index_new_records(conn)
        set_sequence(conn)
        drop_code_counters(conn)
        _copy_texts(conn, staging, lambda done: on_saved(done, about.tickets))
        if days_in(conn) != about.days:
            _rederive(conn, staging)


def _copy_texts(conn: ServerTransaction, staging: Reader, on_saved: Callable[[int], None]) -> None:
    """Insert the search texts of the tickets, with the words of callers and assets as they are now."""
    words, done = staged_words(staging), 0
    while tickets := list(islice(words, _CHUNK)):
        texts = texts_with(conn, tickets)
        copy_rows(conn, TICKET_TEXT, _TEXT, ((one.number, one.customer, int(one.over), one.words) for one in texts))
        done += len(tickets)
        on_saved(done)


def _copy(conn: ServerTransaction, table: str, columns: Sequence[str], rows: Any) -> None:
    """Insert rows; they replace shipped records with the same id."""
    if table in REPLACEABLE:
        for row in rows:
            conn.replace(table, dict(zip(columns, row, strict=True)))
    else:
        copy_rows(conn, table, columns, rows)


def _rederive(conn: ServerTransaction, staging: Reader) -> None:
    """Derive the tickets again, as the days off have changed since they were read."""
    policies, last = PolicyCache(conn), -1
    while numbers := [number for (number,) in staging.execute(_NEXT, (last, _CHUNK))]:
        for stored in stored_cases(conn, numbers=(numbers[0], numbers[-1])):
            derivation = rederived(conn, stored, policies)
            if derivation.differs:
                apply_derivation(conn, derivation)
        last = numbers[-1]


def _names(staging: Reader, table: str) -> tuple[str, ...]:
    return tuple(row[0] for row in staging.execute(f"SELECT * FROM {table} LIMIT 0").description)
