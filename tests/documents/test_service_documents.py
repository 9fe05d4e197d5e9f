"""Documents of services beside tickets: sheets, letters and records in the customer's language."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deskctl.documents.model.document_format import money
from deskctl.documents.services.advisory_letter import advisory_letter
from deskctl.documents.services.inspection import inspection_report
from deskctl.documents.services.inspection_sheet import inspection_sheet
from deskctl.documents.services.return_visit import return_visit_record
from deskctl.documents.services.training_record import attendance_sheet, training_record
from deskctl.documents.writers.formats import FORMS, render
from deskctl.errors import NotFound, Refused
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.i18n import use_language
from deskctl.queries.customers.service_visits import inspection, return_visit
from deskctl.queries.services.inspection_form import inspection_form
from deskctl.queries.services.service_records import advisory_for, training_with_names
from deskctl.store.sqlite.reader import open_reader

INSPECTION = """{"type":"inspection","id":"IN-2026-11-S-0401-2","customer":"CUS-04","site":"S-0401",\
"period":"2026-11-20","due":"2026-11-20","done_at":"2026-11-20T10:00:00+08:00","done_by":"EN1","engineer_on_site_from":null,\
"engineer_on_site_to":null,"items":[{"group":"hardware","item":"server.disk","value":"2 failed","verdict":"abnormal",\
"asset":"A-0401","handled":{"later":"2026-12-01","reason":"ordered"}},{"group":"hardware","item":"server.power","value":null,\
"verdict":"attention","text":"loud fan"}],"advice":[],"signed_by":null}
{"type":"recommendation","id":"RC-001","customer":"CUS-04","asset":null,"area":"usage","kind":"capacity","text":"memory",\
"cost":1234567.5,"due":null,"state":"agreed","proposed_at":"2026-11-20T10:00:00+08:00",\
"inspection":"IN-2026-11-S-0401-2","agreed_by":"P-0401"}
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_service_documents_render_in_every_form(conn: sqlite3.Connection, lang: str) -> None:
    """An inspection sheet, a letter, a training record and an attendance sheet render in both languages."""
    use_language(lang)
    made = [
        inspection_sheet(inspection_form(conn, "IN-2026-12-S-0401")),
        advisory_letter(advisory_for(conn, "AD-01", "CUS-04")),
        training_record(training_with_names(conn, "TR-003")),
        attendance_sheet(training_with_names(conn, "TR-002")),
    ]
    for document in made:
        assert document.lang == lang
        assert all(render(document, form) for form in set(FORMS) - {"pdf"})


def test_advisory_letter_is_for_affected_customers(conn: sqlite3.Connection) -> None:
    """The letter names the customer's own equipment, and a customer who is not affected gets none."""
    text = render(advisory_letter(advisory_for(conn, "AD-01", "CUS-04")), "md").decode()
    assert "SN-DEMO-1017" in text
    assert "SN-DEMO-1001" not in text
    with pytest.raises(Refused):
        advisory_for(conn, "AD-01", "CUS-08")
    with pytest.raises(NotFound):
        advisory_for(conn, "AD-99", "CUS-04")


@pytest.mark.parametrize(("lang", "shown"), [("zh", "电源与风扇"), ("en", "Power supplies and fans")])
def test_item_recorded_by_its_name_is_translated(conn: sqlite3.Connection, lang: str, shown: str) -> None:
    """An imported item that has the name of a checklist item is printed in the language of the document."""
    use_language(lang)
    text = render(inspection_report(inspection(conn, "IN-2026-10-CUS-01")), "md").decode()
    assert f"| {shown} |" in text


def test_customer_reads_names_instead_of_codes(desk: Path, tmp_path: Path, deskctl: Any) -> None:
    """A report has the names of items, the decisions on them, and costs with their currency, in its language.

    A finding without a value is printed with its remark, also in the report of the month.
    """
    more = tmp_path / "more.jsonl"
    more.write_text(INSPECTION, encoding="utf-8")
    read_desk(more, str(desk))
    texts = {}
    for lang in ("zh", "en"):
        use_language(lang)
        conn = open_reader(str(desk))
        texts[lang] = render(inspection_report(inspection(conn, "IN-2026-11-S-0401-2")), "md").decode()
        conn.close()
    use_language("en")
    assert "server.disk" not in texts["zh"] + texts["en"]
    assert "磁盘健康" in texts["zh"]
    assert "Disk health" in texts["en"]
    assert "2026-12-01" in texts["en"]
    assert "ordered" in texts["en"]
    assert "1,234,567.5 CNY" in texts["en"]
    assert "| Power supplies and fans: loud fan |" in texts["en"]
    month = deskctl("--store", str(desk), "month", "export", "2026-11", "--lang", "en", "--format", "md", "-o", "-")
    assert "Power supplies and fans: loud fan (attention)" in month[1]


def test_report_of_an_inspection_keeps_the_equipment_of_its_day(desk: Path, deskctl: Any) -> None:
    """Equipment that was moved, added or scrapped after an inspection changes nothing in its report."""

    def act(*words: str) -> str:
        code, out, err = deskctl("--store", str(desk), "--actor", "LE1", *words)
        assert code == 0, err
        return str(out)

    def report() -> str:
        return act("inspection", "export", "IN-2026-10-CUS-01", "--lang", "en", "--format", "md", "-o", "-")

    before = report()
    act("asset", "edit", "A-0101", "--site", "S-0102")
    act("asset", "edit", "A-0104", "--site", "S-0101")
    act("asset", "retire", "A-0103", "--reason", "scrapped")
    act("asset", "add", "--site", "S-0101", "--asset-class", "server", "--name", "newcomer")
    assert "SN-DEMO-1001" in before
    assert report() == before


def test_amount_has_its_currency_and_all_digits() -> None:
    """An amount is not rounded, and a missing amount is empty."""
    assert money(1_234_567.5, "CNY") == "1,234,567.5 CNY"
    assert money(12_000, "EUR") == "12,000 EUR"
    assert money(1_200, None) == "1,200"
    assert money(None, "CNY") == ""


def test_return_visit_separates_kinds_of_changes(conn: sqlite3.Connection) -> None:
    """Observed changes are listed by kind, and one without a kind is printed as it was typed."""
    record = {**return_visit(conn, "RV-001"), "changes_seen": ["demands: 7x24", "需求：夜班", "a new shop"]}
    use_language("en")
    text = render(return_visit_record(record), "md").decode()
    assert "| Demands | 7x24 |" in text
    assert "| Demands | 夜班 |" in text
    assert "|  | a new shop |" in text
