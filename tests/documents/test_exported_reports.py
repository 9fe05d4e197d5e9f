"""Exported reports: archived as issued, identified by hash and listed, with the firm's letterhead and templates."""

import base64
import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from document_text import words_of_html, words_of_markdown
from kept_rows import kept, spoil

from deskctl.documents.reports.ticket_report import open_report
from deskctl.documents.writers.formats import render
from deskctl.errors import BadData, NotFound, Usage
from deskctl.exchange.desk_export import write_desk
from deskctl.exchange.importing.desk_import import read_desk
from deskctl.language.i18n import use_language
from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

Deskctl = Callable[..., tuple[int, str, str]]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
NOW = datetime.fromisoformat("2026-11-22T09:40:00+08:00")


@pytest.fixture
def issued(desk: Path, settings: Path) -> Path:
    """Issue a report on T-068 with a letterhead."""
    settings.write_text('[firm]\nname = "Old Firm"\nimprint = "Old Road 1"\n', encoding="utf-8")
    call = RequestContext(now=NOW, actor="EN1")
    fields = {"cause": "the fan", "method": "a new fan", "result": "it is cool"}
    perform(str(desk), find("report", "issue").of(fields), resolvable(desk), call)
    return desk


def resolvable(desk: Path) -> int:
    """Return a resolved ticket with a recorded diagnosis."""
    diagnosed = {number for (number,) in kept(desk, "action", "ticket", event="diagnosed")}
    incidents = kept(desk, "ticket", "number, status", kind="incident")
    return min(n for n, status in incidents if status in ("resolved", "report_issued") and n in diagnosed)


def words(desk: Path, number: int, form: str = "md", *, as_issued: bool = True) -> str:
    """Return the text of the last report on a ticket."""
    with closing(open_reader(str(desk))) as conn:
        source = open_report(conn, number, at=int(NOW.timestamp()) + 60, as_issued=as_issued)
    made = render(source.document(), form)
    return words_of_markdown(made) if form == "md" else words_of_html(made)


def change_everything(desk: Path, settings: Path) -> None:
    """Rename customers, people, equipment, parts and the firm, and change the clauses of the policies."""
    for table in ("customer", "contact", "staff", "site", "asset", "part"):
        spoil(desk, table, {"name": "CHANGED"})
    spoil(desk, "ticket", {"title": "CHANGED", "description": "CHANGED"})
    for key, version, clauses in kept(desk, "policy_version", "id, version, clauses"):
        spoil(desk, "policy_version", {"clauses": clauses.replace("e", "CHANGED")}, id=key, version=version)
    settings.write_text('[firm]\nname = "CHANGED"\nimprint = "CHANGED"\n', encoding="utf-8")


def test_issued_report_keeps_its_text(issued: Path, settings: Path) -> None:
    """An issued report is the same after everything that it names was renamed."""
    number = resolvable(issued)
    before = words(issued, number)
    assert "Old Firm" in before
    change_everything(issued, settings)
    assert words(issued, number) == before


def test_later_answers_are_listed_unless_as_issued(issued: Path) -> None:
    """A customer's answer is added to the report that it concerns, except in the report as issued."""
    number = resolvable(issued)
    call = RequestContext(now=NOW, actor="EN1")
    ((contact,),) = kept(issued, "ticket", "contact", number=number)
    perform(str(issued), find("report", "send").of({}), number, call)
    fields = find("feedback", "not-satisfied").of({"by_contact": contact, "reason": "say how to prevent it"})
    perform(str(issued), fields, number, call)
    assert "say how to prevent it" in words(issued, number, as_issued=False)
    assert "say how to prevent it" not in words(issued, number)


def test_archived_reports_are_exported(issued: Path, tmp_path: Path, settings: Path) -> None:
    """An exported desk contains its reports as they were issued."""
    number = resolvable(issued)
    before = words(issued, number)
    lines = tmp_path / "desk.jsonl"
    with lines.open("w", encoding="utf-8") as stream:
        write_desk(str(issued), stream)
    other = tmp_path / "other.db"
    create_store(str(other))
    read_desk(lines, str(other))
    change_everything(other, settings)
    assert words(other, number) == before


