"""The report of a month with very many tickets remains short on pages, and complete in the other formats."""

import sqlite3
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from document_text import READERS

from deskctl.documents.model.tree import Document, Table
from deskctl.documents.month.figures import read_figures
from deskctl.documents.month.monthly_report import month_report
from deskctl.documents.writers.formats import fitted, render
from deskctl.language.i18n import use_language
from deskctl.language.time_words.months import month_of
from deskctl.queries.month.period import Period

ZONE = ZoneInfo("Asia/Shanghai")
TIMES = 400


@pytest.fixture
def month(conn: sqlite3.Connection, now: int) -> Document:
    """Return the report of October in which each missed promise stands 400 times, and everything else once."""
    figures = read_figures(conn, Period(*month_of("2026-10", ZONE), now), ZONE, "2026-10")
    return month_report(replace(figures, misses=figures.misses * TIMES))


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("form", "room"), [("docx", 1_000), ("pdf", 100)])
def test_pages_show_the_first_rows(month: Document, form: str, room: int) -> None:
    """Only the long list ends early; a note below it says how many rows are left out, and which formats have them."""
    whole, shown = tables(month), tables(fitted(month, form))
    cut = [(one, all_) for one, all_ in zip(shown, whole, strict=True) if one.rows != all_.rows]
    assert [len(all_.rows) % TIMES for _one, all_ in cut] == [0]
    assert sum(len(one.rows) for one in shown if one.ends_early) <= room
    first, all_ = cut[0]
    assert first.rows == all_.rows[: len(first.rows)]
    words = READERS[form](render(fitted(month, form), form))
    assert f"{len(all_.rows) - len(first.rows)} more rows: see the formats html and xlsx." in words


@pytest.mark.parametrize("form", ["md", "html", "xlsx"])
def test_other_formats_show_all_rows(month: Document, form: str) -> None:
    """A format without pages has every row."""
    assert fitted(month, form) is month


def test_short_month_is_complete_on_pages(conn: sqlite3.Connection, now: int) -> None:
    """The month of an ordinary desk has all its rows in every format."""
    whole = month_report(read_figures(conn, Period(*month_of("2026-10", ZONE), now), ZONE, "2026-10"))
    assert fitted(whole, "pdf") is whole


def test_note_is_in_the_language_of_the_document(month: Document) -> None:
    """A Chinese document says in Chinese where the other rows are."""
    use_language("zh")
    words = READERS["docx"](render(fitted(month, "docx"), "docx"))
    assert "行未列出，见 html 和 xlsx 格式" in words
