"""Documents as XLSX, with a sheet for each long table or chart; texts are never formulas or links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from deskctl.documents.model.safe_data import width_of, xml_safe
from deskctl.documents.model.tree import (
    Block,
    Cell,
    Chart,
    Document,
    LabelledValues,
    Section,
    Signatures,
    Table,
    TextBlock,
    Timeline,
)
from deskctl.language.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Line: TypeAlias = Sequence[tuple[Cell, str]]
"""Cells with their formats."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MOST = 32_000
"""The capacity of a cell; a longer text continues in the row below."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME = 31
_HOUR = 3600
_NARROWEST, _WIDEST = 12, 42
_A4 = 9
_FEW_LINES = 8


def to_xlsx(document: Document) -> bytes:
    """Return a document as XLSX."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": xml_safe(f"{document.title} {document.number}")[:255], "created": _EPOCH})
        looks = _looks(book)
        used_names: set[str] = set()
        short = [section for section in document.sections if _is_short(section)]
        for sections in ([short] if short else []) + [[one] for one in document.sections if one not in short]:
            name = _sheet_name(document.title if sections is short else sections[0].title, used_names)
            _Sheet(book, book.add_worksheet(name), looks, name).fill(document, sections)
    return out.getvalue()


def _is_short(section: Section) -> bool:
    """Return True if a section has no chart and no long table, so that it shares the first sheet with others."""
    return not any(
        isinstance(block, Chart) or (isinstance(block, Table | Timeline) and len(list(_lines(block))) > _FEW_LINES)
        for block in section.blocks
    )


def _looks(book: Workbook) -> dict[str, Any]:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True}
    return {
        "text": book.add_format(base),
        "number": book.add_format({**base, "num_format": "#,##0.##"}),
        "whole": book.add_format({**base, "num_format": "#,##0"}),
        "share": book.add_format({**base, "num_format": "0.0%"}),
        "hours": book.add_format({**base, "num_format": "0.00"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#F2F5F9", "bottom": 1, "font_color": "#1F3F66"}),
        "label": book.add_format({**base, "font_color": "#5D6878"}),
        "section": book.add_format({**base, "text_wrap": False, "bold": True, "font_color": "#1F3F66"}),
        "title": book.add_format({**base, "text_wrap": False, "bold": True, "font_size": 13, "font_color": "#1F3F66"}),
    }


def _sheet_name(title: str, used_names: set[str]) -> str:
    name = _FORBIDDEN.sub(" ", xml_safe(title)).strip()[:_SHEET_NAME] or "-"
    place = 2
    while name.casefold() in used_names:
        name = f"{name[: _SHEET_NAME - 4]} {place}"
        place += 1
    used_names.add(name.casefold())
    return name


class _Sheet:
    """Writes the blocks of a section below each other."""

    def __init__(self, book: Workbook, sheet: Worksheet, looks: dict[str, Any], name: str) -> None:
        self._book = book
        self._sheet = sheet
        self._looks = looks
        self._name = name
        self._row = 0

    def fill(self, document: Document, sections: Sequence[Section]) -> None:
        blocks = [block for section in sections for block in section.blocks]
        self._line([(f"{document.title} · {document.number}", "title")])
        self._line([(document.subject, "label")])
        self._row += 1
        self._sheet.set_paper(_A4)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        for column, width in enumerate(_widths(blocks)):
            self._sheet.set_column(column, column, width)
        for section in sections:
            if len(sections) > 1:
                self._line([(section.title, "section")])
            for block in section.blocks:
                self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Chart):
            self._chart(block)
        else:
            for line in _lines(block):
                self._line(line)
        self._row += 1

    def _line(self, cells: Line) -> None:
        used = 1
        for column, (cell, look) in enumerate(cells):
            if isinstance(cell, str):
                pieces = list(_pieces(xml_safe(cell)))
                for place, piece in enumerate(pieces):
                    self._sheet.write_string(self._row + place, column, piece, self._looks[look])
                used = max(used, len(pieces))
            elif cell is not None:
                self._sheet.write_number(self._row, column, cell, self._looks[look])
        self._row += used

    def _chart(self, chart: Chart) -> None:
        first = self._row
        kind = "share" if chart.kind == "share" else "number"
        self._line([(chart.title, "head"), *((series.name, "head") for series in chart.series)])
        for place, label in enumerate(chart.labels):
            self._line([(label, "text"), *((series.values[place], kind) for series in chart.series)])
        drawn = self._book.add_chart({"type": "column"})
        for column in range(1, len(chart.series) + 1):
            drawn.add_series(
                {
                    "name": [self._name, first, column],
                    "categories": [self._name, first + 1, 0, self._row - 1, 0],
                    "values": [self._name, first + 1, column, self._row - 1, column],
                }
            )
        drawn.set_title({"name": [self._name, first, 0]})
        self._sheet.insert_chart(first, len(chart.series) + 2, drawn)
        self._row = max(self._row, first + 15)


def _widths(blocks: Iterable[Block]) -> list[int]:
    """Return the width of each column: that of its widest cell, within bounds."""
    widths: list[int] = []
    for block in blocks:
        for line in _lines(block):
            for place, (cell, _look) in enumerate(line):
                if place == len(widths):
                    widths.append(_NARROWEST)
                longest = max(map(width_of, str(cell if cell is not None else "").split("\n")))
                widths[place] = max(widths[place], min(longest + 2, _WIDEST))
    return widths


def _pieces(text: str) -> Iterator[str]:
    for place in range(0, max(len(text), 1), _MOST):
        yield text[place : place + _MOST]


def _lines(block: Block) -> Iterator[Line]:
    if isinstance(block, LabelledValues):
        yield from ([(label, "label"), (value, "text")] for label, value in block.rows)
    elif isinstance(block, TextBlock):
        yield [(block.label, "label"), (block.text, "text")] if block.label else [(block.text, "text")]
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Timeline):
        yield from ([(text, "text") for text in (one.when, one.what, one.who, one.text)] for one in block.moments)
    elif isinstance(block, Signatures):
        for name in (_("Full name"), _("Signature, stamp"), _("Date")):
            yield [(name, "label"), *((blank.name if name == _("Full name") else "", "text") for blank in block.blanks)]


def _table(table: Table) -> Iterator[Line]:
    if table.caption:
        yield [(table.caption, "label")]
    yield [(_unit(column.title, column.kind), "head") for column in table.columns]
    for row in table.rows:
        yield [_measured(cell, column.kind) for cell, column in zip(row, table.columns, strict=True)]


def _unit(title: str, kind: str) -> str:
    return _("{title} (hours)").format(title=title) if kind == "hours" else title


def _measured(cell: Cell, kind: str) -> tuple[Cell, str]:
    if isinstance(cell, str) or cell is None:
        return cell, "text"
    if kind == "hours":
        return cell / _HOUR, "hours"
    return cell, kind if kind == "share" else "whole" if isinstance(cell, int) else "number"