def test_hash_of_a_file_is_recorded_with_its_version(desk: Path, tmp_path: Path, deskctl: Deskctl) -> None:
    """Exporting a report twice records one hash, that of the file."""
    for _time in range(2):
        code, out, err = deskctl("report", "export", "T-001", "-o", tmp_path, "--lang", "en", "--json", "--store", desk)
        assert (code, err) == (0, "")
    exported = json.loads(out)
    made = Path(exported["file"]).read_bytes()
    assert exported["sha256"] == sha256(made).hexdigest()
    code, out, _err = deskctl("report", "list", "--customer", "CUS-03", "--json", "--store", desk)
    (row,) = [row for row in json.loads(out) if row["ticket"] == "T-001"]
    assert [(file["sha256"], file["form"], file["lang"]) for file in row["files"]] == [
        (exported["sha256"], "html", "en")
    ]


def test_differing_file_is_reported(desk: Path, tmp_path: Path, deskctl: Deskctl, settings: Path) -> None:
    """The same version in the same form with another hash is reported."""
    export = ("report", "export", "T-001", "--lang", "en", "--force", "-o", tmp_path / "x.md", "--store", desk)
    deskctl(*export)
    settings.write_text('[firm]\nname = "New Firm"\n', encoding="utf-8")
    code, _out, err = deskctl(*export)
    assert code == 0
    assert "differs" in err


