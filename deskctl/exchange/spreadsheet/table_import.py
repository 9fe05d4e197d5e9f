"""Importing a spreadsheet into a desk: all rows or none, or all but the rejected ones."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from deskctl.desk.case_cache import CaseCache
from deskctl.desk.desk import Desk
from deskctl.errors import BadData, DeskError, NotFound, Refused
from deskctl.exchange.spreadsheet.cells import CellReader, RowCells
from deskctl.exchange.spreadsheet.columns import match_columns, require_columns
from deskctl.exchange.spreadsheet.decoding import AUTO
from deskctl.exchange.spreadsheet.directory import Directory, Matches, NoUniqueMatch
from deskctl.exchange.spreadsheet.kinds import kind_of, needed_columns
from deskctl.exchange.spreadsheet.record_writer import SAME, RecordWriter, WriteResult
from deskctl.exchange.spreadsheet.row_errors import BadRows, RowError
from deskctl.exchange.spreadsheet.rows import Row, Sheet, open_sheet
from deskctl.exchange.spreadsheet.values import DateNotation
from deskctl.operations.rules.people.actors import founder_of
from deskctl.sla.facts import instant
from deskctl.store.dry_run import dry_run
from deskctl.store.open import writing_once
from deskctl.store.port import Transaction

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

REJECTED = "error"
_MOST_ERRORS = 1000
_PIECE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class TableOptions:
    """The options of an import: see `deskctl import --help`."""

    kind: str
    name: str = "-"
    encoding: str = AUTO
    delimiter: str = AUTO
    how: DateNotation = field(default_factory=DateNotation)
    headings: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    create_only: bool = False
    dry_run: bool = False
    rejects: Callable[[Row, Row, list[RowError]], None] | None = None


@dataclass(frozen=True, slots=True)
class RowResult:
    """The result of a row: its line, its record, the changes, and notes on interpreted values."""

    line: int
    outcome: str
    id: str | None
    changes: tuple[tuple[str, Any, Any], ...]
    notes: tuple[str, ...]
    errors: tuple[RowError, ...] = ()


@dataclass(slots=True)
class TableResult:
    """The result of an import: encoding, number of rows per outcome, and on a dry run each row."""

    encoding: str
    delimiter: str
    unknown: tuple[str, ...]
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    rows: list[RowResult] = field(default_factory=list)


def import_table(
    stream: BinaryIO, store: str, options: TableOptions, *, now: datetime, actor: str | None
) -> TableResult:
    """Import the rows of a seekable stream into a store, in one transaction.

    Raises `BadRows` with every mistake and stores nothing, unless invalid rows go to `rejects`.
    """
    source = {"file": PurePath(options.name).name, "sha256": _digest(stream)}
    opened: AbstractContextManager[Transaction] = dry_run(store) if options.dry_run else writing_once(store)
    with (
        open_sheet(stream, encoding=options.encoding, delimiter=options.delimiter) as sheet,
        opened as conn,
    ):
        at = instant(now)
        desk = Desk(conn, CaseCache(), actor=founder_of(conn, actor), now=at, at=at)
        return _Run(desk, conn, sheet, options, source).run()


class _Run:
    """One import: reads, matches and writes row by row."""

    def __init__(
        self, desk: Desk, conn: Transaction, sheet: Sheet, options: TableOptions, source: Mapping[str, Any]
    ) -> None:
        self._options = options
        self._sheet = sheet
        self._kind = kind_of(options.kind)
        columns = match_columns(
            options.kind, sheet.header, self._kind.fields, own=options.headings, strict=options.strict
        )
        require_columns(columns, needed_columns(self._kind, columns.fields.values()), options.kind, sheet.header.line)
        self._cells = CellReader(self._kind, columns, options.how)
        self._directory = Directory(conn)
        self._matches = Matches(conn, options.kind)
        self._writer = RecordWriter(desk, self._kind, source)
        self._references = {name: one.ref for name, one in self._kind.fields.items() if one.ref}
        self._result = TableResult(sheet.encoding, sheet.delimiter, columns.unknown)

    def run(self) -> TableResult:
        """Import every row."""
        errors: list[RowError] = []
        for row in self._sheet.rows:
            cells = self._cells.read(row)
            written = self._write_row(cells)
            self._note(cells, written)
            if cells.errors and self._options.rejects is not None:
                self._options.rejects(self._sheet.header, row, cells.errors)
            elif len(errors) < _MOST_ERRORS:
                errors += cells.errors
        if errors and not self._options.dry_run:
            raise BadRows(tuple(errors), self._result.unknown)
        return self._result

    def _write_row(self, cells: RowCells) -> WriteResult | None:
        """Write a row; add its mistakes to `cells` and return None if it has any."""
        for name, word, why in self._directory.resolve(cells.values, self._references):
            cells.errors.append(RowError(cells.line, self._cells.heading(name), word, str(why), why.values, why.remedy))
        if cells.errors:
            return None
        try:
            key = self._matches.find(cells.values)
            written = self._written(key, cells)
        except NoUniqueMatch as error:
            cells.errors.append(RowError(cells.line, self._kind.name, "", str(error), error.values))
            return None
        except (BadData, NotFound, Refused) as error:
            cells.errors.append(self._named(cells, error))
            return None
        self._matches.add(written.id, written.record)
        return written

    def _written(self, key: str | None, cells: RowCells) -> WriteResult:
        if key is None:
            return self._writer.create(cells.values, cells.line)
        if self._options.create_only:
            return WriteResult(SAME, key, self._writer.current(key))
        return self._writer.change(key, cells.values, tuple(cells.clear), cells.line)

    def _named(self, cells: RowCells, error: DeskError) -> RowError:
        """Convert the error of an operation to a mistake with the heading of its column, or without a column."""
        name = (error.field if isinstance(error, BadData) else None) or ""
        value = str(cells.values.get(name, ""))
        return RowError(cells.line, self._cells.heading(name), value, error.template, error.values)

    def _note(self, cells: RowCells, written: WriteResult | None) -> None:
        outcome = REJECTED if written is None else written.outcome
        self._result.counts[outcome] += 1
        if cells.notes and len(self._result.notes) < _MOST_ERRORS:
            self._result.notes += [f"{cells.line}: {note}" for note in cells.notes]
        if self._options.dry_run:
            self._result.rows.append(
                RowResult(
                    cells.line,
                    outcome,
                    written.id if written and outcome != "create" else None,
                    written.changes if written else (),
                    tuple(cells.notes),
                    tuple(cells.errors),
                )
            )


def _digest(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(_PIECE):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()
