"""The look of documents: what stays together, rows to write in by hand, photos and logos of any size."""

import io
import re
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from document_text import words_of_xlsx
from PIL import Image
from pypdf import PdfReader
from test_annex import part

from deskctl.documents.model.letterhead import letterhead
from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import (
    Block,
    Column,
    Document,
    LabelledValues,
    Letterhead,
    Pictures,
    Section,
    Table,
    TextBlock,
)
from deskctl.documents.reports.ticket_report import open_report
from deskctl.documents.writers.formats import render
from deskctl.errors import BadData

COLUMNS = (Column("Item"), Column("Value"))
LOGO_WIDTH, LOGO_HEIGHT = 55, 10
MILLIMETRES = 8
_FOOT = 100
_TEXT_LINE = re.compile(rb"0 -1 [\d.]+ ([\d.]+) cm/c0 cs [\d. ]+ scn\nBT")
_DRAWN_IMAGE = re.compile(rb"([\d.]+) 0 0 ([\d.]+) [\d.]+ [\d.]+ cm/\w+ Do")


def paper(*blocks: Block, head: Letterhead | None = None) -> Document:
    """Return a document of one section."""
    return Document("d", "Report", "1", "", "en", head or Letterhead(), (Section("Part", blocks),))


def word_file(document: Document) -> Any:
    """Return a document as Word opens it."""
    return docx.Document(io.BytesIO(render(document, "docx")))


def camera_photo() -> bytes:
    """Return a photo as telephones write it: the part that names the camera, but none of JFIF."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(out, "JPEG")
    data = out.getvalue()
    (length,) = struct.unpack(">H", data[4:6])
    return data[:2] + part(0xE1, b"Exif\x00\x00camera") + data[4 + length :]


def kept_rows(table: Any) -> list[bool]:
    """Return for each row whether it stays on the page of the next one."""
    return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]


def test_docx_keeps_a_caption_and_a_short_table_together() -> None:
    """A caption and the rows of a short table are on one page; of a long table the caption, the head and one row."""
    for rows, kept in ((3, [True, True, True, False]), (12, [True, *[False] * 12])):
        made = word_file(paper(Table(COLUMNS, (("a", "b"),) * rows, "Caption of it")))
        caption = next(one for one in made.paragraphs if one.text == "Caption of it")
        assert caption.paragraph_format.keep_with_next
        assert kept_rows(made.tables[0]) == kept


def test_docx_writes_labels_and_values_alike() -> None:
    """A value is as large as the label beside it, so that both stand on one line."""
    made = word_file(paper(LabelledValues((("Label", "value"),))))
    label, value = (cell.paragraphs[0].style.font.size for cell in made.tables[0].rows[0].cells[:2])
    assert label == value


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_rows_to_be_written_in_by_hand_are_high(form: str) -> None:
    """A table to be filled in on paper has rows of at least eight millimetres."""
    made = [render(paper(Table(COLUMNS, (("1", ""),) * 4, by_hand=by_hand)), form) for by_hand in (True, False)]
    if form == "docx":
        high, low = ([row.height for row in docx.Document(io.BytesIO(one)).tables[0].rows[1:]] for one in made)
        assert min(high) >= MILLIMETRES * 36_000
        assert low == [None] * 4
    elif form == "html":
        assert [b'<table class="by-hand">' in one for one in made] == [True, False]
    else:
        drawn = (PdfReader(io.BytesIO(one)).pages[0].get_contents().get_data() for one in made)
        high, low = (sorted({y for y in map(float, _TEXT_LINE.findall(one)) if y > _FOOT})[:2] for one in drawn)
        assert high[1] - high[0] > MILLIMETRES / 25.4 * 72 > low[1] - low[0]


def test_photo_of_a_telephone_is_in_word() -> None:
    """A photo without the JFIF part is shown in DOCX, which recognizes a JPEG by it."""
    shown = clean_picture(camera_photo(), "a.jpg")
    assert shown is not None
    made = render(paper(Pictures((shown,))), "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert [name for name in packed.namelist() if name.startswith("word/media/")] == ["word/media/image1.jpg"]


@pytest.mark.parametrize("size", [(6000, 20), (20, 6000), (300, 300)])
def test_logo_of_any_size_fits_into_the_head(size: tuple[int, int], tmp_path: Path) -> None:
    """A logo is at most 55 millimetres wide and 10 high."""
    Image.new("RGB", size).save(tmp_path / "logo.png")
    document = paper(TextBlock("x"), head=Letterhead("Firm", (), tmp_path / "logo.png"))
    (drawn,) = _DRAWN_IMAGE.findall(PdfReader(io.BytesIO(render(document, "pdf"))).pages[0].get_contents().get_data())
    with zipfile.ZipFile(io.BytesIO(render(document, "docx"))) as packed:
        heads = b"".join(packed.read(name) for name in packed.namelist() if "header" in name)
    (extent,) = re.findall(rb'<wp:extent cx="(\d+)" cy="(\d+)"', heads)
    for width, height in ([float(one) / 72 * 25.4 for one in drawn], [int(one) / 36_000 for one in extent]):
        assert width <= LOGO_WIDTH + 0.1
        assert height <= LOGO_HEIGHT + 0.1


def test_photo_as_logo_is_in_every_form(tmp_path: Path) -> None:
    """A JPEG without the JFIF part can be the logo."""
    (tmp_path / "logo.jpg").write_bytes(camera_photo())
    document = paper(TextBlock("x"), head=Letterhead("Firm", (), tmp_path / "logo.jpg"))
    for form in ("html", "docx", "pdf"):
        assert render(document, form)


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_file_that_is_no_picture_is_refused_as_logo(settings: Path, form: str) -> None:
    """A file with the name of a picture and other contents is refused in every form with the path of the logo."""
    settings.write_text('[firm]\nlogo = "logo.png"\n', encoding="utf-8")
    (settings.parent / "logo.png").write_bytes(b"no picture")
    with pytest.raises(BadData, match=r"logo\.png"):
        render(paper(TextBlock("x"), head=letterhead()), form)


def test_workbook_has_no_sheet_of_one_line(conn: sqlite3.Connection, now: int) -> None:
    """Facts, texts and short tables are on one sheet, each with its heading; only a long table has its own."""
    with zipfile.ZipFile(io.BytesIO(render(open_report(conn, 1, at=now).document(), "xlsx"))) as packed:
        sheets = re.findall(r'<sheet name="([^"]+)"', packed.read("xl/workbook.xml").decode())
        first = packed.read("xl/worksheets/sheet1.xml").decode()
    assert sheets == ["Incident report", "Timeline", "Promises and how they were kept"]
    words = words_of_xlsx(render(open_report(conn, 1, at=now).document(), "xlsx"))
    assert all(heading in words for heading in ("Symptom", "Cause of the fault", "Signatures", "OLD-P1"))
    assert first.count("<row ") > 40
