"""Facts in documents: who answered, when a fault was removed, amounts, names in the customer's language."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from document_text import words_of_markdown

from deskctl.documents.model.tree import Document
from deskctl.documents.month.figures import read_figures
from deskctl.documents.month.monthly_report import month_report
from deskctl.documents.reports.remote_session import remote_session_record, sessions_of
from deskctl.documents.reports.ticket_report import archived_ticket, open_report
from deskctl.documents.writers.formats import render
from deskctl.queries.month.period import Period

ZONE = ZoneInfo("Asia/Shanghai")
START = int(datetime(2026, 9, 1, tzinfo=ZONE).timestamp())


def read(document: Document) -> str:
    """Return a document as a reader sees it, with single spaces."""
    return " ".join(words_of_markdown(render(document, "md")).split())


def report_of(conn: sqlite3.Connection, number: int, now: int) -> str:
    """Return the report of a ticket as a reader sees it."""
    return read(open_report(conn, number, at=now).document())


def test_evaluation_is_not_by_the_person_who_entered_it(conn: sqlite3.Connection, now: int) -> None:
    """An evaluation that names no contact is printed as entered by a person, and a sent report with its recipient."""
    words = report_of(conn, 40, now)
    assert "evaluation, 5/5 entered by 吴试" in words
    assert "report sent to the customer to A. Sample, IT manager" in words
    assert " satisfied A. Sample, IT manager" in words


def test_reopening_for_the_report_leaves_the_fault_removed(conn: sqlite3.Connection, now: int) -> None:
    """Rule 13: T-049 was restored at 16:10, as its clock shows, though it was reopened for its report afterwards."""
    words = report_of(conn, 49, now)
    assert "Restored: 2026-10-29 16:10" in words
    assert "Duration: 7 h 20 min" in words


def test_remote_record_has_the_result_of_its_own_session(conn: sqlite3.Connection, now: int) -> None:
    """The record of T-049 has the cause and the solution found in the session, not a later solution."""
    archived = archived_ticket(conn, 49, at=now)
    words = read(remote_session_record(archived, sessions_of(archived)[0]))
    assert "Cause found: 2026-10-29 10:20" in words
    assert "Restored: 2026-10-29 10:30" in words


def test_cost_in_a_permission_has_its_currency(conn: sqlite3.Connection, now: int) -> None:
    """The cost that a customer agreed to is printed with the currency of the desk, also if it is zero."""
    assert "in person 3,200 CNY" in report_of(conn, 66, now)
    assert "by telephone 0 CNY" in report_of(conn, 40, now)


def test_month_has_the_names_of_its_language(conn: sqlite3.Connection, now: int) -> None:
    """A month in English has the English name of each customer that has one, in every table."""
    words = read(month_report(read_figures(conn, Period(START, now + 1, now), ZONE)))
    assert words.count("Beiyu Demo Logistics") > 4
    assert "北屿演示物流股份有限公司" not in words


def test_visit_after_the_symptom_is_back_is_not_done(desk: Path, deskctl: Callable[..., tuple[int, str, str]]) -> None:
    """The sheet of a visit after a reopening does not have the result of the earlier resolution."""

    def act(*words: object) -> str:
        code, out, err = deskctl("--store", desk, *words, "--actor", "EN1")
        assert code == 0, err
        return out

    act("ticket", "resolve", "T-066", "--at", "-40m")
    act("ticket", "reopen", "T-066", "--symptom", "--at", "-30m")
    act("visit", "arrive", "T-066", "--at", "-20m")
    act("visit", "log", "T-066", "--done", "looked for the cause")
    sheet = act("sheet", "export", "T-066", "--format", "md", "-o", "-", "--lang", "en")
    assert "**State:** not done yet" in sheet
    assert "Restored" not in sheet
