"""Spreadsheets saved as CSV are imported, with notes on converted values and refusals that name the place."""

import csv
import io
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from deskctl.errors import BadData
from deskctl.exchange.spreadsheet.columns import kinds
from deskctl.exchange.spreadsheet.decoding import found_encoding
from deskctl.exchange.spreadsheet.row_errors import BadRows
from deskctl.exchange.spreadsheet.table_import import TableOptions, TableResult, import_table
from deskctl.exchange.spreadsheet.template import template
from deskctl.exchange.spreadsheet.values import ORDERS, DateNotation, WrongCell, read_date, read_flag, read_number
from deskctl.queries.reference.records import list_records, show_record
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
CUSTOMERS = (
    "客户名称,电话,服务开始\r\n甲样例公司,021-5555-0001,46320\r\n乙样例公司,,46320\r\n"
    '丙样例,"1\n2",2026年1月5日\r\n,,\r\n'
)
ASSETS = "客户,站点,类别,设备名称,序列号,保修截止,我方采购\n"


@pytest.fixture(scope="module")
def shipped_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty desk with the calendars, services and modes that deskctl ships."""
    path = tmp_path_factory.mktemp("shipped") / "desk.db"
    create_store(str(path), with_records=True)
    return path


@pytest.fixture
def desk(shipped_desk: Path, tmp_path: Path) -> Path:
    """Return an empty desk with the shipped records."""
    return Path(shutil.copy(shipped_desk, tmp_path / "desk.db"))


def imported(desk: Path, kind: str, text: str | bytes, **options: Any) -> TableResult:
    """Import a spreadsheet."""
    content = text if isinstance(text, bytes) else text.encode()
    table_options = TableOptions(kind=kind, name="table.csv", **options)
    return import_table(io.BytesIO(content), str(desk), table_options, now=NOW, actor="MG1")


def records(desk: Path, kind: str) -> list[dict[str, Any]]:
    """Return the records of a kind."""
    with closing(open_reader(str(desk))) as conn:
        return list_records(conn, kind, UTC)


def mistakes(desk: Path, kind: str, text: str, **options: Any) -> list[tuple[int, str, str, str]]:
    """Import a table with mistakes; return the mistakes, and check that nothing was stored."""
    before = records(desk, kind)
    with pytest.raises(BadRows) as caught:
        imported(desk, kind, text, **options)
    assert records(desk, kind) == before
    return [(error.line, error.column, error.value, error.text()) for error in caught.value.errors]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("gbk", "GB18030"),
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_gives_the_same_rows(desk: Path, codec: str, name: str, delimiter: str) -> None:
    """Encoding and separator are detected and reported, and a second import of the same rows creates nothing."""
    content = CUSTOMERS.replace(",", delimiter).encode(codec)
    dry_run = imported(desk, "customer", content, dry_run=True)
    assert (dry_run.encoding, dry_run.delimiter, dict(dry_run.counts)) == (name, delimiter, {"create": 3})
    assert dry_run.notes[0] == "2: 服务开始 46320 = 2026-10-25"
    assert records(desk, "customer") == []
    assert dict(imported(desk, "customer", content).counts) == {"create": 3}
    assert [(row["name"], row["service_start"]) for row in records(desk, "customer")] == [
        ("甲样例公司", "2026-10-25"),
        ("乙样例公司", "2026-10-25"),
        ("丙样例", "2026-01-05"),
    ]
    assert dict(imported(desk, "customer", CUSTOMERS).counts) == {"same": 3}
    assert check_store(str(desk), int(NOW.timestamp())) == []


def test_an_unknown_site_is_refused_with_the_step_that_adds_it(desk: Path) -> None:
    """Equipment of an unknown site is refused with the command that adds the site; unknown headings are reported."""
    imported(desk, "customer", CUSTOMERS)
    with pytest.raises(BadRows) as caught:
        imported(desk, "asset", ASSETS + "甲样例公司,总部,服务器,主机,SN-1,,\n")
    assert caught.value.hint == "deskctl site add --customer CUS-01 --name '总部'"
    with pytest.raises(BadRows, match=r"missing\. Mistakes in all: 1(.|\n)*: 场所$"):
        imported(desk, "asset", "客户,场所,类别,设备名称\n甲样例公司,总部,服务器,主机\n")


def test_a_name_is_one_line(desk: Path) -> None:
    """A line break in a name is refused, spaces around a name are removed, and a blank name counts as missing."""
    text = '客户名称,英文名称\n"甲\n样例",A\n乙样例 , \n'
    assert [(line, column) for line, column, *_rest in mistakes(desk, "customer", text)] == [(2, "客户名称")]
    imported(desk, "customer", text.replace("甲\n", ""))
    assert [(row["name"], row["name_en"]) for row in records(desk, "customer")] == [("样例", "A"), ("乙样例", None)]


def test_a_file_that_cannot_be_decoded_is_refused_with_the_byte() -> None:
    """A file that cannot be decoded is refused with the position of the byte, and a workbook with what to do."""
    with pytest.raises(BadData, match="byte 8 "):
        found_encoding(io.BytesIO("客户,\n".encode() + b"\xff\xff"))
    with pytest.raises(BadData, match="byte 0 "):
        found_encoding(io.BytesIO("客户".encode("gbk")), "utf-8")
    for head in (b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with pytest.raises(BadData, match=r"workbook.* CSV UTF-8"):
            found_encoding(io.BytesIO(head + b"\xff\xff"), "gb18030")


def test_an_edit_reports_changes_and_an_empty_cell_changes_nothing(desk: Path) -> None:
    """Different cells are changed, empty cells change nothing, `-` empties; the history records file and row."""
    imported(desk, "customer", "客户名称,电话,英文名称\n甲,1,A\n乙,2,B\n")
    text = "单位名称,电话,英文名\n甲,3,\n乙,-,B\n"
    (first, second) = imported(desk, "customer", text, dry_run=True).rows
    assert first.changes == (("agreed_phone", "1", "3"),)
    assert second.changes == (("agreed_phone", "2", None),)
    assert dict(imported(desk, "customer", text).counts) == {"change": 2}
    with closing(open_reader(str(desk))) as conn:
        shown = show_record(conn, "customer", "CUS-01", UTC)
    assert (shown["agreed_phone"], shown["name_en"]) == ("3", "A")
    source = shown["history"][-1]["data"]["source"]
    assert (source["file"], source["row"], len(source["sha256"])) == ("table.csv", 2, 64)


def test_a_record_is_found_by_its_external_id_before_its_name(desk: Path) -> None:
    """A record that was renamed is found by its external id before its name."""
    imported(desk, "customer", "外部编号,客户名称\nE-1,甲\n")
    assert dict(imported(desk, "customer", "外部编号,客户名称\nE-1,甲新名\n").counts) == {"change": 1}
    assert [(row["id"], row["name"]) for row in records(desk, "customer")] == [("CUS-01", "甲新名")]


def test_people_of_one_name_are_distinguished_by_their_phones(desk: Path) -> None:
    """People of the same name are distinguished by their phones; a person without a phone gets the given one."""
    imported(desk, "customer", "客户名称\n甲\n")
    people = "客户,姓名,手机\n甲,张例,138-0000-0001\n甲,张例,138-0000-0002\n甲,王例,\n"
    assert dict(imported(desk, "contact", people).counts) == {"create": 3}
    assert dict(imported(desk, "contact", "客户,姓名,手机\n甲,王例,138 0000 0003\n").counts) == {"change": 1}
    assert dict(imported(desk, "contact", people.replace("138-0000-000", "+86 1380000000")).counts) == {
        "change": 2,
        "same": 1,
    }
    assert len(records(desk, "contact")) == 3
    (wrong,) = mistakes(desk, "contact", "客户,姓名,邮箱\n甲,张例,z@x.example\n")
    assert wrong[3] == "several fit: P-0101, P-0102"


def test_mistakes_are_named_by_line_column_value_and_reason(desk: Path) -> None:
    """All mistakes of a file are reported together with line, column and value, and nothing is stored."""
    imported(desk, "customer", "客户名称\n甲\n")
    imported(desk, "site", "客户,站点名称\n甲,总部\n甲,二厂\n")
    rows = (
        "甲,总部,服务器,主机,SN-1,2027/1/31,是\n"
        "甲,总部,服务器,主机,1.38E+10,,\n"
        "丁,总部,服务器,主机,,,\n"
        "甲,三厂,服务器,主机,,,\n"
        "甲,总部,洗衣机,主机,,03/04/2026,大概\n"
        "甲,总部,服务器,,,,\n"
    )
    assert [(line, column, value) for line, column, value, _why in mistakes(desk, "asset", ASSETS + rows)] == [
        (3, "序列号", "1.38E+10"),
        (4, "客户", "丁"),
        (5, "站点", "三厂"),
        (6, "类别", "洗衣机"),
        (6, "保修截止", "03/04/2026"),
        (6, "我方采购", "大概"),
        (7, "设备名称", ""),
    ]
    fine = imported(desk, "asset", ASSETS + rows.splitlines()[0], how=DateNotation("dmy"))
    assert dict(fine.counts) == {"create": 1}


def test_the_only_site_of_a_customer_need_not_be_named(desk: Path) -> None:
    """Equipment of a customer with one site is assigned to it; with two sites the site must be given."""
    imported(desk, "customer", "客户名称\n甲\n乙\n")
    imported(desk, "site", "客户,站点名称\n甲,总部\n乙,一\n乙,二\n")
    text = "客户,类别,设备名称\n{},服务器,主机\n"
    imported(desk, "asset", text.format("甲"))
    assert [row["site"] for row in records(desk, "asset")] == ["S-0101"]
    ((_line, column, _value, _why),) = mistakes(desk, "asset", text.format("乙"))
    assert column == "site"


def test_a_row_that_a_rule_refuses_is_a_mistake_of_that_row(desk: Path) -> None:
    """A contract with an unknown policy profile is a mistake of its row; the other rows can be imported."""
    imported(desk, "customer", "name\nHarbour\n")
    text = "customer,number,profile\nHarbour,K-1,nope\nHarbour,K-2,strict\n"
    ((line, *_where, why),) = mistakes(desk, "contract", text)
    assert line == 2
    assert "nope" in why
    rejected: list[int] = []
    done = imported(desk, "contract", text, rejects=lambda _header, row, _errors: rejected.append(row.line))
    assert (done.counts["create"], rejected) == (1, [2])


def test_invalid_rows_are_rejected_and_the_rest_is_imported(desk: Path) -> None:
    """With a file for rejects the valid rows are imported, and the others are written to that file."""
    rejected: list[list[str]] = []
    result = imported(
        desk,
        "customer",
        "客户名称,重点客户\n甲,是\n乙,也许\n丙,N\n",
        rejects=lambda _header, row, errors: rejected.append([*row.cells, errors[0].text()]),
    )
    assert dict(result.counts) == {"create": 2, "error": 1}
    assert rejected == [["乙", "也许", "neither yes nor no"]]
    assert [row["key_customer"] for row in records(desk, "customer")] == [True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("客户名称,公司名称\n甲,乙\n", "both name name"),
        ("电话\n1\n", "the headings are: 电话"),
        ("", "no header"),
        ('客户名称\n"甲\n', "not a CSV row"),
        ("客户名称\n" + "x" * ((1 << 20) + 1) + "\n", "not a CSV row"),
    ],
    ids=["twice", "missing", "empty", "quote", "giant"],
)
def test_a_file_that_cannot_be_read_is_refused(desk: Path, text: str, message: str) -> None:
    """A file is refused for two columns of one field, a missing column or header, an open quote, or a giant cell."""
    with pytest.raises(BadData, match=message):
        imported(desk, "customer", text)


def test_columns_that_name_no_field(desk: Path) -> None:
    """Unknown columns are reported, are an error on request, and can be mapped to fields."""
    text = "客户名称,备注\n甲,重要\n"
    assert imported(desk, "customer", text, dry_run=True).unknown == ("备注",)
    with pytest.raises(BadData, match="备注"):
        imported(desk, "customer", text, strict=True)
    imported(desk, "customer", text, headings={"备注": "name_en"})
    assert records(desk, "customer")[0]["name_en"] == "重要"


def test_texts_remain_unchanged(desk: Path) -> None:
    """A formula is imported as text, the apostrophe of our own export is removed, and inner spaces remain."""
    imported(desk, "faq", "系统,问题,答案\nMINI,=1+1,'=cmd\nMINI,'a',\"  b\n  c\"\n")
    assert [(row["question"], row["answer"]) for row in records(desk, "faq")] == [
        ("=1+1", "=cmd"),
        ("'a'", "  b\n  c"),
    ]


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_of_every_kind_is_read_back(desk: Path, kind: str, language: str) -> None:
    """Each heading of a template is recognised, and an empty template is accepted."""
    content = template(kind, language)
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(header) == len(set(header))
    result = imported(desk, kind, content, strict=True)
    assert (result.unknown, dict(result.counts)) == ((), {})


@pytest.mark.parametrize(
    "text",
    ["2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "5-Jan-26", "46027", "２０２６／１／５", "2026-01-05 00:00"],
)
def test_notations_of_dates(text: str) -> None:
    """A date is recognised in each of these notations."""
    assert read_date(text, DateNotation()).value == "2026-01-05"


def test_ambiguous_dates() -> None:
    """The order of an ambiguous date must be given, and so must the date system of bare numbers unless it is 1900."""
    with pytest.raises(WrongCell):
        read_date("03/04/2026", DateNotation())
    assert [read_date("03/04/2026", DateNotation(order)).value for order in ORDERS[1:]] == ["2026-04-03", "2026-03-04"]
    assert [read_date(only, DateNotation()).value for only in ("31/12/2025", "12/31/2025")] == ["2025-12-31"] * 2
    assert read_date("44565", DateNotation(date_system="1904")).value == "2026-01-05"
    for wrong in ("2026-13-01", "soon", "99999", "1.5"):
        with pytest.raises(WrongCell):
            read_date(wrong, DateNotation())


def test_numbers_and_flags() -> None:
    """Numbers may have grouped thousands or wide digits, and flags may be Chinese or English."""
    assert [read_number(text).value for text in ("1,800.00", "１８００", "-5")] == [1800.0, 1800.0, -5.0]
    assert [read_flag(text).value for text in ("是", "Y", "1", "否", "n", "0")] == [True] * 3 + [False] * 3
    for wrong in ("1,80", "1e5", "x"):
        with pytest.raises(WrongCell):
            read_number(wrong)
