"""Import into a desk on a server by COPY, in one exclusive transaction, while the rest of the file is being read."""

import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread
from typing import TypeAlias

import psycopg2

from deskctl.store.facts.shipped_records import REPLACEABLE
from deskctl.store.postgres.schema.guards import unguarded
from deskctl.store.postgres.schema.index_building import drop_indexes
from deskctl.store.postgres.schema.sequences import set_sequence
from deskctl.store.postgres.server_errors import in_use
from deskctl.store.postgres.writing.copy_rows import copy_lines, copy_rows, lines_of
from deskctl.store.postgres.writing.transaction import ServerTransaction
from deskctl.store.postgres.writing.writer import writing_once
from deskctl.store.search.record_index import index_new_records
from deskctl.store.search.tables import TICKET_TEXT
from deskctl.store.search.ticket_texts import NewRows, NewTexts
from deskctl.store.sqlite.bulk_import.staging_contents import TICKET, StagingContents

_TEXT = ("number", "customer", "over", "words")
_FULL, _TEXTS = 1 << 16, 80
"""How many bytes of a table, and how many texts, wait in memory: on a slow line each COPY takes its time."""
_Table: TypeAlias = tuple[str, tuple[str, ...]]
"""A table and its columns."""


@contextmanager
def importing(address: str) -> Iterator["ServerImport"]:
    """Run an import: one transaction, in which nobody else writes; nothing is kept on any error."""
    try:
        with writing_once(address) as conn, unguarded(conn):
            into = ServerImport(conn)
            try:
                yield into
            finally:
                into.wait()
    except psycopg2.errors.UniqueViolation as error:
        raise in_use(address) from error


class ServerImport:
    """Sends the rows of an import: those of tickets from a thread, in portions, while the next ones are prepared."""

    def __init__(self, conn: ServerTransaction) -> None:
        self._conn = conn
        self._sender: Thread | None = None
        self._error: BaseException | None = None
        self._lines: defaultdict[_Table, bytearray] = defaultdict(bytearray)
        self._texts = NewTexts()
        self._building = ""

    def insert_records(self, contents: StagingContents, floors: Mapping[str, int]) -> None:
        """Insert the records of a staging; they replace shipped records with the same id.

        `floors` are the last rows that the desk had before; a desk without tickets cannot be asked for any then.
        """
        policies = contents.policies(self._conn)
        copy_rows(self._conn, policies.table, contents.columns(policies.table), policies.rows)
        for table, columns, rows in contents.new_records(floors):
            if table in REPLACEABLE:
                for row in rows:
                    self._conn.replace(table, dict(zip(columns, row, strict=True)))
            else:
                copy_rows(self._conn, table, columns, rows)
        index_new_records(self._conn)
        if not floors[TICKET]:
            self._building = drop_indexes(self._conn)

    def insert_tickets(self, rows: NewRows) -> None:
        """Insert tickets, of which everything but their records is given."""
        for name, (columns, some) in rows.items():
            if some:
                table = (name, tuple(columns))
                self._lines[table] += lines_of(some)
                if len(self._lines[table]) >= _FULL:
                    self._send(table)
        self._texts.add(rows)
        if len(self._texts) >= _TEXTS:
            self._send_texts()

    def finish(self) -> None:
        """Insert the rest, and build and check what was left out before."""
        for table in [*self._lines]:
            self._send(table)
        self._send_texts()
        self._join()
        if self._building:
            self._conn.execute(self._building)
        set_sequence(self._conn)

    def wait(self) -> None:
        """Wait for the thread, which uses the connection."""
        if self._sender is not None:
            self._sender.join()

    def _join(self) -> None:
        self.wait()
        if self._error is not None:
            raise self._error

    def _send(self, table: _Table) -> None:
        lines = self._lines.pop(table)
        self._let(lambda: copy_lines(self._conn, *table, io.BytesIO(lines)))

    def _send_texts(self) -> None:
        texts, self._texts = self._texts, NewTexts()
        self._let(lambda: self._insert_texts(texts))

    def _insert_texts(self, texts: NewTexts) -> None:
        words = ((one.number, one.customer, int(one.over), one.words) for one in texts.texts(self._conn))
        copy_rows(self._conn, TICKET_TEXT, _TEXT, words)

    def _let(self, work: Callable[[], None]) -> None:
        """Let the thread do some work when it has done the work before."""

        def done() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - raised by the thread that waits for this one
                self._error = error

        self._join()
        self._sender = Thread(target=done)
        self._sender.start()
