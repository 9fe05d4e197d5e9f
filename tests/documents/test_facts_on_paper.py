"""Facts in documents: who answered, when a fault was removed, amounts, names in the customer's language."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from document_text import words_of_markdown

from deskctl.documents.model.tree import Document
from deskctl.documents.month.figures import read_figures
from deskctl.documents.month.monthly_report import month_report
from deskctl.documents.reports.remote_session import remote_session_record, sessions_of
from deskctl.documents.reports.ticket_report import archived_ticket, open_report
from deskctl.documents.services.advisory_letter import advisory_letter
from deskctl.documents.services.inspection import inspection_report
from deskctl.documents.services.return_visit import return_visit_record
from deskctl.documents.writers.formats import render
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.i18n import use_language
from deskctl.queries.customers.service_visits import inspection, return_visit
from deskctl.queries.month.period import Period
from deskctl.queries.services.service_records import advisory_for
from deskctl.store.sqlite.reader import open_reader

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


def inspected(name: str, day: str, *items: str) -> str:
    """Return the line of an inspection of the site of CUS-04 with some items."""
    return (
        f'{{"type":"inspection","id":"{name}","customer":"CUS-04","site":"S-0401","period":"{day}","due":"{day}",'
        f'"done_at":"{day}T10:00:00+08:00","done_by":"EN1","engineer_on_site_from":null,"engineer_on_site_to":null,'
        f'"items":[{",".join(items)}],"advice":[],"signed_by":null}}\n'
    )


def peak(asset: str, value: int | str) -> str:
    """Return an item of an inspection: the CPU peak of a device."""
    return (
        f'{{"group":"usage","item":"server.cpu","value":"{value}","verdict":"normal","asset":"{asset}"}},'
        '{"group":"hardware","item":"server.disk","value":"good","verdict":"normal"}'
    )


@pytest.fixture
def inspections(desk: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Open a desk with two inspections of two devices on the site of CUS-04."""
    lines = (
        inspected("IN-2026-11-16-A", "2026-11-16", peak("A-0401", 71), peak("A-0402", 12)),
        inspected("IN-2026-11-17-B", "2026-11-17", peak("A-0401", 75), peak("A-0402", 0)),
    )
    (tmp_path / "more.jsonl").write_text("".join(lines), encoding="utf-8")
    read_desk(tmp_path / "more.jsonl", str(desk))
    with closing(open_reader(str(desk))) as conn:
        yield conn


def test_last_value_is_that_of_the_same_device(inspections: sqlite3.Connection) -> None:
    """A value is compared with the last one of the same device, both with their unit; the groups have their order."""
    words = read(inspection_report(inspection(inspections, "IN-2026-11-17-B")))
    assert "CPU peak (ERP 双机 A) 75 % normal 71 %" in words
    assert "CPU peak (ERP 双机 B) 0 % normal 12 %" in words
    assert words.index("Hardware") < words.index("Use of the system")


def test_last_value_of_devices_with_one_name(
    inspections: sqlite3.Connection, desk: Path, deskctl: Callable[..., tuple[int, str, str]]
) -> None:
    """Two devices with the same name on a site are each compared with their own last value."""
    rename = ("--store", desk, "--actor", "MG1", "asset", "edit", "A-0402", "--name", "ERP 双机 A")
    assert deskctl(*rename)[0] == 0
    words = read(inspection_report(inspection(inspections, "IN-2026-11-17-B")))
    assert "CPU peak (ERP 双机 A) 75 % normal 71 %" in words
    assert "CPU peak (ERP 双机 A) 0 % normal 12 %" in words


def test_sections_that_the_policy_demands_are_never_missing(conn: sqlite3.Connection) -> None:
    """S4, S5.6: advice, changes, notices and adjustments are printed as not recorded if nothing is recorded."""
    report = read(inspection_report(inspection(conn, "IN-2026-11-CUS-02")))
    assert "Analysis, advice, tuning Nothing recorded." in report
    visit = read(return_visit_record(return_visit(conn, "RV-004")))
    assert "Notices handed over Nothing recorded." in visit
    assert "Adjustment of the service Nothing recorded." not in visit
    assert "Changes of environment and demands Nothing recorded." in read(
        return_visit_record(return_visit(conn, "RV-002"))
    )


def test_letter_invites_questions_in_the_words_of_its_language(conn: sqlite3.Connection) -> None:
    """The letter with a notice says whom to ask under a heading that is no list of problems."""
    for lang, words in (("en", "If you have questions"), ("zh", "如有疑问")):
        use_language(lang)
        assert f"{words} " in read(advisory_letter(advisory_for(conn, "AD-01", "CUS-04")))


def test_markdown_escapes_only_what_begins_a_line(conn: sqlite3.Connection, now: int) -> None:
    """Numbers in cells and facts stand as they are, only a text that begins a line is kept from starting a list."""
    report = render(inspection_report(inspection(conn, "IN-2026-11-CUS-02")), "md").decode()
    assert "| 192.0.2.8 |" in report
    source = open_report(conn, 1, at=now)
    begun = replace(source, written=replace(source.written, cause="1. first\n- second\n+ third"))
    made = render(begun.document(), "md").decode()
    assert "1.\\ first" in made or "1\\. first" in made
    assert "\\- second" in made
    assert "\\+ third" in made


def test_report_has_the_words_of_the_glossary(conn: sqlite3.Connection, now: int) -> None:
    """The first response, the on-site reply, the state of service and the archive number have the field's words."""
    for lang, words in (
        ("en", ("First response: 2026-11-07 08:21", "State of service: emergency state", "Archive no.: T-058-R1")),
        ("zh", ("首次响应： 2026-11-07 08:21", "服务状态： 应急状态", "归档号： T-058-R1")),
    ):
        use_language(lang)
        text = report_of(conn, 58, now)
        for one in words:
            assert one in text
        assert ("on-site reply (郑样)" in text) == (lang == "en")
        notice = read(advisory_letter(advisory_for(conn, "AD-01", "CUS-04")))
        assert notice.startswith("Manufacturer's notice" if lang == "en" else "注意事项")