def test_reports_are_listed_by_customer_equipment_and_period(desk: Path, deskctl: Deskctl) -> None:
    """Each filter of `report list` lists only matching reports, the latest first."""

    def listed(*words: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(deskctl("report", "list", *words, "--json", "--store", desk)[1])
        return found

    every = listed()
    assert [row["at"] for row in every] == sorted((row["at"] for row in every), reverse=True)
    assert {row["customer"] for row in listed("--customer", "CUS-03")} == {"CUS-03"}
    assert "T-001" in {row["ticket"] for row in listed("--asset", "A-0301")}
    october = listed("--since", "2026-10-01T00:00+08:00", "--until", "2026-11-01T00:00+08:00")
    assert {row["at"][:7] for row in october} == {"2026-10"}
    assert len(every) > len(october) > 10


def test_every_document_can_be_exported(desk: Path, tmp_path: Path, deskctl: Deskctl) -> None:
    """Each export command writes its file and reports the path."""
    for words in (
        ("sheet", "export", "10", "--visit", "1"),
        ("remote", "export", "3"),
        ("inspection", "export", "IN-2026-10-CUS-02"),
        ("return-visit", "export", "RV-002"),
        ("month", "export", "2026-10", "--customer", "CUS-01"),
        ("month", "export"),
    ):
        code, out, err = deskctl(*words, "--format", "md", "-o", tmp_path, "--json", "--store", desk)
        assert (code, err) == (0, ""), words
        assert Path(json.loads(out)["file"]).is_file()


def test_planned_inspection_names_its_sheet(desk: Path, deskctl: Deskctl) -> None:
    """The report of an inspection that is only planned is refused with the command for its blank sheet."""
    code, _out, err = deskctl("inspection", "export", "IN-2026-12-S-0401", "--store", desk)
    assert code == 1
    assert "deskctl inspection sheet IN-2026-12-S-0401" in err


def test_document_is_in_the_customers_language(desk: Path, tmp_path: Path, deskctl: Deskctl) -> None:
    """A document is in the language of the customer unless `--lang` names another one."""
    export = ("sheet", "export", "10", "-o", tmp_path, "--json", "--store", desk)
    assert json.loads(deskctl(*export)[1])["lang"] == "zh"
    assert json.loads(deskctl(*export, "--lang", "en")[1])["lang"] == "en"


def test_file_is_overwritten_only_with_force(desk: Path, tmp_path: Path, deskctl: Deskctl) -> None:
    """An existing file is not overwritten unless `--force` is given."""
    path = tmp_path / "report.md"
    path.write_text("mine", encoding="utf-8")
    code, _out, err = deskctl("report", "export", "1", "-o", path, "--store", desk)
    assert code == 2
    assert "--force" in err
    assert path.read_text(encoding="utf-8") == "mine"
    assert deskctl("report", "export", "1", "-o", path, "--force", "--store", desk)[0] == 0
    assert path.read_text(encoding="utf-8") != "mine"


def test_missing_records_are_not_found(desk: Path, deskctl: Deskctl) -> None:
    """An export of a version, visit, session or record that does not exist ends with exit code 3."""
    for words in (
        ("report", "export", "1", "--version", "9"),
        ("report", "export", "999"),
        ("sheet", "export", "2"),
        ("remote", "export", "1"),
        ("inspection", "export", "IN-0"),
        ("return-visit", "export", "RV-0"),
        ("month", "export", "2026-10", "--customer", "CUS-0"),
    ):
        assert deskctl(*words, "--store", desk)[0] == 3, words


def test_letterhead_is_in_every_form(conn: sqlite3.Connection, now: int, settings: Path) -> None:
    """Every form has name and imprint as text and the logo as an embedded picture."""
    settings.write_text(
        '[firm]\nname = "示例公司"\nname_en = "Sample <Firm>"\nimprint = "One\\nTwo"\nlogo = "logo.png"\n',
        encoding="utf-8",
    )
    (settings.parent / "logo.png").write_bytes(PIXEL)
    document = open_report(conn, 1, at=now).document()
    page = render(document, "html")
    assert "Sample <Firm>" in words_of_html(page)
    assert b'src="data:image/png;base64,' in page
    made = docx.Document(io.BytesIO(render(document, "docx")))
    assert "Sample <Firm>" in made.sections[0].header.paragraphs[0].text
    assert made.sections[0].footer.paragraphs[1].text == "Two"
    assert b"/Image" in render(document, "pdf")
    use_language("zh")
    assert "示例公司" in words_of_html(render(open_report(conn, 1, at=now).document(), "html"))


def test_wrong_letterhead_is_refused(conn: sqlite3.Connection, now: int, settings: Path) -> None:
    """A name that is not text, and a logo that is not a picture or does not exist, are refused."""
    for text in ("firm = 1", "[firm]\nname = 1", '[firm]\nlogo = "x.svg"', '[firm]\nlogo = "none.png"'):
        settings.write_text(text, encoding="utf-8")
        with pytest.raises(BadData):
            render(open_report(conn, 1, at=now).document(), "html")


def test_firms_own_templates_are_used(conn: sqlite3.Connection, now: int, settings: Path) -> None:
    """A firm's template for one kind of document precedes its template for all documents."""
    own = settings.parent / "templates"
    own.mkdir()
    (own / "document.html").write_text("<p>ours {{ document.number }}</p>", encoding="utf-8")
    (own / "document.typ").write_text(
        '#let d = json(bytes(sys.inputs.document))\n#set text(font: "Noto Sans SC")\nours #d.number', encoding="utf-8"
    )
    document = open_report(conn, 1, at=now).document()
    assert render(document, "html") == b"<p>ours T-001-R1</p>"
    assert len(render(document, "pdf")) < 50_000
    (own / "incident.html").write_text("<p>incident</p>", encoding="utf-8")
    assert render(document, "html") == b"<p>incident</p>"


def test_wrong_template_is_refused(conn: sqlite3.Connection, now: int, settings: Path) -> None:
    """A template with a mistake is refused as bad data."""
    own = settings.parent / "templates"
    own.mkdir()
    (own / "document.html").write_text("{% if %}", encoding="utf-8")
    (own / "document.typ").write_text("#nothing()", encoding="utf-8")
    document = open_report(conn, 1, at=now).document()
    for form in ("html", "pdf"):
        with pytest.raises(BadData):
            render(document, form)


def test_missing_typesetter_names_the_install_command(
    conn: sqlite3.Connection, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the typesetter a PDF is refused with the command that installs it."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Usage) as refused:
        render(open_report(conn, 1, at=now).document(), "pdf")
    assert "pip install 'deskctl[pdf]'" in str(refused.value)


def test_unissued_version_is_not_found(conn: sqlite3.Connection, now: int) -> None:
    """A version of a report that was not issued is not found."""
    with pytest.raises(NotFound):
        open_report(conn, 1, at=now, version=7)


def test_imported_report_keeps_its_names(desk: Path) -> None:
    """An imported report keeps the names of the customer and its people from the time of its issue."""
    before = words(desk, 1)
    call = RequestContext(now=NOW, actor="HL1")
    perform(str(desk), find("customer", "edit").of({"id": "CUS-03", "name": "another name"}), None, call)
    perform(str(desk), find("contact", "edit").of({"id": "P-0301", "name": "another person"}), None, call)
    assert words(desk, 1) == before
