"""`deskctl import --kind`: its output, the file for rejected rows, and its exit codes."""

import shlex
from pathlib import Path

import pytest
from calling import Deskctl

GOOD = "客户名称,电话,备注\n甲样例,1,x\n乙样例,2,\n"
BAD = "客户名称,重点客户\n甲样例,是\n乙样例,也许\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a spreadsheet."""
    return tmp_path / "customers.csv"


def test_dry_run_shows_each_row_and_writes_nothing(act: Deskctl, file: Path) -> None:
    """A dry run prints a line for each row, the encoding and the counts, or an object with the same for scripts."""
    file.write_bytes(GOOD.encode("gbk"))
    before = act("customer", "list", "--plain").out
    answer = act("import", file, "--kind", "customer", "--dry-run")
    assert [line.split("\t")[:2] for line in answer.out.splitlines()] == [["2", "create"], ["3", "create"]]
    assert "GB18030; 2 created, 0 changed, 0 same, 0 rejected" in answer.err
    assert "备注" in answer.err
    shape = act("import", file, "--kind", "customer", "--dry-run", "--json").json
    assert (shape["created"], shape["encoding"], shape["unknown"], len(shape["rows"])) == (2, "GB18030", ["备注"], 2)
    assert act("customer", "list", "--plain").out == before


def test_bad_row_refuses_the_file(act: Deskctl, file: Path, tmp_path: Path) -> None:
    """One bad row refuses the file and is named; with `--rejects` the other rows are imported."""
    file.write_text(BAD, encoding="utf-8")
    before = act("customer", "list", "--plain").out
    answer = act("import", file, "--kind", "customer", "--json")
    assert answer.code == 4
    assert answer.error["errors"] == [{"line": 3, "column": "重点客户", "value": "也许", "why": "neither yes nor no"}]
    assert act("customer", "list", "--plain").out == before
    assert act("import", file, "--kind", "customer", "--dry-run").code == 4
    aside = tmp_path / "aside.csv"
    taken = act("import", file, "--kind", "customer", "--rejects", aside, "--json")
    assert (taken.code, taken.json["created"], taken.json["rejected"]) == (0, 1, 1)
    lines = aside.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["客户名称,重点客户,reason", "乙样例,也许,重点客户: neither yes nor no"]


def test_exported_csv_can_be_imported(act: Deskctl, tmp_path: Path) -> None:
    """Importing what `contact list --csv` wrote creates and changes nothing."""
    act("contact", "add", "--customer", "CUS-01", "--name", "=1+1", "--phone", "+86 138-0000-0000")
    file = tmp_path / "contacts.csv"
    file.write_text(
        act("contact", "list", "--csv", "--fields", "customer,name,title,phone,email").out, encoding="utf-8"
    )
    shape = act("import", file, "--kind", "contact", "--json").json
    assert (shape["created"], shape["changed"], shape["rejected"]) == (0, 0, 0)


def test_template_in_a_language(deskctl: Deskctl, tmp_path: Path) -> None:
    """The template of a kind has the headings of the language and is encoded for Excel."""
    file = tmp_path / "template.csv"
    assert deskctl("import", "--kind", "contact", "--template", "-o", file, "--lang", "zh").code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_text(encoding="utf-8-sig").startswith("客户名称,姓名,")


