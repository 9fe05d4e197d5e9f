"""Characters that the packaged font lacks: fonts of the machine draw them, and the command names the others."""

from collections.abc import Callable
from pathlib import Path

import pytest
from document_text import words_of_pdf
from tiny_font import tiny_font

from deskctl.documents.model.templates import own_templates
from deskctl.documents.model.tree import Document, Letterhead, Section, TextBlock
from deskctl.documents.writers.formats import render

HEBREW, THAI = "דוד", "ณัฐ"


def drawn(text: str) -> str:
    """Return what the PDF of a document with a text contains."""
    document = Document("d", "Report", "1", "", "en", Letterhead(), (Section("Part", (TextBlock(text),)),))
    return words_of_pdf(render(document, "pdf"))


@pytest.fixture
def open_ticket(desk: Path, deskctl: Callable[..., tuple[int, str, str]]) -> Callable[[str], list[object]]:
    """Return a function that opens a ticket with a title and returns the words that export its report as PDF."""

    def call(title: str) -> list[object]:
        made = ("--store", desk, "ticket", "open", "--contact", "P-0101", "--title", title, "--actor", "HL1")
        assert deskctl(*made)[0] == 0
        return ["--store", desk, "report", "export", "T-073", "--lang", "en", "--format", "pdf", "--force", "-o"]

    return call


@pytest.mark.parametrize("form", [4, 12])
def test_font_of_the_machine_draws_what_it_has(fonts_of_machine: list[Path], tmp_path: Path, form: int) -> None:
    """A character of an installed font is drawn with it, one of no font is printed as its code point."""
    (tmp_path / "tiny.ttf").write_bytes(tiny_font(HEBREW, form))
    fonts_of_machine.append(tmp_path / "tiny.ttf")
    words = drawn(f"{HEBREW} ณ")
    assert "<U+0E13>" in words
    assert "<U+05D3>" not in words
    assert set(HEBREW) & set(words)


def test_characters_without_a_font_are_named(
    open_ticket: Callable[[str], list[object]], deskctl: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """The export of a PDF names the characters that it could not draw, on stderr, unless it is quiet."""
    export = open_ticket(f"Hello {THAI}")
    code, _out, err = deskctl(*export, tmp_path / "a.pdf")
    assert code == 0
    assert "ณ U+0E13" in err
    assert "ฐ U+0E10" in err
    assert "code points" in err
    assert deskctl(*export, tmp_path / "a.pdf", "-q")[2] == ""
    export[export.index("pdf")] = "html"
    assert deskctl(*export, tmp_path / "a.html")[2] == ""


def test_note_is_in_the_language_of_the_command(
    open_ticket: Callable[[str], list[object]], deskctl: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """The note on a document in the customer's language is in the language of the person who exports it."""
    export = open_ticket(f"Hello {THAI}")
    place = export.index("--lang")
    del export[place : place + 2]
    assert "No font on this machine" in deskctl(*export, tmp_path / "a.pdf")[2]


def test_drawn_document_has_no_note(
    open_ticket: Callable[[str], list[object]], deskctl: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """The export of a PDF with Chinese and English only prints no note."""
    assert deskctl(*open_ticket("样例 sample"), tmp_path / "a.pdf")[2] == ""


def test_own_template_without_fallback_shows_code_points(
    fonts_of_machine: list[Path], tmp_path: Path, settings: Path
) -> None:
    """A firm's template that allows only the packaged font shows code points, as nothing would be drawn otherwise."""
    (tmp_path / "tiny.ttf").write_bytes(tiny_font(HEBREW))
    fonts_of_machine.append(tmp_path / "tiny.ttf")
    own_templates().mkdir()
    text = '#let doc = json(bytes(sys.inputs.document))\n#set text(font: "Noto Sans SC", fallback: false)\n'
    (own_templates() / "document.typ").write_text(text + "#doc.sections.at(0).blocks.at(0).text", encoding="utf-8")
    assert "<U+05D3>" in drawn(HEBREW)


def test_damaged_font_is_passed_over(fonts_of_machine: list[Path], tmp_path: Path) -> None:
    """A font file that cannot be read draws nothing and does not fail."""
    (tmp_path / "broken.ttf").write_bytes(tiny_font(HEBREW)[:40])
    fonts_of_machine.extend((tmp_path / "broken.ttf", tmp_path / "none.ttf"))
    assert "<U+05D3>" in drawn(HEBREW)
