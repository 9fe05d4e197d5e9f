"""Reading the cells of a row as values of fields, with the column of each mistake."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deskctl.exchange.spreadsheet.columns import Columns
from deskctl.exchange.spreadsheet.kinds import CODES, Kind
from deskctl.exchange.spreadsheet.row_errors import RowError
from deskctl.exchange.spreadsheet.rows import Row
from deskctl.exchange.spreadsheet.values import (
    READERS,
    Cell,
    DateNotation,
    WrongCell,
    read_choice,
    read_code,
    read_date,
    read_list,
)
from deskctl.language.folding import joined
from deskctl.language.i18n import N_
from deskctl.operations.framework.base import Field

NOTHING = "-"
"""A cell that empties its field."""

_BEYOND = N_("this cell has no heading")
_UNKNOWN_FIELD = N_("not a field that can be emptied")


@dataclass(slots=True)
class RowCells:
    """The content of a row: values by field, fields to empty, notes on interpreted values, and mistakes."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    clear: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


class CellReader:
    """Reads the rows of one file."""

    def __init__(self, kind: Kind, columns: Columns, how: DateNotation) -> None:
        self._kind = kind
        self._columns = columns
        self._how = how

    def heading(self, name: str) -> str:
        """Return the heading of a field's column in the file, or the name of the field if it has no column."""
        place = next((place for place, named in self._columns.fields.items() if named == name), None)
        return name if place is None else self._columns.headings[place].strip()

    def read(self, row: Row) -> RowCells:
        """Read a row."""
        cells = RowCells(row.line)
        for place, text in enumerate(row.cells):
            if text.strip():
                self._read_cell(cells, place, text)
        return cells

    def _read_cell(self, cells: RowCells, place: int, text: str) -> None:
        name = self._columns.fields.get(place)
        if place == self._columns.clear:
            self._read_clear(cells, text)
        elif name is None:
            if place >= len(self._columns.headings):
                cells.errors.append(RowError(cells.line, f"#{place + 1}", text, _BEYOND))
        elif text.strip() == NOTHING:
            cells.clear.append(name)
        else:
            self._read_value(cells, self._kind.fields[name], self._columns.headings[place].strip(), text)

    def _read_value(self, cells: RowCells, column: Field, heading: str, text: str) -> None:
        try:
            cell = self._value(column, text)
        except WrongCell as error:
            cells.errors.append(RowError(cells.line, heading, text.strip(), str(error), error.values))
            return
        cells.values[column.name] = cell.value
        if cell.taken_for is not None:
            cells.notes.append(f"{heading} {text.strip()} = {cell.taken_for}")

    def _value(self, column: Field, text: str) -> Cell:
        if column.many:
            return read_list(text)
        if column.kind == "date":
            return read_date(text, self._how)
        if column.choices:
            return read_choice(column.name, text, column.choices)
        if column.ref:
            return Cell(text.strip())
        if column.name in CODES:
            return read_code(text.strip())
        return READERS[column.kind](text if column.kind == "longtext" else text.strip())

    def _read_clear(self, cells: RowCells, text: str) -> None:
        for word in read_list(text.replace(",", ";")).value:
            names = list(self._named(word))
            if names:
                cells.clear += names
            else:
                cells.errors.append(RowError(cells.line, "clear", word, _UNKNOWN_FIELD))

    def _named(self, word: str) -> Iterator[str]:
        for place, name in self._columns.fields.items():
            if joined(word) in {joined(name), joined(self._columns.headings[place])}:
                yield name
