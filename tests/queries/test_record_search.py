"""Search finds records however they are written: folded characters, phone numbers in any format, numbers, initials."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskctl.language.folding import fold, joined, phone_in
from deskctl.operations.batch import run_batch
from deskctl.operations.perform import RequestContext
from deskctl.queries.conditions.filters import TicketFilter
from deskctl.queries.reference.records import list_records
from deskctl.queries.search.choices import choices, kinds
from deskctl.queries.search.desk_search import search
from deskctl.queries.search.tickets_of_records import tickets_found
from deskctl.queries.tickets.ticket_list import list_tickets
from deskctl.store.sqlite.checks.store_check import check_store
from deskctl.store.sqlite.create import create_store
from deskctl.store.sqlite.reader import open_reader

NOW = datetime(2027, 3, 1, tzinfo=UTC)
TITLE = "ＬＤＡＰ登录失败：Café Łódź ﬁle STRAẞE"
LINES = (
    '{"do": "customer.add", "name": "重庆样例中学", "name_en": "Chongqing Sample School"}',
    '{"do": "site.add", "customer": "CUS-09", "name": "本部"}',
    '{"do": "contact.add", "customer": "CUS-09", "name": "单例", "phone": "+86 138-0000-0000", "email": "s@x.example"}',
    '{"do": "asset.add", "site": "S-0901", "asset_class": "server", "name": "教务机", "serial": "SN-XY-20771"}',
    f'{{"do": "ticket.open", "contact": "P-0901", "title": "{TITLE}", "assets": ["A-0901"], "catalog": "B"}}',
    '{"do": "ticket.note", "ticket": 73, "text": "换下 RAID 电池 zzqx"}',
)


@pytest.fixture(scope="session")
def larger_desk(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the demo desk with one more customer, contact, asset and ticket."""
    path = tmp_path_factory.mktemp("finding") / "desk.db"
    with closing(sqlite3.connect(demo)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _perform(path, *LINES)
    return path


@pytest.fixture
def desk(larger_desk: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection for reading this desk."""
    with closing(open_reader(str(larger_desk))) as conn:
        yield conn


def _perform(path: Path, *lines: str) -> None:
    results = list(run_batch(str(path), lines, atomic=False, context=RequestContext(now=NOW, actor="HL1")))
    assert all(result["ok"] for result in results), results


def _tickets(conn: sqlite3.Connection, words: str) -> list[int]:
    return [row.number for row in list_tickets(conn, TicketFilter(status=("all",), words=words), at=0, limit=-1)]


@pytest.mark.parametrize(
    "words",
    [
        "ldap登录",
        "ＬＤＡＰ",
        "cafe",
        unicodedata.normalize("NFD", "Café"),
        "lodz",
        "file",
        "strasse",
        "登录\u200b失败",
        "单例",
        "13800000000",
        "138 0000 0000",
        "+86 13800000000",
        "0086-138-0000-0000",
        "8000-0000",
        "s@x.example",
        "SN-XY-20771",
        "snxy20771",
        "XY20771",
        "zzqx",
        "raid 电池",
        "重庆",
        "chongqing",
        "cqylzx",
        "73",
        "T73",
        "T-073",
        "t073",
        "ldap 单例 zzqx",
    ],
)
def test_a_ticket_is_found_by_any_of_its_texts(desk: sqlite3.Connection, words: str) -> None:
    """The list filter, the search and the picker find a ticket by the same texts."""
    assert 73 in _tickets(desk, words)
    assert "73" in [hit.id for hit in search(desk, words, kinds=("ticket",), limit=-1)]
    assert "T-073" in [key for key, _label in choices(desk, "ticket", words)]


@pytest.mark.parametrize("words", ["教务机", "SN-XY-20771", "zzqx"])
def test_equipment_leads_to_its_open_tickets(desk: sqlite3.Connection, words: str) -> None:
    """The name and the serial number of equipment find each of its open tickets once."""
    assert [hit.id for hit in tickets_found(desk, words, -1)] == ["73"]
    assert tickets_found(desk, words, 0) == []


@pytest.mark.parametrize("words", ["66", "T66", "T-066", "ｔ６６", "T-66"])
def test_the_ticket_with_the_number_comes_first(desk: sqlite3.Connection, words: str) -> None:
    """A ticket number finds its ticket before others whose texts contain the number."""
    assert search(desk, words)[0].id == "66"


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("contact", "P-0901", "13800000000"),
        ("contact", "P-0901", "+86 138 0000 0000"),
        ("contact", "P-0901", "重庆 单"),
        ("contact", "P-0901", "sl"),
        ("contact", "P-0901", "ｐ－０９０１"),
        ("customer", "CUS-09", "CHONGQING"),
        ("customer", "CUS-09", "cqyl"),
        ("asset", "A-0901", "snxy20771"),
        ("asset", "A-0901", "重庆 教务"),
        ("contract", "CT-01", "ht2025001"),
        ("part", "PT-01", "pt-01"),
    ],
)
def test_records_are_found_alike_everywhere(desk: sqlite3.Connection, kind: str, key: str, words: str) -> None:
    """The search, the list of records and the picker find the same record."""
    assert key in [hit.id for hit in search(desk, words, kinds=(kind,), limit=-1)]
    assert key in [row["id"] for row in list_records(desk, kind, UTC, words=words)]
    assert key in [one for one, _label in choices(desk, kind, words)]


def test_a_picker_finds_each_record_by_its_id(desk: sqlite3.Connection) -> None:
    """A picker finds each kind of record by its id, and a record by words of its label."""
    for kind in kinds():
        for key, _label in choices(desk, kind)[:3]:
            assert key in [one for one, _label in choices(desk, kind, key.lower())], kind
    assert choices(desk, "certificate", "存储系统")
    assert not choices(desk, "certificate", "存储系统 nobody")


def test_a_renamed_record_is_found_by_its_new_name(larger_desk: Path, tmp_path: Path) -> None:
    """After a change of name, phone or serial number, tickets and records are found by the new value only."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(larger_desk)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _perform(
        path,
        '{"do": "contact.edit", "id": "P-0901", "name": "尤例", "phone": "000-1234-5678"}',
        '{"do": "customer.edit", "id": "CUS-09", "name": "新港样例学校"}',
        '{"do": "asset.edit", "id": "A-0901", "serial": "NEW-1"}',
    )
    with closing(open_reader(str(path))) as conn:
        for words in ("尤例", "yl", "12345678", "新港", "new1"):
            assert 73 in _tickets(conn, words), words
        for words in ("单例", "13800000000", "重庆", "snxy20771"):
            assert 73 not in _tickets(conn, words), words
        assert "P-0901" in [key for key, _label in choices(conn, "contact", "新港")]
        assert "A-0901" in [hit.id for hit in search(conn, "新港", kinds=("asset",))]


def test_a_merged_customer_is_found_by_the_remaining_name(larger_desk: Path, tmp_path: Path) -> None:
    """The records of a merged customer are found by the name of the remaining customer."""
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(larger_desk)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    _perform(path, '{"do": "customer.merge", "id": "CUS-09", "into": "CUS-01", "reason": "the same", "actor": "MG1"}')
    with closing(open_reader(str(path))) as conn:
        assert 73 in _tickets(conn, "青禾样例 ldap")
        assert "A-0901" in [hit.id for hit in search(conn, "青禾样例 教务", kinds=("asset",))]
        assert "P-0901" in [key for key, _label in choices(conn, "contact", "青禾 单")]
    assert "index" not in {finding.kind for finding in check_store(str(path), int(NOW.timestamp()))}


def test_invisible_characters_find_nothing(desk: sqlite3.Connection) -> None:
    """A search for invisible characters finds nothing and is not treated as an empty search."""
    assert search(desk, "\u200b") == []
    assert _tickets(desk, "\u200b \ufeff") == []


def test_an_empty_desk_has_nothing_to_find(tmp_path: Path) -> None:
    """A search in a new desk returns nothing and raises no error."""
    create_store(str(tmp_path / "desk.db"))
    with closing(open_reader(str(tmp_path / "desk.db"))) as conn:
        assert search(conn, "何例 66 138-0000-0000") == []


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))  # by default each character is encoded once
def test_folding_again_changes_nothing(text: str) -> None:
    """Folding is idempotent and ignores case, composition and broken characters."""
    assert fold(fold(text)) == fold(text)
    assert fold(f"{text}\ud800") == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert joined(fold(text)) == joined(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("戶", "户"),
        ("⻅", "见"),
        ("⼾", "户"),
        ("\u2013", "-"),
        ("é", "e"),
        ("Ø", "o"),
        ("\u200b", ""),
        ("\ufe0f", ""),
        ("Ａ", "a"),
    ],
)
def test_one_unusual_character_in_chinese_text_is_folded(written: str, folded: str) -> None:
    """A single unusual character within Chinese text is folded as it is alone."""
    assert fold(f"打印机，{written}坏了") == f"打印机,{folded}坏了"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("+86 138-0000-0000", "13800000000"),
        ("0086 138 0000 0000", "13800000000"),
        ("(010) 8888 0000", "1088880000"),
        ("１３８００００００００", "13800000000"),
        ("T-066", None),
        ("12345", None),
        ("服务器 13800000000", None),
    ],
)
def test_phone_numbers_in_texts(words: str, digits: str | None) -> None:
    """A text that is one phone number is reduced to its digits, other texts are not."""
    assert phone_in(words) == digits
