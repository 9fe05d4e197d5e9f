"""The annex of a report: public files with name, size and hash, and pictures without the metadata of the camera."""

import base64
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from pypdf import PdfReader

from deskctl.data_files import data_file
from deskctl.documents.model.pictures import clean_picture
from deskctl.documents.model.tree import Document, Letterhead, Picture, Pictures, Section
from deskctl.documents.writers.pdf import to_pdf
from deskctl.documents.writers.word_file import to_docx

Deskctl: TypeAlias = Callable[..., tuple[int, str, str]]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_DRAWN_IMAGE = re.compile(rb"([\d.]+) 0 0 [\d.]+ [\d.]+ [\d.]+ cm/\w+ Do")
PLACE = b"31.2304N 121.4737E"


def part(mark: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(content) + 2) + content


def photo(orientation: int = 6) -> bytes:
    """Return a photo as a camera writes it: with orientation, location, a comment and one pixel."""
    directory = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    frame = struct.pack(">BHHB3s", 8, 1, 2, 1, b"\x01\x11\x00")
    return b"".join(
        (
            b"\xff\xd8",
            part(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            part(0xE1, b"Exif\x00\x00" + directory + PLACE),
            part(0xFE, b"taken at home"),
            part(0xC0, frame),
            part(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            b"\x12\x34\xff\x00",
            b"\xff\xd9",
            b"a second picture behind the first",
        )
    )


@pytest.fixture
def export_report(deskctl: Deskctl, desk: Path, tmp_path: Path) -> Callable[..., bytes]:
    """Attach a public picture, a public log and an internal log, and return a function that exports the report."""
    for name, data, more in (
        ("photo.png", PIXEL, ("--kind", "photo", "--public", "--note", "the note is ours")),
        ("public.log", b"public words\n", ("--kind", "log", "--public")),
        ("internal.log", b"internal words\n", ("--kind", "log")),
    ):
        (tmp_path / name).write_bytes(data)
        assert deskctl("--store", desk, "attachment", "add", "T-071", tmp_path / name, *more, "--actor", "EN1")[0] == 0

    def export(form: str) -> bytes:
        out = tmp_path / f"report.{form}"
        assert deskctl("--store", desk, "report", "export", "T-071", "-o", out, "--lang", "en", "--force")[0] == 0
        return out.read_bytes()

    return export


def test_report_has_the_public_files(export_report: Callable[..., bytes], deskctl: Deskctl, desk: Path) -> None:
    """The report contains the public files and shows the picture, but no internal file, note or hidden file."""
    html = export_report("html").decode()
    assert html.count("data:image/png;base64,") == 1
    assert "public.log" in html
    for words in (html, export_report("md").decode()):
        assert "photo.png" in words
        assert "internal.log" not in words
        assert "the note is ours" not in words
    with zipfile.ZipFile(io.BytesIO(export_report("docx"))) as packed:
        assert [name for name in packed.namelist() if name.startswith("word/media/")] == ["word/media/image1.png"]
    assert export_report("pdf").startswith(b"%PDF")
    assert deskctl("--store", desk, "attachment", "hide", "AT-0001", "--reason", "x", "--actor", "EN1")[0] == 0
    assert "photo.png" not in export_report("md").decode().partition("## Files")[2]


@pytest.mark.parametrize(
    ("points", "millimetres"),
    [((1, 1), 0.26), ((378, 100), 100.0), ((1600, 900), 150.0), ((900, 1000), 150.0), ((100, 20000), 0.95)],
)
def test_picture_is_never_enlarged(points: tuple[int, int], millimetres: float) -> None:
    """A picture is at most as wide as its points at 96 per inch, and never wider or higher than the page."""
    shown = Picture("image/png", PIXEL, "a", *points)
    document = Document("d", "t", "n", "s", "en", Letterhead(), (Section("p", (Pictures((shown,)),)),))
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as packed:
        (extent,) = re.findall(r'<wp:extent cx="(\d+)"', packed.read("word/document.xml").decode())
    assert int(extent) / 36_000 == pytest.approx(millimetres, abs=0.02)
    (drawn,) = _DRAWN_IMAGE.findall(PdfReader(io.BytesIO(to_pdf(document))).pages[0].get_contents().get_data())
    assert float(drawn) / 72 * 25.4 == pytest.approx(millimetres, abs=0.02)


def test_photo_loses_its_metadata() -> None:
    """Location, comment and trailing data of a photo are removed; its size is that of the upright photo."""
    cleaned = clean_picture(photo(), "a.jpg")
    assert cleaned is not None
    assert (cleaned.width, cleaned.height) == (1, 2)
    assert PLACE not in cleaned.data
    assert b"at home" not in cleaned.data
    assert b"second" not in cleaned.data
    assert cleaned.data.endswith(b"\x12\x34\xff\x00\xff\xd9")
    again = clean_picture(cleaned.data, "a.jpg")
    assert again is not None
    assert again.data == cleaned.data
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in cleaned.data


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"\xff\xd8\xff", photo()[:40], PIXEL[:30], PIXEL[:-6] + b"xxxxxx", photo()[:-40]]
)
def test_incomplete_picture_is_not_shown(data: bytes) -> None:
    """A picture that is truncated, damaged or of another type is not shown."""
    assert clean_picture(data, "a.jpg") is None


def test_png_loses_its_texts() -> None:
    """Only the chunks of a PNG that draw the picture are kept."""
    text = b"tEXtComment\x00taken at home"
    import zlib

    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    cleaned = clean_picture(PIXEL[:33] + chunk + PIXEL[33:], "a.png")
    assert cleaned is not None
    assert cleaned.data == PIXEL


@pytest.mark.parametrize("form", ["html", "md", "docx", "pdf"])
def test_hostile_file_name_is_harmless_in_documents(deskctl: Deskctl, desk: Path, tmp_path: Path, form: str) -> None:
    """Markup and control characters in a file name have no effect in a document."""
    file = tmp_path / "a.png"
    file.write_bytes(PIXEL)
    name = "<script>alert(1)<!--\u202egnp.[x](y)|`#{sys}"
    add = ("attachment", "add", "T-071", file, "--name", name, "--public", "--actor", "EN1")
    assert deskctl("--store", desk, *add)[0] == 0
    out = tmp_path / f"report.{form}"
    assert deskctl("--store", desk, "report", "export", "T-071", "-o", out, "--lang", "en")[0] == 0
    made = out.read_bytes()
    assert b"<script>" not in made
    assert "\u202e".encode() not in made


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_template_without_pictures_lists_their_names(
    export_report: Callable[..., bytes], settings: Path, form: str
) -> None:
    """A firm's template from before pictures were supported still renders the report, with their names."""
    name = "document.typ" if form == "pdf" else "document.html"
    old = data_file("templates", name).read_text("utf-8")
    old = re.sub(r"#let pictures.*?\n}\n", "", old, flags=re.DOTALL).replace(",\n  pictures: pictures", "")
    old = re.sub(r'{% elif block.type == "pictures" %}.*?(?={% elif)', "", old, flags=re.DOTALL)
    assert "pictures" not in old
    own = settings.parent / "templates" / name
    own.parent.mkdir()
    own.write_text(old, encoding="utf-8")
    made = export_report(form)
    assert len(made) > 1000
    if form == "html":
        assert b"photo.png" in made.rpartition(b"<h2>Pictures</h2>")[2]