def test_two_columns_of_one_field_name_the_map(act: Deskctl, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two columns that mean one field are both named, and the hint is a command that leaves the second one out."""
    monkeypatch.chdir(file.parent)
    file.write_text("联系人,客户,电话,手机\n样例人,示例,1,2\n", encoding="utf-8")
    refused = act("import", file.name, "--kind", "contact")
    assert (refused.code, "'电话'" in refused.err, "'手机'" in refused.err) == (4, True, True)
    command, _semicolon, again = refused.err.partition("hint: ")[2].strip().partition("; deskctl ")
    assert command == """echo '"手机" = ""' >> columns.toml"""
    Path("columns.toml").write_text('"手机" = ""\n', encoding="utf-8")
    assert act("customer", "add", "--name", "示例").code == 0
    assert act(*shlex.split(again)).code == 0
    assert act("contact", "list", "样例人", "--jsonl", "--fields", "phone").rows == [{"phone": "1"}]


def test_custom_column_map(act: Deskctl, file: Path, tmp_path: Path) -> None:
    """A map file assigns other headings to fields and sets the order of dates."""
    own = tmp_path / "map.toml"
    own.write_text('date_order = "dmy"\n[columns]\n"Kunde" = "name"\n"seit" = "service_start"\n', encoding="utf-8")
    file.write_text("Kunde;seit\nMüller;03/04/2026\n", encoding="utf-8")
    assert act("import", file, "--kind", "customer", "--map", own, "--json").json["created"] == 1
    assert act("customer", "list", "Muller", "--json").json[0]["service_start"] == "2026-04-03"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--kind", "custmer"), 2),
        ((), 2),
        (("--kind", "customer", "--encoding", "latin-1"), 2),
        (("--kind", "customer", "--date-order", "ydm"), 2),
        (("--kind", "customer", "--fields", "colour"), 2),
        (("--kind", "customer", "--delimiter", "x"), 4),
        (("--kind", "customer", "--map", "nowhere.toml"), 3),
    ],
)
def test_wrong_options_are_refused(act: Deskctl, file: Path, words: tuple[str, ...], code: int) -> None:
    """A wrong option is refused before anything is written."""
    file.write_text(GOOD, encoding="utf-8")
    before = act("customer", "list", "--plain").out
    assert act("import", file, *words).code == code
    assert act("customer", "list", "--plain").out == before


def test_missing_file_is_not_found(act: Deskctl) -> None:
    """A missing file is not found, and a call without a file is a usage error."""
    assert act("import", "nowhere.csv", "--kind", "customer").code == 3
    assert act("import", "--kind", "customer").code == 2


@pytest.mark.parametrize(
    "headings",
    [
        "维护开始,维护结束",
        "维保开始,维保截止",
        "维护开始,维护到期",
        "维护期自,维护期至",
        "维保期起,维保期止",
        "维护起始日,维护终止日",
        "维护开始时间,维护结束时间",
        "服务起始日期,服务到期日",
        "开始时间,结束时间",
        "Maintained from,Maintained until",
    ],
)
def test_dates_of_maintenance_are_recognised_in_pairs(act: Deskctl, file: Path, headings: str) -> None:
    """A heading that contracts use for the start of the maintenance is recognised as its counterpart for the end is."""
    file.write_text(f"合同编号,客户,{headings}\nHT-9,CUS-01,2026-01-01,2027-01-01\n", encoding="utf-8")
    answer = act("import", file, "--kind", "contract", "--json")
    assert answer.json["unknown"] == []
    contract = next(row for row in act("contract", "list", "--json").json if row["no"] == "HT-9")
    assert (contract["maintenance_start"], contract["maintenance_end"]) == ("2026-01-01", "2027-01-01")


def test_site_of_another_customer_is_named_as_such(act: Deskctl, file: Path) -> None:
    """An outlet is a site, and the id of another customer's site is not called unknown, to be added as a name."""
    whose = {row["id"]: row["customer"] for row in act("site", "list", "--json").json}
    name = {row["id"]: row["name"] for row in act("customer", "list", "--json").json}
    file.write_text(f"客户名称,网点,类别,设备名称\n{name[whose['S-0101']]},S-0201,其他,电梯\n", encoding="utf-8")
    refused = act("import", file, "--kind", "asset")
    assert (refused.code, f"belongs to the customer {whose['S-0201']}" in refused.err) == (4, True), refused.err
    assert "site add" not in refused.err
    file.write_text(f"客户名称,网点,类别,设备名称\n{name[whose['S-0201']]},S-0201,其他,电梯\n", encoding="utf-8")
    assert act("import", file, "--kind", "asset", "--json").json["created"] == 1
