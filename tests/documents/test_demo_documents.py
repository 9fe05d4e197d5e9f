"""Every document of the demo desk in every form and both languages."""

import io
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Iterator

import docx
import pytest
from document_text import READERS, squeezed, words_of_markdown, words_of_pdf
from rich.cells import cell_len

from deskctl.documents.model.tree import Document
from deskctl.documents.reports.remote_session import remote_session_record, sessions_of
from deskctl.documents.reports.service_sheet import service_sheet, visits_of
from deskctl.documents.reports.ticket_report import archived_ticket, open_report
from deskctl.documents.services.inspection import inspection_report
from deskctl.documents.services.return_visit import return_visit_record
from deskctl.documents.writers.formats import FORMS, render
from deskctl.language.i18n import _, use_language
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.customers.service_visits import inspection, return_visit
from deskctl.queries.tickets.ticket_list import ticket_numbers
from deskctl.screens.report.preview_lines import document_lines

SAMPLE = (1, 9, 22, 49)
_ONE_LINE = 4000
"""A width at which no line of a document is wrapped."""


def page_heads(document: Document) -> str:
    """Return a pattern for the header and footer of a page."""
    foot = squeezed(_("Page {page} of {pages}").format(page="[0-9]+", pages="[0-9]+"))
    return f"{squeezed(document.title + document.number)}|{foot}"


def closed(conn: sqlite3.Connection) -> list[int]:
    """Return the tickets that are closed."""
    ended = TicketFilter(status=("closed", "closed_without_answer", "duplicate"), sort="number")
    return sorted(ticket_numbers(conn, ended, at=0))


