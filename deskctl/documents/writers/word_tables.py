"""Tables in DOCX files: their lines, widths and heights, and the rows that stay together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordFile
    from docx.table import Table, _Cell

_TINT, _RULE = "F2F5F9", "CFD6DF"
_WIDTH = 170  # millimetres between the margins
_KEPT_ROWS = 2
_MARGIN = "50"  # twentieths of a point next to the text of a cell


def table_style(table: Table) -> None:
    """Draw thin lines between the rows of a table, and repeat its heading on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), _MARGIN)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no API for borders, margins,
    properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - or repeated headings


def keep_together(table: Table) -> None:
    """Keep a table on one page."""
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def keep_end(made: WordFile) -> None:
    """Keep the last paragraph, or the last rows of a table and the gap below it, with what follows."""
    from docx.table import Table

    body = list(made.iter_inner_content())[-2:]
    table = body[0] if body else None
    rows = table.rows[-_KEPT_ROWS:] if isinstance(table, Table) else ()
    cells = [cell for row in rows for cell in row.cells]
    for paragraph in [*(one for cell in cells for one in cell.paragraphs), *made.paragraphs[-1:]]:
        paragraph.paragraph_format.keep_with_next = True


def shade(cell: _Cell) -> None:
    """Shade the heading of a table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    tint = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _TINT)):
        tint.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(tint)  # noqa: SLF001 - no API for shading


def span_over(cell: _Cell, others: Sequence[_Cell]) -> None:
    """Let a cell take the place of the empty cells right of it; python-docx's `merge` searches the whole table."""
    cell._tc.grid_span = 1 + len(others)  # noqa: SLF001 - no API for this
    for other in others:
        other._tc.getparent().remove(other._tc)  # noqa: SLF001 - no API for this


def set_widths(table: Table, widths: Sequence[float]) -> None:
    """Divide the width of the page among the columns; rows take it from the grid."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    table.autofit = False
    total = sum(widths)
    sizes = [Mm(_WIDTH * width / total) for width in widths]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = size
    for row in table._tbl.tr_lst:  # noqa: SLF001 - the cells of the rows, without python-docx's search
        place = 0
        for cell in row.tc_lst:
            span = cell.grid_span
            cell.width = Mm(sum(size.mm for size in sizes[place : place + span]))
            place += span
        if row.find(qn("w:trPr")) is None or row.find(qn("w:trPr")).find(qn("w:cantSplit")) is None:
            _keep_whole(row)


def set_heights(table: Table, millimetres: Sequence[float]) -> None:
    """Make each row at least so high; 0 for as high as its text."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    for row, height in zip(table.rows, millimetres, strict=True):
        if height:
            row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
