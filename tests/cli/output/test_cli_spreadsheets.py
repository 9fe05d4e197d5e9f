"""Lists for spreadsheets: CSV and workbooks that keep texts as texts."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from calling import Deskctl


def _rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    "words", ["ticket list", "clock list", "asset list", "policy list", "stock list", "search 服务"]
)
def test_lists_are_written_as_csv(ask: Deskctl, words: str) -> None:
    """The header of the CSV has the field names of the JSON, and each row its values."""
    rows = _rows(ask(*words.split(), "--csv").out)
    shapes = ask(*words.split(), "--json").json
    assert [list(row) for row in rows] == [list(shape) for shape in shapes]
    assert [row[name] for row in rows for name in row][:1] == [str(next(iter(shapes[0].values())))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-cmd", "'-cmd"),
        ("+86 138-0000-0000", "+86 138-0000-0000"),
        ("-5 degrees", "-5 degrees"),
        ('a,b\nc"d', 'a,b\nc"d'),
        ("\x1b]0;x\x07", "␛]0;x␇"),
        ("'quoted", "'quoted"),
    ],
)
def test_text_in_csv_is_not_a_formula(act: Deskctl, text: str, shown: str) -> None:
    """Formulas and escape sequences in a text are neutralised in CSV, and `--raw` keeps them."""
    assert act("faq", "add", "--system", "MINI", "--question", "Q", "--answer", text).code == 0
    words = ("faq", "list", "MINI", "--fields", "answer", "--csv")
    assert _rows(act(*words).out)[-1]["answer"] == shown
    assert _rows("\ufeff" + act(*words, "--raw").out)[-1]["answer"] == text


def test_plain_shows_control_characters_as_symbols(act: Deskctl) -> None:
    """`--plain` shows control characters as symbols unless `--raw` is given."""
    assert act("faq", "add", "--system", "MINI", "--question", "Q", "--answer", "\x1b[31mX").code == 0
    words = ("faq", "list", "MINI", "--plain", "--fields", "answer")
    assert "␛[31mX" in act(*words).out
    assert "\x1b[31mX" in act(*words, "--raw").out


def test_workbook_contains_texts_as_texts(act: Deskctl, tmp_path: Path) -> None:
    """A workbook contains the rows of the list, and a formula in a text remains a text."""
    act("contact", "add", "--customer", "CUS-01", "--name", "=1+1")
    file = tmp_path / "contacts.xlsx"
    answer = act("contact", "list", "--customer", "CUS-01", "--xlsx", file, "--fields", "id,name")
    assert (answer.code, answer.out) == (0, "")
    sheet = ET.fromstring(ZipFile(file).read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    texts = ["".join(cell.itertext()) for cell in sheet.iter() if cell.tag.endswith("}c")]
    assert texts[:2] == ["id", "name"]
    assert "=1+1" in texts
    assert not [cell for cell in sheet.iter() if cell.tag.endswith("}f")]


def test_output_forms_exclude_each_other(ask: Deskctl, tmp_path: Path) -> None:
    """Two output forms at once are a usage error, and nothing is written."""
    file = tmp_path / "x.xlsx"
    assert ask("ticket", "list", "--csv", "--json").code == 2
    assert ask("ticket", "list", "--csv", "--xlsx", file).code == 2
    assert ask("ticket", "list", "--xlsx", "").code == 2
    assert not file.exists()