@pytest.mark.parametrize(("part", "lang"), [(0, "zh"), (1, "en"), (2, "zh"), (3, "en")])
def test_closed_tickets_render_without_a_warning(conn: sqlite3.Connection, now: int, part: int, lang: str) -> None:
    """The report of every closed ticket renders in every form except PDF without a warning."""
    use_language(lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in closed(conn)[part::4]:
            document = open_report(conn, number, at=now).document()
            for form in ("md", "html", "docx", "xlsx"):
                assert render(document, form)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("number", SAMPLE)
def test_pdf_has_the_words_of_the_markdown(conn: sqlite3.Connection, now: int, number: int, lang: str) -> None:
    """The text layer of the PDF has the words of the Markdown, and otherwise only headers and footers."""
    use_language(lang)
    document = open_report(conn, number, at=now).document()
    shown = re.sub(page_heads(document), "", squeezed(words_of_pdf(render(document, "pdf"))))
    markdown = words_of_markdown(render(document, "md"))
    assert not [word for word in re.split(r"[\s（）：]+", markdown) if word.strip("():·") not in shown]
    assert set(shown) <= set(markdown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_document_has_every_form(conn: sqlite3.Connection, now: int, lang: str) -> None:
    """Sheets, sessions, inspections and return visits contain their subject and number in every form."""
    use_language(lang)
    for document in _one_of_each(conn, now):
        for form in FORMS:
            words = READERS[form](render(document, form))
            assert squeezed(document.subject) in squeezed(words)
            assert squeezed(document.number) in squeezed(words)


def test_docx_contains_no_time_of_packing(conn: sqlite3.Connection, now: int) -> None:
    """The parts of a DOCX file are dated 1980, so that equal texts yield equal bytes."""
    made = render(open_report(conn, SAMPLE[0], at=now).document(), "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        assert {file.date_time for file in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {made[file.header_offset + 10 :][:4] for file in packed.infolist()} == {b"\x00\x00\x21\x00"}


def test_docx_has_the_properties_of_tables_in_their_order(conn: sqlite3.Connection, now: int) -> None:
    """The properties of each table are in the order of the schema of DOCX, which strict readers demand."""
    made = docx.Document(io.BytesIO(render(open_report(conn, SAMPLE[0], at=now).document(), "docx")))
    order = ["tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    tables = made.element.body.iter(docx.oxml.ns.qn("w:tblPr"))
    found = [[one.tag.rpartition("}")[2] for one in properties] for properties in tables]
    assert any("tblBorders" in names for names in found)
    assert found == [sorted(names, key=order.index) for names in found]


def test_docx_contains_no_unused_parts(conn: sqlite3.Connection, now: int) -> None:
    """A DOCX file has no parts or table styles that it does not use, which would triple the size of a mail."""
    made = render(open_report(conn, SAMPLE[0], at=now).document(), "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        names = packed.namelist()
        styles = packed.read("word/styles.xml")
    assert not [name for name in names if name.startswith("customXml") or "Effects" in name or "thumbnail" in name]
    assert styles.count(b'w:type="table"') == 1
    assert len(made) < 20_000


def _cells(source: str) -> list[str]:
    """Return the lines of the preview without spaces, and the lines of tables cell by cell."""
    shown = ("".join(piece.text for piece in line) for line in document_lines(source, _ONE_LINE, "-"))
    return [squeezed(cell) for line in shown for cell in re.split(r"\s{2,}", line) if cell.strip("- ")]


def _require_order(source: str, text: str) -> None:
    """Raise ValueError if the PDF has a line of the preview before the one above it; only signatures are side by side.

    The further lines of a cell are below all cells of its row in the preview, but beside its first one in the PDF.
    """
    place = 0
    for line in ("".join(piece.text for piece in line) for line in document_lines(source, _ONE_LINE, "-")):
        if line.strip("- ") and not line.startswith(" "):
            for cell in re.split(r"\s{2,}", line.rstrip()):
                place = text.index(squeezed(cell), place) + len(squeezed(cell))


def _one_of_each(conn: sqlite3.Connection, now: int) -> Iterator[Document]:
    visited, remote, refused = (archived_ticket(conn, number, at=now) for number in (10, 3, 6))
    yield service_sheet(visited, visits_of(visited)[0])
    yield remote_session_record(remote, sessions_of(remote)[0])
    yield remote_session_record(refused, sessions_of(refused)[0])
    yield inspection_report(inspection(conn, "IN-2026-10-CUS-02"))
    yield return_visit_record(return_visit(conn, "RV-002"))


def test_every_visit_and_session_has_its_document(conn: sqlite3.Connection, now: int) -> None:
    """All visits and remote sessions of the demo have a document."""
    numbers = ticket_numbers(conn, TicketFilter(status=("all",)), at=now)
    archived = [archived_ticket(conn, number, at=now) for number in numbers]
    sheets = [render(service_sheet(one, visit), "md") for one in archived for visit in visits_of(one)]
    records = [render(remote_session_record(one, session), "md") for one in archived for session in sessions_of(one)]
    assert len(sheets) > 20
    assert len(records) > 10


def test_incident_report_contains_what_the_policy_demands(conn: sqlite3.Connection, now: int) -> None:
    """The incident report has cause, method, result, serial numbers of parts, clauses, times and the evaluation."""
    words = words_of_markdown(render(open_report(conn, 1, at=now).document(), "md"))
    for given in (
        "双电源模块老化失效",
        "更换两只电源模块",
        "12:25 恢复运行",
        "OLD-P1",
        "NEW-P1",
        "S5.5-major.arrive",
        "2026-09-27 10:52",
        "T-001-R1",
        "5/5",
    ):
        assert given in words


def test_rejected_reports_show_why(conn: sqlite3.Connection, now: int) -> None:
    """The third version of a report contains the two reasons why the earlier ones were not accepted."""
    words = words_of_markdown(render(open_report(conn, 49, at=now, as_issued=True).document(), "md"))
    assert "15 点仍卡顿" in words
    assert "缺预防措施" in words


def test_ticket_without_a_report_yields_a_draft(conn: sqlite3.Connection, now: int) -> None:
    """A report that is not issued is marked as a draft with the version 0."""
    document = open_report(conn, 66, at=now).document()
    assert document.mark
    assert document.number.endswith("-R0")


def test_docx_has_headings_and_a_chinese_font(conn: sqlite3.Connection, now: int) -> None:
    """Sections of a DOCX file are real headings, and Chinese text has its own font."""
    made = docx.Document(io.BytesIO(render(open_report(conn, 9, at=now).document(), "docx")))
    headings = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]
    assert "Timeline" in headings
    assert len(headings) > 8
    fonts = made.styles["Normal"].element.rPr.rFonts
    assert fonts.get(docx.oxml.ns.qn("w:eastAsia")) == "Microsoft YaHei"


def test_same_text_makes_the_same_file(conn: sqlite3.Connection, now: int) -> None:
    """A document renders to the same bytes each time, so that its hash identifies it."""
    document = open_report(conn, 9, at=now).document()
    for form in FORMS:
        assert render(document, form) == render(document, form)


def test_times_are_in_the_desks_zone_without_seconds(conn: sqlite3.Connection, now: int) -> None:
    """Times in a document are in the desk's zone and have no seconds."""
    words = words_of_markdown(render(open_report(conn, 9, at=now).document(), "md"))
    assert "2026-10-02 02:30" in words
    assert "02:30:00" not in words


def test_preview_and_pdf_agree_line_for_line(conn: sqlite3.Connection, now: int) -> None:
    """Below the head the PDF has each line of the preview, those of tables cell by cell, and nothing else."""
    use_language("zh")
    archived = archived_ticket(conn, 66, at=now)
    for paper in (service_sheet(archived, visits_of(archived)[-1]), open_report(conn, 9, at=now).document()):
        whole = squeezed(words_of_pdf(render(paper, "pdf")))
        source = render(paper, "md").decode()
        head, *sections = re.split(r"\n(?=## )", source)
        assert not [words for cell in _cells(head) for words in cell.split("·") if words not in whole]
        _head, heading, left = re.sub(page_heads(paper), "", whole).partition(_cells(sections[0])[0])
        unsigned = [section for section in sections if not section.startswith(f"## {_('Signatures')}")]
        _require_order("\n".join(unsigned), heading + left)
        cells = sorted(_cells("\n".join(sections))[1:], key=len, reverse=True)
        for words in cells:
            assert words in left, paper.title
            left = left.replace(words, "\n", 1)
        assert not re.sub("|".join(map(re.escape, cells)), "", left).split(), "only labels of signatures come again"
        assert max(cell_len("".join(piece.text for piece in line)) for line in document_lines(source, 96, "-")) <= 96
