"""Documents as DOCX with real headings and styles, so that Word's outline works and the text can be edited."""

from __future__ import annotations

import io
import struct
from base64 import b64decode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from deskctl.documents.model.logo import logo_of, logo_width
from deskctl.documents.model.safe_data import SafeData, as_data
from deskctl.documents.writers.word_styles import StyledFile, fill, open_styled_file, page_numbers
from deskctl.documents.writers.word_tables import (
    keep_end,
    keep_together,
    set_heights,
    set_widths,
    shade,
    span_over,
    table_style,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.document import Document as WordFile
    from docx.table import Table, _Cell

    from deskctl.documents.model.tree import Document

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_NO_TIME = b"\x00\x00\x21\x00"
"""The first time that a ZIP file can state, the beginning of 1980."""
_FULL = "█"
_BAR = 16
_LABELS, _VALUES = 1.0, 1.7
_FEW_ROWS, _FEW_LETTERS = 9, 900
_WRITTEN = 8  # millimetres of a row in which somebody writes by hand


def to_docx(document: Document) -> bytes:
    """Return a document as DOCX."""
    data = as_data(document)
    file = open_styled_file(document.name)
    made = file.made
    _head(file, document, data)
    for section in data["sections"]:
        if section["blocks"][0]["type"] == "signatures":
            keep_end(made)
        file.add(section["title"], "Heading 1")
        for block in section["blocks"]:
            _BLOCKS[block["type"]](file, block)
    _foot(made, data)
    _properties(made, data)
    out = io.BytesIO()
    made.save(out)
    return _undated(out)


def _undated(made: io.BytesIO) -> bytes:
    """Set the times of the packed files to a fixed one in both lists of them, so that equal texts give equal bytes."""
    with ZipFile(made) as packed:
        files, listed = packed.infolist(), packed.start_dir
    out = bytearray(made.getbuffer())
    for file in files:
        out[file.header_offset + 10 : file.header_offset + 14] = _NO_TIME
        out[listed + 12 : listed + 16] = _NO_TIME
        listed += 46 + sum(struct.unpack_from("<3H", out, listed + 28))
    return bytes(out)


def _head(file: StyledFile, document: Document, data: SafeData) -> None:
    from docx.shared import Mm

    head = file.made.sections[0].header.paragraphs[0]
    logo = logo_of(document.letterhead)
    if logo is not None:
        head.add_run().add_picture(io.BytesIO(logo.data), width=Mm(logo_width(logo)))
        head.add_run("   ")
    head.add_run(data["letterhead"]["name"])
    file.add(data["title"], "Title")
    file.add(data["subject"], "Subtitle")
    file.add(" · ".join(filter(None, (data["number"], data["mark"]))))


def _foot(made: WordFile, data: SafeData) -> None:
    footer = made.sections[0].footer
    for place, line in enumerate(data["letterhead"]["imprint"]):
        (footer.paragraphs[0] if place == 0 else footer.add_paragraph(style="Footer")).text = line
    last = footer.add_paragraph(style="Footer") if data["letterhead"]["imprint"] else footer.paragraphs[0]
    last.add_run(f"{data['number']}    ")
    page_numbers(last, data["page"])


def _properties(made: WordFile, data: SafeData) -> None:
    """Set the file's properties; a fixed creation time makes equal texts equal files."""
    properties = made.core_properties
    properties.title = f"{data['title']} {data['number']}"[:255]
    properties.author = data["letterhead"]["name"][:255] or "deskctl"
    properties.created = properties.modified = _EPOCH
    properties.last_modified_by = properties.author


def _facts(file: StyledFile, block: SafeData) -> None:
    table = file.made.add_table(rows=len(block["lines"]), cols=4)
    for line, cells in zip(block["lines"], _rows(table, 4), strict=True):
        for place, (label, value) in enumerate(line):
            _write(file, cells[2 * place], label, "Label")
            _write(file, cells[2 * place + 1], value, "Value")
        if len(line) == 1:
            span_over(cells[1], cells[2:])
    set_widths(table, (_LABELS, _VALUES, _LABELS, _VALUES))
    file.add(look="Gap")


def _words(file: StyledFile, block: SafeData) -> None:
    paragraph = file.add()
    if block["label"]:
        paragraph.add_run(f"{block['label']} ").bold = True
    paragraph.add_run(block["text"])


def _table(file: StyledFile, block: SafeData) -> None:
    if block["caption"]:
        _caption(file, block["caption"])
    numbers = [column["kind"] != "text" for column in block["columns"]]
    table = _grid(
        file,
        [column["title"] for column in block["columns"]],
        block["rows"],
        [column["width"] for column in block["columns"]],
        numbers,
    )
    if block["by_hand"]:
        set_heights(table, [0, *[_WRITTEN] * len(block["rows"])])


def _caption(file: StyledFile, text: str) -> None:
    """Add a caption that stays with the table below it."""
    file.add(text, "Caption").paragraph_format.keep_with_next = True


def _grid(
    file: StyledFile, head: list[str], rows: Iterable[list[str]], widths: Iterable[float], numbers: list[bool]
) -> Table:
    rows = list(rows)
    kept = len(rows) if _is_short(rows) else 1
    table: Table = file.made.add_table(rows=len(rows) + 1, cols=len(head))
    table_style(table)
    for number, (texts, cells) in enumerate(zip([head, *rows], _rows(table, len(head)), strict=True)):
        for place, text in enumerate(texts):
            style = "Table text" if number else "Table head"
            _write(file, cells[place], text, style, right=numbers[place], kept=number < kept)
            if number == 0:
                shade(cells[place])
    set_widths(table, tuple(widths))
    file.add(look="Gap")
    return table


def _is_short(rows: list[list[str]]) -> bool:
    """Return True if rows are few and short enough to be kept on one page."""
    return len(rows) <= _FEW_ROWS and sum(len(text) for row in rows for text in row) <= _FEW_LETTERS


def _rows(table: Table, width: int) -> list[list[_Cell]]:
    """Return the cells of each row of a new table."""
    cells = list(table._cells)  # noqa: SLF001 - reading the cells of each row takes quadratic time
    return [cells[place : place + width] for place in range(0, len(cells), width)]


def _write(file: StyledFile, cell: _Cell, text: str, style: str, *, right: bool = False, kept: bool = False) -> None:
    """Write in a new cell; `kept` is on the page of the next row."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    fill(paragraph, file.looks[style], text, kept=kept)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _timeline(file: StyledFile, block: SafeData) -> None:
    table = file.made.add_table(rows=len(block["moments"]), cols=2)
    for (when, what, who, text), (left, right) in zip(block["moments"], _rows(table, 2), strict=True):
        _write(file, left, when, "Label")
        _write(file, right, "", "Value")
        paragraph = right.paragraphs[0]
        paragraph.add_run(what).bold = True
        paragraph.add_run(f"  {who}" if who else "")
        if text:
            paragraph.add_run(f"\n{text}")
    set_widths(table, (1.15, 4.2))
    file.add(look="Gap")


def _chart(file: StyledFile, block: SafeData) -> None:
    _caption(file, block["title"])
    series = block["series"]
    rows = [[label, *(_bar(one, place) for one in series)] for place, label in enumerate(block["labels"])]
    _grid(file, ["", *(one["name"] for one in series)], rows, [1.0, *(2.5 for _one in series)], [False] * 4)


def _bar(series: dict[str, Any], place: int) -> str:
    return f"{_FULL * round(series['parts'][place] * _BAR)} {series['values'][place]}".strip()


def _signatures(file: StyledFile, block: SafeData) -> None:
    labels, blanks = block["labels"], block["blanks"]
    rows = [
        [labels["name"], *(blank["name"] for blank in blanks)],
        [labels["signature"], *("" for _blank in blanks)],
        [labels["date"], *("" for _blank in blanks)],
    ]
    head = ["", *(blank["role"] for blank in blanks)]
    table = _grid(file, head, rows, [1.0, *(2.2 for _blank in blanks)], [False] * len(head))
    set_heights(table, (0, _WRITTEN, 2 * _WRITTEN, _WRITTEN))
    keep_together(table)


def _pictures(file: StyledFile, block: SafeData) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Mm

    for one in block["pictures"]:
        data = io.BytesIO(b64decode(one["url"].partition(",")[2]))
        paragraph = file.add()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        try:
            paragraph.add_run().add_picture(data, width=Mm(one["width"]))
        except (UnrecognizedImageError, ValueError, KeyError):
            paragraph.add_run("—")
        file.add(one["caption"], "Caption").alignment = WD_ALIGN_PARAGRAPH.CENTER


_BLOCKS: dict[str, Callable[[Any, SafeData], None]] = {
    "facts": _facts,
    "words": _words,
    "table": _table,
    "timeline": _timeline,
    "chart": _chart,
    "signatures": _signatures,
    "pictures": _pictures,
}
